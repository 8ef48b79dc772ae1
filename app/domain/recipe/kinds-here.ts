import { type Failure, failure } from '../failure.ts';
import { refOf } from '../providers/model-choice.ts';
import { isLocalRecipe, RECIPE_KINDS, type Recipe, type RecipeKind } from './recipe.ts';

/** Kinds of recipes that can be made here; the others need an image provider. */
export const kindsHere = (imageProviders: readonly string[]): readonly RecipeKind[] =>
  RECIPE_KINDS.filter((kind) => kind === 'packshot' || kind === 'studio' || imageProviders.length > 0);

/**
 * Why a recipe cannot be made here: its kind needs a provider that is not set up. Null when it can. `imageProviders`: the
 * providers of pictures that are set up, by name ('gemini').
 */
export const kindFailure = (recipe: Recipe, imageProviders: readonly string[]): Failure | null => {
  if (isLocalRecipe(recipe)) return null;
  const { provider } = refOf(recipe.model);
  if (imageProviders.includes(provider)) return null;
  const have = kindsHere(imageProviders);
  const message =
    imageProviders.length === 0
      ? `Recipes of kind "${recipe.kind}" need an image provider that is not set up here; available: ${have.join(', ')}.`
      : `The model "${recipe.model}" needs a provider that is not set up here; set up: ${imageProviders.join(', ')}.`;
  return failure('unsupported-option', message, { field: imageProviders.length === 0 ? 'kind' : 'model' });
};
