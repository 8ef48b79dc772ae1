import { Button } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import { api, site } from '../api/client.ts';
import type { Asset, ProductSummary } from '../api/types.ts';
import { boot } from '../boot.ts';
import { FailureNotice } from '../parts/panels.tsx';
import { Picture } from '../parts/picture.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { thumbnailPath } from '../parts/use-picture.ts';
import { hrefOf } from '../use-location.ts';
import { useRemote } from '../use-remote.ts';

const SHOWN = 4;

interface Loaded {
  readonly product: ProductSummary | null;
  readonly assets: readonly Asset[];
  readonly waiting: number;
}

const load = async (productId: number): Promise<Loaded> => {
  const { products } = await site.post<{ products: ProductSummary[] }>('/selection/look-up', {
    productIds: [productId],
  });
  const [product] = products;
  if (!product) return { product: null, assets: [], waiting: 0 };
  const page = await api.get('/assets', { query: { productId: product.id, limit: 25 } });
  return {
    product,
    assets: page.items.slice(0, SHOWN),
    waiting: page.items.filter((asset) => asset.review.state === 'undecided').length,
  };
};

/** The box beside a product: its newest pictures, what waits for a decision, and the way to more. */
export function ProductBox({ productId }: { readonly productId: number }) {
  const connected = boot().connection.state === 'connected';
  const box = useRemote(connected ? String(productId) : null, () => load(productId));
  const make = (
    <Button variant="secondary" href={hrefOf('create', { product: String(productId) })}>
      {__('Make photos', 'softbox-product-photos')}
    </Button>
  );
  if (!connected) {
    return (
      <>
        <p>{__('Connect this shop to Softbox to make photos of this product.', 'softbox-product-photos')}</p>
        <Button variant="secondary" href={hrefOf('connect')}>
          {__('Connect', 'softbox-product-photos')}
        </Button>
      </>
    );
  }
  if (box.data === null) {
    return box.failure ? <FailureNotice failure={box.failure} onRetry={box.reload} /> : <Spinner />;
  }
  const { assets, product, waiting } = box.data;
  return (
    <>
      {assets.length > 0 ? (
        <ul className="softbox-thumbs">
          {assets.map((asset) => (
            <li key={asset.id}>
              <Picture path={thumbnailPath(asset.id, '160')} alt={product?.title ?? ''} />
            </li>
          ))}
        </ul>
      ) : (
        <p className="softbox-muted">{__('No pictures made yet.', 'softbox-product-photos')}</p>
      )}
      {waiting > 0 ? (
        <p>
          <a href={hrefOf('review', product ? { product: product.id } : {})}>
            {sprintf(
              /* translators: %d: number of pictures */
              _n('%d picture to review', '%d pictures to review', waiting, 'softbox-product-photos'),
              waiting,
            )}
          </a>
        </p>
      ) : null}
      {make}
    </>
  );
}
