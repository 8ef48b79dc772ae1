import { __ } from '@wordpress/i18n';
import { brandBackdrop } from '../../../app/domain/recipe/brand-kit.ts';
import type {
  AnyRecipe,
  Backdrop,
  BrandKit,
  Frame,
  LocalRecipe,
  ModelOption,
  PackshotRecipe,
  PlaceRecipe,
  Recipe,
  Scene,
} from '../api/types.ts';

const KINDS = ['packshot', 'studio', 'scene', 'redraw'] as const satisfies readonly Recipe['kind'][];
export type RecipeKind = (typeof KINDS)[number];
export const kindOf = (name: string): RecipeKind | null => KINDS.find((kind) => kind === name) ?? null;

/** An edit starts from one finished picture, so it is no choice for many products. */
export const isOffered = (recipe: AnyRecipe | null): recipe is Recipe =>
  recipe !== null && kindOf(recipe.kind) !== null;

export const isPlace = (recipe: Recipe): recipe is PlaceRecipe =>
  recipe.kind === 'scene' || recipe.kind === 'redraw';

export interface Choice<Value extends string> {
  readonly label: string;
  readonly value: Value;
}

export const aspectChoices = (): readonly Choice<string>[] => [
  { label: __('Square 1:1', 'softbox-product-photos'), value: '1:1' },
  { label: __('Portrait 4:5', 'softbox-product-photos'), value: '4:5' },
  { label: __('Portrait 3:4', 'softbox-product-photos'), value: '3:4' },
  { label: __('Portrait 2:3', 'softbox-product-photos'), value: '2:3' },
  { label: __('Wide 16:9', 'softbox-product-photos'), value: '16:9' },
  { label: __('Tall 9:16', 'softbox-product-photos'), value: '9:16' },
  { label: __('Own size', 'softbox-product-photos'), value: 'free' },
];

export const shadowChoices = (): readonly Choice<PackshotRecipe['shadow']>[] => [
  { label: __('No shadow', 'softbox-product-photos'), value: 'none' },
  { label: __('Contact shadow', 'softbox-product-photos'), value: 'contact' },
  { label: __('Soft shadow', 'softbox-product-photos'), value: 'soft' },
];

export const formatChoices = (): readonly Choice<Recipe['format']>[] => [
  { label: 'JPEG', value: 'jpeg' },
  { label: 'WebP', value: 'webp' },
  { label: 'PNG', value: 'png' },
];

export const backdropChoices = (): readonly Choice<Backdrop['kind']>[] => [
  { label: __('One colour', 'softbox-product-photos'), value: 'solid' },
  { label: __('Seamless paper', 'softbox-product-photos'), value: 'sweep' },
  { label: __('Table and wall', 'softbox-product-photos'), value: 'table' },
  { label: __('Plinth', 'softbox-product-photos'), value: 'plinth' },
];

/** Kinds of recipes in a merchant's words; a kind of a newer Softbox is shown by its name. */
export const kindText = (kind: string): { readonly label: string; readonly help: string } => {
  const texts: Readonly<Record<string, { readonly label: string; readonly help: string }>> = {
    packshot: {
      label: __('Packshot', 'softbox-product-photos'),
      help: __('The product on one exact colour, or on nothing.', 'softbox-product-photos'),
    },
    studio: {
      label: __('Studio', 'softbox-product-photos'),
      help: __('The product on a drawn backdrop in your colours.', 'softbox-product-photos'),
    },
    scene: {
      label: __('Scene', 'softbox-product-photos'),
      help: __('Your product, untouched, in a scene that AI makes.', 'softbox-product-photos'),
    },
    redraw: {
      label: __('Redraw', 'softbox-product-photos'),
      help: __('AI draws the whole picture; each one is compared with your photo.', 'softbox-product-photos'),
    },
    edit: {
      label: __('Edit', 'softbox-product-photos'),
      help: __('Change a picture by saying what to change.', 'softbox-product-photos'),
    },
  };
  return texts[kind] ?? { label: kind, help: '' };
};

/** What every kind has: size, format, quality. */
export const sharedOptions = ({ frame, format, quality, lossless, upscale }: Recipe) => ({
  frame,
  format,
  quality,
  lossless,
  upscale,
});

/** Changes the kind and keeps what all kinds share; a studio starts in the colours of the brand kit. */
export const switchKind = (recipe: Recipe, defaults: LocalRecipe, brandKit: BrandKit): Recipe => {
  if (recipe.kind === defaults.kind) return recipe;
  const branded =
    defaults.kind === 'studio'
      ? { ...defaults, backdrop: brandBackdrop(brandKit, defaults.backdrop.kind) }
      : defaults;
  return { ...branded, ...sharedOptions(recipe) };
};

/** Another place. `libraryScene`: its id when it is exactly that one of the library. */
export const withPlace = (recipe: PlaceRecipe, scene: Scene, libraryScene: string | null): PlaceRecipe => ({
  ...recipe,
  scene,
  libraryScene,
});

/** Another model; a size or a number of photos that it does not take becomes its nearest. */
export const withModel = (recipe: PlaceRecipe, model: ModelOption): PlaceRecipe => {
  const modelSize = model.sizes.includes(recipe.modelSize)
    ? recipe.modelSize
    : (model.sizes.at(-1) ?? recipe.modelSize);
  const changed = { model: model.name, modelSize };
  return recipe.kind === 'scene'
    ? { ...recipe, ...changed }
    : { ...recipe, ...changed, references: Math.min(recipe.references, model.maxReferences) };
};

/** JPEG can't be transparent or lossless: choosing it turns both off where the merchant can see it. */
export const withFormat = (recipe: Recipe, format: Recipe['format']): Recipe => {
  if (format !== 'jpeg') return { ...recipe, format };
  const opaque = { ...recipe, format, lossless: false };
  return opaque.kind === 'packshot' && opaque.background === 'transparent'
    ? { ...opaque, background: '#ffffff' }
    : opaque;
};

export const isFree = (frame: Frame): frame is Extract<Frame, { width: number }> => 'width' in frame;
