import type { BrandKit } from '#app/domain/recipe/brand-kit.ts';
import {
  type RedrawRecipe,
  redrawSchema,
  type SceneRecipe,
  sceneSchema,
} from '#app/domain/recipe/model-recipes.ts';
import type { LocalRecipe } from '#app/domain/recipe/recipe.ts';
import { SCENE_LIBRARY } from '#app/domain/scene/library/scene-library.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import { defaultRecipe, switchKind } from './recipe-options.ts';

/** Recipes in a place, made by a model. */
export type PlaceRecipe = SceneRecipe | RedrawRecipe;
/** What can be ordered for a choice of products. */
export type OrderRecipe = LocalRecipe | PlaceRecipe;
export type OrderKind = OrderRecipe['kind'];

export const isPlaceRecipe = (recipe: OrderRecipe): recipe is PlaceRecipe =>
  recipe.kind === 'scene' || recipe.kind === 'redraw';

/** An image model as the form needs it. */
export interface ModelOption {
  /** "provider/model" */
  readonly name: string;
  readonly displayName: string;
  readonly sizes: readonly PlaceRecipe['modelSize'][];
  readonly maxReferences: number;
  readonly isPlaceholder: boolean;
  /** Kinds that begin with it. */
  readonly defaultOf: readonly string[];
}

/** The place of a fresh recipe: the library's first. */
const FIRST = SCENE_LIBRARY[0];

const placeOf = (recipe: OrderRecipe) =>
  isPlaceRecipe(recipe)
    ? { scene: recipe.scene, libraryScene: recipe.libraryScene }
    : { scene: FIRST?.scene, libraryScene: FIRST?.id ?? null };

const withDefault = (recipe: PlaceRecipe, models: readonly ModelOption[]): PlaceRecipe => {
  const model = models.find((one) => one.defaultOf.includes(recipe.kind));
  return model ? withModel(recipe, model) : recipe;
};

/** Changes the kind and keeps what both share: size, format, quality, and the place. `models`: those to choose from. */
export const switchOrderKind = (
  recipe: OrderRecipe,
  kind: OrderKind,
  { models, brandKit }: { readonly models: readonly ModelOption[]; readonly brandKit: BrandKit },
): OrderRecipe => {
  if (recipe.kind === kind) return recipe;
  const { frame, format, quality, lossless, upscale } = recipe;
  const shared = { frame, format, quality, lossless, upscale };
  const placed = { ...placeOf(recipe), ...shared };
  if (kind === 'scene') return withDefault(sceneSchema.parse({ kind, ...placed }), models);
  if (kind === 'redraw') return withDefault(redrawSchema.parse({ kind, ...placed }), models);
  if (!isPlaceRecipe(recipe)) return switchKind(recipe, kind, brandKit);
  return { ...defaultRecipe(kind, brandKit), ...shared };
};

/** Another place. `libraryScene`: its id when it is exactly that one of the library. */
export const withPlace = (
  recipe: PlaceRecipe,
  scene: SceneDescription,
  libraryScene: string | null,
): PlaceRecipe => ({ ...recipe, scene, libraryScene });

/** Another model; a size or a number of photos that it does not take becomes its nearest. */
export const withModel = (recipe: PlaceRecipe, model: ModelOption): PlaceRecipe => {
  const modelSize = model.sizes.includes(recipe.modelSize)
    ? recipe.modelSize
    : (model.sizes.at(-1) ?? recipe.modelSize);
  return recipe.kind === 'scene'
    ? { ...recipe, model: model.name, modelSize }
    : {
        ...recipe,
        model: model.name,
        modelSize,
        references: Math.min(recipe.references, model.maxReferences),
      };
};
