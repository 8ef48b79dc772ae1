import { RadioControl, RangeControl, SelectControl, ToggleControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { paths } from '../../.cache/api.d.ts';
import type { BrandKit, LocalRecipe, ModelOption, Recipe } from '../api/types.ts';
import { FailureNotice, Loading } from '../parts/panels.tsx';
import { useAction } from '../use-remote.ts';
import { FrameFields } from './frame-fields.tsx';
import { ModelsNotice } from './models-notice.tsx';
import { PackshotFields } from './packshot-fields.tsx';
import { PlaceChooser } from './place-chooser.tsx';
import { PlaceFields } from './place-fields.tsx';
import {
  formatChoices,
  isOffered,
  isPlace,
  kindOf,
  kindText,
  type RecipeKind,
  switchKind,
  withFormat,
} from './recipe-options.ts';
import { StudioFields } from './studio-fields.tsx';
import { placeRecipe, type Scenes } from './use-scenes.ts';

type Ok<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;
/** Kinds to choose from; what Softbox draws by itself comes with the recipe it begins with, the others need a place first. */
export type RecipeKinds = readonly { readonly kind: RecipeKind; readonly defaults: LocalRecipe | null }[];

/** Of the kinds that can be made at this Softbox, those that these screens can ask for. */
export const offeredKinds = (kinds: Ok<'/api/v1/recipes/options'>['kinds']): RecipeKinds =>
  kinds.flatMap(({ kind, available, defaults }) => {
    const known = kindOf(kind);
    if (!available || known === null) return [];
    const own = isOffered(defaults) && !isPlace(defaults) ? defaults : null;
    return own !== null || known === 'scene' || known === 'redraw' ? [{ kind: known, defaults: own }] : [];
  });

/** All options of a recipe. Controlled: every change hands up a whole recipe, so preview, price and run use the same one. */
export function RecipeForm({
  recipe,
  kinds,
  models,
  scenes,
  brandKit,
  onChange,
}: {
  readonly recipe: Recipe;
  readonly kinds: RecipeKinds;
  readonly models: readonly ModelOption[];
  readonly scenes: Scenes;
  readonly brandKit: BrandKit;
  readonly onChange: (recipe: Recipe) => void;
}) {
  const action = useAction();
  // a kind that was chosen, until its recipe is complete
  const [coming, setComing] = useState<RecipeKind | null>(null);
  const pick = (name: string) =>
    action.run(async () => {
      const chosen = kinds.find(({ kind }) => kind === name);
      if (!chosen || chosen.kind === recipe.kind) return;
      if (chosen.defaults) {
        onChange(switchKind(recipe, chosen.defaults, brandKit));
      } else if (chosen.kind === 'scene' || chosen.kind === 'redraw') {
        setComing(chosen.kind);
        await placeRecipe(chosen.kind, recipe, scenes.load).then(onChange, (error: unknown) => {
          setComing(null);
          throw error;
        });
        setComing(null);
      }
    });
  const kind = coming ?? recipe.kind;
  return (
    <div className="softbox-form">
      <RadioControl
        label={__('Kind of picture', 'softbox-product-photos')}
        options={kinds.map(({ kind }) => ({ label: kindText(kind).label, value: kind }))}
        help={kindText(kind).help}
        selected={kind}
        onChange={(next) => void pick(next)}
      />
      {coming ? <Loading text={__('Loading …', 'softbox-product-photos')} /> : null}
      <FailureNotice failure={action.failure} />
      {isPlace(recipe) || models.length === 0 ? <ModelsNotice models={models} /> : null}
      {recipe.kind === 'packshot' ? <PackshotFields recipe={recipe} onChange={onChange} /> : null}
      {recipe.kind === 'studio' ? (
        <StudioFields recipe={recipe} brandKit={brandKit} onChange={onChange} />
      ) : null}
      {isPlace(recipe) ? (
        <>
          <PlaceChooser recipe={recipe} scenes={scenes} onChange={onChange} />
          <PlaceFields recipe={recipe} models={models} onChange={onChange} />
        </>
      ) : null}
      {recipe.kind === 'redraw' ? null : <FillField recipe={recipe} onChange={onChange} />}
      <OutputFields recipe={recipe} onChange={onChange} />
    </div>
  );
}

function FillField({
  recipe,
  onChange,
}: {
  readonly recipe: Exclude<Recipe, { kind: 'redraw' }>;
  readonly onChange: (recipe: Recipe) => void;
}) {
  const percent = Math.round(recipe.fill * 100);
  return (
    <RangeControl
      __next40pxDefaultSize
      __nextHasNoMarginBottom
      /* translators: %d: per cent */
      label={sprintf(__('Product fills %d %% of the frame', 'softbox-product-photos'), percent)}
      min={30}
      // in a place the product needs room around it
      max={recipe.kind === 'scene' ? 90 : 100}
      value={percent}
      withInputField={false}
      onChange={(value) => onChange({ ...recipe, fill: (value ?? percent) / 100 })}
    />
  );
}

/** What every kind of recipe has. */
function OutputFields({
  recipe,
  onChange,
}: {
  readonly recipe: Recipe;
  readonly onChange: (recipe: Recipe) => void;
}) {
  return (
    <>
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
    </>
  );
}
