import { Button } from '@wordpress/components';
import { useId, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { api } from '../api/client.ts';
import type { LibraryScene, PlaceRecipe, ProductSummary } from '../api/types.ts';
import { FailureNotice, Panel } from '../parts/panels.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { useRemote } from '../use-remote.ts';
import { useResting } from '../use-resting.ts';

const QUIET_MS = 600;

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
      {product ? <ToldWords productId={product.id} recipe={recipe} /> : null}
    </Panel>
  );
}

/** What the model is told for the shown product, word for word, for those who want to know. Asked for only when opened. */
function ToldWords({ productId, recipe }: { readonly productId: string; readonly recipe: PlaceRecipe }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const rested = useResting(JSON.stringify({ productId, recipe }), QUIET_MS);
  const prompt = useRemote(open ? rested : null, (signal) =>
    api.post('/recipes/prompt', { body: JSON.parse(rested), signal }),
  );
  const told = prompt.data;
  return (
    <div>
      <Button variant="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {__('What the model is told', 'softbox-product-photos')}
      </Button>
      <div id={id} hidden={!open}>
        <FailureNotice failure={open ? prompt.failure : null} onRetry={prompt.reload} />
        {open && prompt.loading && told === null ? <Spinner /> : null}
        {open && told ? (
          <>
            <p className="softbox-muted">
              {told.placeholder
                ? /* translators: %s: name of a model */ sprintf(
                    __('A stand-in for %s', 'softbox-product-photos'),
                    told.modelDisplayName,
                  )
                : told.modelDisplayName}
              , {told.aspect}, {told.size};{' '}
              {told.references === 0
                ? __('no photo: the place is empty.', 'softbox-product-photos')
                : sprintf(
                    /* translators: %d: number of photos */
                    _n(
                      '%d photo of the product.',
                      '%d photos of the product.',
                      told.references,
                      'softbox-product-photos',
                    ),
                    told.references,
                  )}
            </p>
            <pre className="softbox-told">{told.wording}</pre>
            <p className="softbox-muted">
              {__(
                'Nothing was sent. Each picture keeps the words it was made with.',
                'softbox-product-photos',
              )}
            </p>
          </>
        ) : null}
      </div>
    </div>
  );
}
