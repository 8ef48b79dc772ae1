import { html, type Markup } from '#sandbox/http/html.ts';
import type { StoreView } from '../admin-ui/context.ts';
import { storePath } from '../admin-ui/context.ts';
import type { Reply } from '../admin-ui/reply.ts';
import { page, sandboxBar } from '../admin-ui/shell.ts';
import type { ProductRecord } from '../state/types.ts';
import { picturesOf, price, responsivePicture } from './picture.ts';
import { productBody } from './product-page.ts';

export function frame(view: StoreView, title: string, main: Markup): Markup {
  const home = storePath(view, 'storefront');
  return page({
    title: `${title} · ${view.shop.record.name}`,
    style: 'storefront.css',
    scripts: ['storefront.js'],
    body: html`<body>
<a class="skip" href="#main">Skip to content</a>
${sandboxBar}
<header class="shop-header"><a class="shop-name" href="${home}">${view.shop.record.name}</a>
<nav aria-label="Shop"><a href="${home}">All products</a> <a href="${storePath(view)}">Admin</a></nav></header>
<main id="main" tabindex="-1">${main}</main>
<footer class="shop-footer"><p>${view.shop.record.name}. A sandbox storefront; nothing here is for sale.</p></footer>
</body>`,
  });
}

function listedProducts(view: StoreView): ProductRecord[] {
  return view.shop.products.all().filter((row) => row.status === 'ACTIVE' && row.publishedAt !== null);
}

function card(view: StoreView, product: ProductRecord, index: number): Markup {
  const [picture] = picturesOf(view, product);
  const variants = product.variantIds.flatMap((id) => view.shop.variants.get(id) ?? []);
  const cheapest = variants.toSorted((a, b) => Number(a.price) - Number(b.price))[0];
  const isFrom = new Set(variants.map((variant) => variant.price)).size > 1;
  return html`<li><a class="product-card" href="${storePath(view, 'storefront', 'products', product.handle)}">
    <span class="card-picture">${
      picture
        ? responsivePicture(picture, { sizes: '(max-width: 600px) 50vw, 280px', alt: '', isFirst: index < 4 })
        : html`<span class="blank">No picture</span>`
    }</span>
    <span class="card-title">${product.title}</span>
    <span class="card-price">${cheapest ? `${isFrom ? 'From ' : ''}${price(view, cheapest.price)}` : ''}</span></a></li>`;
}

function listPage(view: StoreView): Reply {
  const products = listedProducts(view);
  const main =
    products.length === 0
      ? html`<h1>All products</h1><div class="blank-page"><p>This shop has nothing in its window yet.</p></div>`
      : html`<h1>All products</h1><ul class="product-grid">${products.map((product, index) => card(view, product, index))}</ul>`;
  return { kind: 'page', status: 200, document: frame(view, 'All products', main) };
}

function notFound(view: StoreView): Reply {
  const main = html`<div class="blank-page"><h1>Not found</h1><p>This product is not in the shop.</p>
    <p><a class="shop-button" href="${storePath(view, 'storefront')}">All products</a></p></div>`;
  return { kind: 'page', status: 404, document: frame(view, 'Not found', main) };
}

/** The storefront's pages: the list, and `products/{handle}`. Drafts and archived products are not in the shop. */
export function answerStorefront(view: StoreView, parts: string[]): Reply {
  if (parts.length === 0) return listPage(view);
  const [section, handle] = parts;
  const product =
    section === 'products' && parts.length === 2
      ? view.shop.products.all().find((row) => row.handle === handle)
      : undefined;
  const isShown = product && (product.status === 'ACTIVE' || product.status === 'UNLISTED');
  if (!isShown || product.publishedAt === null) return notFound(view);
  return { kind: 'page', status: 200, document: frame(view, product.title, productBody(view, product)) };
}
