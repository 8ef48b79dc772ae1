import { failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import type { PriceOf } from '../domain/price.ts';
import { kindFailure, kindsHere } from '../domain/recipe/kinds-here.ts';
import { retiredFailure } from '../domain/recipe/model-options.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import { isLocalRecipe, type Recipe, type RecipeKind } from '../domain/recipe/recipe.ts';
import { err, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';

export interface RecipeDeskDeps {
  /** Providers of pictures that are set up here, by name; a stand-in counts. */
  readonly imageProviders: readonly string[];
  readonly priceOf: PriceOf;
  readonly clock: Pick<Clock, 'now'>;
}

/** What is asked of a recipe before anything is made by it. */
export interface RecipeDesk {
  /** Kinds that can be made here. */
  readonly kinds: readonly RecipeKind[];
  /** The complete recipe. Failures: those of `parseRecipe`; unsupported-option (kind, model) when its provider is not set up here. */
  read(input: unknown): Result<Recipe>;
  /** As `read`, for many pictures by one recipe; an edit starts from one picture of ours and is refused by its kind. */
  readForBatch(input: unknown): Result<Recipe>;
  /** Price of one picture today, micro-USD. Failure: unsupported-option (model), also for a model that is switched off by now. */
  price(recipe: Recipe): Result<Micros>;
}

export const makeRecipeDesk = ({ imageProviders, priceOf, clock }: RecipeDeskDeps): RecipeDesk => {
  const read = (input: unknown): Result<Recipe> => {
    const recipe = parseRecipe(input);
    if (!recipe.ok) return recipe;
    const missing = kindFailure(recipe.value, imageProviders);
    return missing ? err(missing) : recipe;
  };
  return {
    kinds: kindsHere(imageProviders),
    read,
    readForBatch(input) {
      const recipe = read(input);
      if (recipe.ok && recipe.value.kind === 'edit') {
        const why =
          'An edit starts from one finished picture: ask for it at that picture, not for a choice of products.';
        return err(failure('unsupported-option', why, { field: 'kind' }));
      }
      return recipe;
    },
    price(recipe) {
      const now = clock.now();
      const retired = isLocalRecipe(recipe) ? null : retiredFailure(recipe, now.toISOString().slice(0, 10));
      return retired ? err(retired) : priceOf(recipe, now);
    },
  };
};
