import { SelectControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { CSSProperties } from 'react';
import { frameSize } from '../../../app/domain/recipe/frame.ts';
import type { ProductSummary, Recipe } from '../api/types.ts';
import { Panel } from '../parts/panels.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { usePreview } from '../recipe/use-preview.ts';

/** The frame in the picture's own shape; the style sheet keeps a tall one within the window. */
const frameStyle = (width: number, height: number): CSSProperties & Record<'--softbox-shape', number> => ({
  aspectRatio: `${width} / ${height}`,
  '--softbox-shape': width / height,
});

/** How the recipe looks on one of the products. */
export function CreatePreview({
  products,
  productId,
  recipe,
  onPick,
}: {
  readonly products: readonly ProductSummary[];
  readonly productId: string | null;
  readonly recipe: Recipe;
  readonly onPick: (productId: string) => void;
}) {
  const preview = usePreview(productId, recipe);
  const { width, height } = frameSize(recipe.frame);
  const title = products.find((p) => p.id === productId)?.title ?? '';
  return (
    <Panel title={__('Preview', 'softbox-product-photos')} actions={preview.busy ? <Spinner /> : undefined}>
      <div className="softbox-frame softbox-preview" style={frameStyle(width, height)}>
        {preview.url ? (
          /* translators: %s: product */
          <img
            src={preview.url}
            alt={sprintf(__('Preview of %s', 'softbox-product-photos'), title)}
            style={{ opacity: preview.busy ? 0.6 : 1 }}
          />
        ) : (
          <p className="softbox-muted">
            {productId === null
              ? __('None of the chosen products has a photo to show.', 'softbox-product-photos')
              : __(
                  'The first preview cuts the product out; this takes a few seconds.',
                  'softbox-product-photos',
                )}
          </p>
        )}
      </div>
      {preview.error ? <p className="softbox-error">{preview.error}</p> : null}
      {products.length > 1 && productId !== null ? (
        <SelectControl
          __next40pxDefaultSize
          __nextHasNoMarginBottom
          label={__('Preview with', 'softbox-product-photos')}
          value={productId}
          options={products.map((p) => ({ label: p.title, value: p.id }))}
          onChange={onPick}
        />
      ) : (
        <p className="softbox-muted">{title}</p>
      )}
      <p className="softbox-muted">
        {width} × {height} px · {recipe.format.toUpperCase()}
      </p>
    </Panel>
  );
}
