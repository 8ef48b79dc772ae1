import { Button, RadioControl, RangeControl, SelectControl, ToggleControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { paths } from '../../.cache/api.d.ts';
import type { BrandKit, Recipe } from '../api/types.ts';
import { FrameFields } from './frame-fields.tsx';
import { PackshotFields } from './packshot-fields.tsx';
import { formatChoices, isOffered, kindText, switchKind, withFormat } from './recipe-options.ts';
import { StudioFields } from './studio-fields.tsx';

type Ok<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;
/** Kinds to choose from, each with the recipe it begins with. */
export type RecipeKinds = readonly { readonly kind: Recipe['kind']; readonly defaults: Recipe }[];
export type ReadyMade = Omit<Ok<'/api/v1/presets/built-in'>['items'][number], 'recipe'> & {
  readonly recipe: Recipe;
};

/** Of the kinds that Softbox has, those that these screens can ask for. */
export const offeredKinds = (kinds: Ok<'/api/v1/recipes/options'>['kinds']): RecipeKinds =>
  kinds.flatMap(({ available, defaults }) =>
    available && isOffered(defaults) ? [{ kind: defaults.kind, defaults }] : [],
  );

export interface Saved {
  readonly id: string;
  readonly name: string;
  readonly recipe: Recipe;
}

/** All options of a recipe. Controlled: every change hands up a whole recipe, so preview, price and run use the same one. */
export function RecipeForm({
  recipe,
  kinds,
  readyMade,
  saved,
  brandKit,
  onChange,
}: {
  readonly recipe: Recipe;
  readonly kinds: RecipeKinds;
  readonly readyMade: readonly ReadyMade[];
  readonly saved: readonly Saved[];
  readonly brandKit: BrandKit;
  readonly onChange: (recipe: Recipe) => void;
}) {
  const percent = Math.round(recipe.fill * 100);
  return (
    <div className="softbox-form">
      <Presets readyMade={readyMade} saved={saved} onPick={onChange} />
      <RadioControl
        label={__('Kind of picture', 'softbox-product-photos')}
        options={kinds.map((k) => ({ label: kindText(k.kind).label, value: k.kind }))}
        help={kindText(recipe.kind).help}
        selected={recipe.kind}
        onChange={(next) => {
          const chosen = kinds.find((k) => k.kind === next);
          if (chosen) onChange(switchKind(recipe, chosen.defaults));
        }}
      />
      {recipe.kind === 'packshot' ? <PackshotFields recipe={recipe} onChange={onChange} /> : null}
      {recipe.kind === 'studio' ? (
        <StudioFields recipe={recipe} brandKit={brandKit} onChange={onChange} />
      ) : null}
      <RangeControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        /* translators: %d: per cent */
        label={sprintf(__('Product fills %d %% of the frame', 'softbox-product-photos'), percent)}
        min={30}
        max={100}
        value={percent}
        withInputField={false}
        onChange={(value) => onChange({ ...recipe, fill: (value ?? percent) / 100 })}
      />
      <FrameFields frame={recipe.frame} onChange={(frame) => onChange({ ...recipe, frame })} />
      <SelectControl
        __next40pxDefaultSize
        __nextHasNoMarginBottom
        label={__('File format', 'softbox-product-photos')}
        options={[...formatChoices()]}
        value={recipe.format}
        onChange={(format) => onChange(withFormat(recipe, format as Recipe['format']))}
      />
      <ToggleControl
        __nextHasNoMarginBottom
        label={__('Enlarge photos that are too small', 'softbox-product-photos')}
        help={__(
          'The result says by how much. Off: such photos are refused by name.',
          'softbox-product-photos',
        )}
        checked={recipe.upscale === 'allow'}
        onChange={(allow) => onChange({ ...recipe, upscale: allow ? 'allow' : 'refuse' })}
      />
    </div>
  );
}

function Presets({
  readyMade,
  saved,
  onPick,
}: {
  readonly readyMade: readonly ReadyMade[];
  readonly saved: readonly Saved[];
  readonly onPick: (recipe: Recipe) => void;
}) {
  const all = [...saved, ...readyMade];
  if (all.length === 0) return null;
  return (
    <fieldset className="softbox-presets">
      <legend>{__('Start from', 'softbox-product-photos')}</legend>
      {all.map((preset) => (
        <Button key={preset.id} variant="secondary" size="small" onClick={() => onPick(preset.recipe)}>
          {preset.name}
        </Button>
      ))}
    </fieldset>
  );
}
