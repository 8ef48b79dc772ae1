import { SelectControl, ToggleControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { PackshotRecipe, Recipe } from '../api/types.ts';
import { ColourField } from './colour-field.tsx';
import { shadowChoices } from './recipe-options.ts';

export function PackshotFields({
  recipe,
  onChange,
}: {
  readonly recipe: PackshotRecipe;
  readonly onChange: (recipe: Recipe) => void;
}) {
  const transparent = recipe.background === 'transparent';
  const clear = (on: boolean): Recipe =>
    on
      ? { ...recipe, background: 'transparent', format: recipe.format === 'jpeg' ? 'png' : recipe.format }
      : { ...recipe, background: '#ffffff' };
  return (
    <>
      <ToggleControl
        __nextHasNoMarginBottom
        label={__('Transparent background', 'softbox-product-photos')}
        help={
          recipe.format === 'jpeg'
            ? __('Needs PNG or WebP; choosing it changes the format to PNG.', 'softbox-product-photos')
            : ''
        }
        checked={transparent}
        onChange={(on) => onChange(clear(on))}
      />
      {transparent ? null : (
        <ColourField
          label={__('Background', 'softbox-product-photos')}
          value={recipe.background}
          onChange={(background) => onChange({ ...recipe, background })}
        />
      )}
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Shadow', 'softbox-product-photos')}
        options={[...shadowChoices()]}
        value={recipe.shadow}
        onChange={(shadow) => onChange({ ...recipe, shadow: shadow as PackshotRecipe['shadow'] })}
      />
    </>
  );
}
