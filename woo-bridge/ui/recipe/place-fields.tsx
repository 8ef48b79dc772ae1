import { RangeControl, SelectControl, ToggleControl } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { ModelOption, PlaceRecipe, RedrawRecipe, SceneRecipe } from '../api/types.ts';
import { shadowChoices, withModel } from './recipe-options.ts';

/** What is asked of the model, and how the product goes into its picture. */
export function PlaceFields({
  recipe,
  models,
  onChange,
}: {
  readonly recipe: PlaceRecipe;
  readonly models: readonly ModelOption[];
  readonly onChange: (recipe: PlaceRecipe) => void;
}) {
  const model = models.find(({ name }) => name === recipe.model);
  return (
    <>
      {recipe.kind === 'scene' ? (
        <SceneOptions recipe={recipe} onChange={onChange} />
      ) : (
        <RedrawOptions recipe={recipe} most={model?.maxReferences ?? recipe.references} onChange={onChange} />
      )}
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Model', 'softbox-product-photos')}
        options={[
          // a saved recipe may name one that is not offered any more: then the price says why
          ...(model ? [] : [{ value: recipe.model, label: recipe.model }]),
          ...models.map(({ name, displayName }) => ({ value: name, label: displayName })),
        ]}
        value={recipe.model}
        onChange={(name) => {
          const next = models.find((one) => one.name === name);
          if (next) onChange(withModel(recipe, next));
        }}
      />
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Detail asked of the model', 'softbox-product-photos')}
        help={__(
          'More detail costs more; the longest side below says how large the file is.',
          'softbox-product-photos',
        )}
        options={(model?.sizes ?? [recipe.modelSize]).map((size) => ({ value: size, label: size }))}
        value={recipe.modelSize}
        onChange={(value) => {
          const modelSize = model?.sizes.find((size) => size === value);
          if (modelSize) onChange({ ...recipe, modelSize });
        }}
      />
    </>
  );
}

function SceneOptions({
  recipe,
  onChange,
}: {
  readonly recipe: SceneRecipe;
  readonly onChange: (recipe: PlaceRecipe) => void;
}) {
  const tint = Math.round(recipe.tint * 100);
  return (
    <>
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Shadow', 'softbox-product-photos')}
        options={[...shadowChoices()]}
        value={recipe.shadow}
        onChange={(shadow) => onChange({ ...recipe, shadow: shadow as SceneRecipe['shadow'] })}
      />
      <RangeControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={
          tint === 0
            ? __("The place's light does not touch the product", 'softbox-product-photos')
            : /* translators: %d: per cent */ sprintf(
                __("The product takes on %d %% of the place's light", 'softbox-product-photos'),
                tint,
              )
        }
        help={__(
          'At 0 not one pixel of your product changes. More is checked against your photo.',
          'softbox-product-photos',
        )}
        min={0}
        max={100}
        value={tint}
        withInputField={false}
        onChange={(value) => onChange({ ...recipe, tint: (value ?? 0) / 100 })}
      />
    </>
  );
}

function RedrawOptions({
  recipe,
  most,
  onChange,
}: {
  readonly recipe: RedrawRecipe;
  readonly most: number;
  readonly onChange: (recipe: PlaceRecipe) => void;
}) {
  return (
    <>
      <RangeControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={sprintf(
          /* translators: %d: number of photos */
          _n(
            'The model sees up to %d photo of the product',
            'The model sees up to %d photos of the product',
            recipe.references,
            'softbox-product-photos',
          ),
          recipe.references,
        )}
        help={__("The main photo first, then the others in the gallery's order.", 'softbox-product-photos')}
        min={1}
        max={most}
        value={recipe.references}
        withInputField={false}
        onChange={(value) => onChange({ ...recipe, references: value ?? recipe.references })}
      />
      <ToggleControl
        __nextHasNoMarginBottom
        label={__('Second look', 'softbox-product-photos')}
        help={__(
          'A vision model compares photo and result after the measured check.',
          'softbox-product-photos',
        )}
        checked={recipe.secondLook}
        onChange={(secondLook) => onChange({ ...recipe, secondLook })}
      />
    </>
  );
}
