import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import type { LibraryScene, PlaceRecipe, ProductSummary } from '../api/types.ts';
import { Panel } from '../parts/panels.tsx';

/**
 * What goes into a picture that a model makes: the photo and the place, side by side. Not the picture: that would have to be
 * drawn, and paid for.
 */
export function PlacePreview({
  product,
  recipe,
  scenes,
  children,
}: {
  readonly product: ProductSummary | null;
  readonly recipe: PlaceRecipe;
  readonly scenes: readonly LibraryScene[] | null;
  readonly children: ReactNode;
}) {
  const known = scenes?.find(({ id }) => id === recipe.libraryScene) ?? null;
  const { scene } = recipe;
  return (
    <Panel title={__('What goes in', 'softbox-product-photos')}>
      <div className="softbox-two">
        <figure className="softbox-figure">
          <div className="softbox-frame">
            {product?.firstImage ? (
              /* translators: %s: product */
              <img
                src={product.firstImage.url}
                alt={sprintf(__('%s as it is now', 'softbox-product-photos'), product.title)}
              />
            ) : (
              <p className="softbox-muted">
                {__('None of the chosen products has a photo to show.', 'softbox-product-photos')}
              </p>
            )}
          </div>
          <figcaption className="softbox-muted">{__('Your photo', 'softbox-product-photos')}</figcaption>
        </figure>
        <figure className="softbox-figure">
          <div className="softbox-frame">
            {known?.sketch ? (
              <img src={known.sketch} alt={known.line} />
            ) : (
              <p>
                {sprintf(
                  /* translators: 1: a place, 2: what the product stands on */
                  __('%1$s; on %2$s.', 'softbox-product-photos'),
                  scene.setting || '…',
                  scene.surface || '…',
                )}
              </p>
            )}
          </div>
          <figcaption className="softbox-muted">
            {known
              ? /* translators: %s: name of a place */ sprintf(
                  __('%s: a sketch of the place', 'softbox-product-photos'),
                  known.name,
                )
              : __('The place, in words', 'softbox-product-photos')}
          </figcaption>
        </figure>
      </div>
      <p>
        {__(
          'The picture itself is made when you order it, so there is no free preview. Try one product first.',
          'softbox-product-photos',
        )}
      </p>
      {children}
    </Panel>
  );
}
