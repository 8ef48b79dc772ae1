import { SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { CSSProperties } from 'react';
import { frameSize } from '../../../app/domain/recipe/frame.ts';
import type { LibraryScene, LocalRecipe, ProductSummary, Recipe } from '../api/types.ts';
import { Panel } from '../parts/panels.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { PlacePreview } from '../recipe/place-preview.tsx';
import { isPlace } from '../recipe/recipe-options.ts';
import { usePreview } from '../recipe/use-preview.ts';

/** The frame in the picture's own shape; the style sheet keeps a tall one within the window. */
const frameStyle = (width: number, height: number): CSSProperties & Record<'--softbox-shape', number> => ({
  aspectRatio: `${width} / ${height}`,
  '--softbox-shape': width / height,
});

/** How the recipe looks on one of the products; where a model would have to draw for that, what goes in. */
export function CreatePreview({
  products,
  productId,
  recipe,
  scenes,
  onPick,
}: {
  readonly products: readonly ProductSummary[];
  readonly productId: string | null;
  readonly recipe: Recipe;
  readonly scenes: readonly LibraryScene[] | null;
  readonly onPick: (productId: string) => void;
}) {
  const product = products.find((p) => p.id === productId) ?? null;
  const which =
    products.length > 1 && productId !== null ? (
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Preview with', 'softbox-product-photos')}
        value={productId}
        options={products.map((p) => ({ label: p.title, value: p.id }))}
        onChange={onPick}
      />
    ) : (
      <p className="softbox-muted">{product?.title ?? ''}</p>
    );
  const { width, height } = frameSize(recipe.frame);
  const facts = (
    <>
      {which}
      <p className="softbox-muted">
        {width} × {height} px · {recipe.format.toUpperCase()}
      </p>
    </>
  );
  return isPlace(recipe) ? (
    <PlacePreview product={product} recipe={recipe} scenes={scenes}>
      {facts}
    </PlacePreview>
  ) : (
    <DrawnPreview product={product} recipe={recipe}>
      {facts}
    </DrawnPreview>
  );
}

function DrawnPreview({
  product,
  recipe,
  children,
}: {
  readonly product: ProductSummary | null;
  readonly recipe: LocalRecipe;
  readonly children: JSX.Element;
}) {
  const preview = usePreview(product?.id ?? null, recipe);
  const { width, height } = frameSize(recipe.frame);
  return (
    <Panel title={__('Preview', 'softbox-product-photos')} actions={preview.busy ? <Spinner /> : undefined}>
      <div className="softbox-frame softbox-preview" style={frameStyle(width, height)}>
        {preview.url ? (
          /* translators: %s: product */
          <img
            src={preview.url}
            alt={sprintf(__('Preview of %s', 'softbox-product-photos'), product?.title ?? '')}
            style={{ opacity: preview.busy ? 0.6 : 1 }}
          />
        ) : (
          <p className="softbox-muted">
            {product === null
              ? __('None of the chosen products has a photo to show.', 'softbox-product-photos')
              : __(
                  'The first preview cuts the product out; this takes a few seconds.',
                  'softbox-product-photos',
                )}
          </p>
        )}
      </div>
      {preview.error ? <p className="softbox-error">{preview.error}</p> : null}
      {children}
    </Panel>
  );
}
