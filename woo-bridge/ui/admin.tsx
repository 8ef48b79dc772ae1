import { createRoot } from '@wordpress/element';
import './styles/admin.css';
import { ProductBox } from './product-box/product-box.tsx';
import { App } from './screens/app.tsx';

const screen = document.getElementById('softbox-screen');
if (screen) createRoot(screen).render(<App />);

const box = document.getElementById('softbox-product-box');
if (box) createRoot(box).render(<ProductBox productId={Number(box.dataset.product)} />);
