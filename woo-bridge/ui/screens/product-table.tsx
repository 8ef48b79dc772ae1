import { CheckboxControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { ProductSummary } from '../api/types.ts';
import { boot } from '../boot.ts';
import { Badge } from '../parts/badge.tsx';
import { type GoTo, hrefOf } from '../use-location.ts';

type Chosen = ReadonlyMap<string, ProductSummary>;

/** The list in wp-admin's own table. What was chosen stays chosen over pages. */
export function ProductTable({
  items,
  chosen,
  onChoose,
  goTo,
}: {
  readonly items: readonly ProductSummary[];
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly goTo: GoTo;
}) {
  const all = items.every((product) => chosen.has(product.id));
  const choose = (products: readonly ProductSummary[], on: boolean) => {
    const next = new Map(chosen);
    for (const product of products) {
      if (on) next.set(product.id, product);
      else next.delete(product.id);
    }
    onChoose(next);
  };
  return (
    <table className="wp-list-table widefat fixed striped softbox-products">
      <thead>
        <tr>
          <td className="check-column">
            <CheckboxControl
              __nextHasNoMarginBottom
              aria-label={__('Choose all on this page', 'softbox-product-photos')}
              checked={all}
              onChange={(on) => choose(items, on)}
            />
          </td>
          <th className="softbox-products__thumb">
            <span className="screen-reader-text">{__('Picture', 'softbox-product-photos')}</span>
          </th>
          <th>{__('Name', 'softbox-product-photos')}</th>
          <th className="softbox-products__side">{__('Pictures', 'softbox-product-photos')}</th>
          <th className="softbox-products__side softbox-wide">
            {__('Variations', 'softbox-product-photos')}
          </th>
          <th className="softbox-wide">{__('Categories', 'softbox-product-photos')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((product) => (
          <tr key={product.id}>
            <th className="check-column" scope="row">
              <CheckboxControl
                __nextHasNoMarginBottom
                /* translators: %s: product */
                aria-label={sprintf(__('Choose %s', 'softbox-product-photos'), product.title)}
                checked={chosen.has(product.id)}
                onChange={(on) => choose([product], on)}
              />
            </th>
            <td className="softbox-products__thumb">
              {product.firstImage ? (
                <img src={product.firstImage.url} alt="" loading="lazy" />
              ) : (
                <span aria-hidden="true">–</span>
              )}
            </td>
            <td className="softbox-products__name">
              <strong>
                <a
                  className="row-title"
                  href={`${boot().productUrl}${encodeURIComponent(product.externalId)}`}
                >
                  {product.title}
                </a>
              </strong>
              {['publish', 'active'].includes(product.status.toLowerCase()) ? null : (
                <span className="softbox-muted"> — {product.status}</span>
              )}
              <div className="row-actions">
                <a
                  href={hrefOf('create', { softbox: product.id })}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo('create', { softbox: product.id });
                  }}
                >
                  {__('Make photos', 'softbox-product-photos')}
                </a>
              </div>
            </td>
            <td className="softbox-products__side">
              {product.imageCount === 0 ? (
                <Badge tone="warning">{__('No picture', 'softbox-product-photos')}</Badge>
              ) : (
                product.imageCount
              )}
            </td>
            <td className="softbox-products__side softbox-wide">{product.variantCount}</td>
            <td className="softbox-wide">{product.collections.join(', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
