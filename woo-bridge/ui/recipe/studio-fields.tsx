import { RangeControl, SelectControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { brandBackdrop } from '../../../app/domain/recipe/brand-kit.ts';
import type { Backdrop, BrandKit, Recipe, StudioRecipe } from '../api/types.ts';
import { ColourField } from './colour-field.tsx';
import { backdropChoices, shadowChoices } from './recipe-options.ts';

export function StudioFields({
  recipe,
  brandKit,
  onChange,
}: {
  readonly recipe: StudioRecipe;
  readonly brandKit: BrandKit;
  readonly onChange: (recipe: Recipe) => void;
}) {
  const set = (backdrop: Backdrop) => onChange({ ...recipe, backdrop });
  return (
    <>
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Backdrop', 'softbox-product-photos')}
        help={__('Starts in the colours of your brand kit.', 'softbox-product-photos')}
        options={[...backdropChoices()]}
        value={recipe.backdrop.kind}
        onChange={(kind) => set(brandBackdrop(brandKit, kind as Backdrop['kind']))}
      />
      <BackdropColours backdrop={recipe.backdrop} onChange={set} />
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Shadow', 'softbox-product-photos')}
        options={[...shadowChoices()]}
        value={recipe.shadow}
        onChange={(shadow) => onChange({ ...recipe, shadow: shadow as StudioRecipe['shadow'] })}
      />
      <RangeControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('Reflection', 'softbox-product-photos')}
        min={0}
        max={100}
        value={Math.round(recipe.reflection * 100)}
        onChange={(value) => onChange({ ...recipe, reflection: (value ?? 0) / 100 })}
      />
    </>
  );
}

function BackdropColours({
  backdrop,
  onChange,
}: {
  readonly backdrop: Backdrop;
  readonly onChange: (backdrop: Backdrop) => void;
}) {
  const wall = __('Wall', 'softbox-product-photos');
  switch (backdrop.kind) {
    case 'solid':
      return (
        <ColourField
          label={__('Colour', 'softbox-product-photos')}
          value={backdrop.colour}
          onChange={(colour) => onChange({ ...backdrop, colour })}
        />
      );
    case 'sweep':
      return (
        <div className="softbox-two">
          <ColourField
            label={__('Top', 'softbox-product-photos')}
            value={backdrop.top}
            onChange={(top) => onChange({ ...backdrop, top })}
          />
          <ColourField
            label={__('Bottom', 'softbox-product-photos')}
            value={backdrop.bottom}
            onChange={(bottom) => onChange({ ...backdrop, bottom })}
          />
        </div>
      );
    case 'table':
      return (
        <div className="softbox-two">
          <ColourField
            label={wall}
            value={backdrop.wall}
            onChange={(c) => onChange({ ...backdrop, wall: c })}
          />
          <ColourField
            label={__('Table', 'softbox-product-photos')}
            value={backdrop.table}
            onChange={(table) => onChange({ ...backdrop, table })}
          />
        </div>
      );
    case 'plinth':
      return (
        <div className="softbox-two">
          <ColourField
            label={wall}
            value={backdrop.wall}
            onChange={(c) => onChange({ ...backdrop, wall: c })}
          />
          <ColourField
            label={__('Plinth', 'softbox-product-photos')}
            value={backdrop.plinth}
            onChange={(plinth) => onChange({ ...backdrop, plinth })}
          />
        </div>
      );
  }
}
