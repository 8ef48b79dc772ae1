import { type Failure, failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import type { PriceOf } from '../domain/price.ts';
import type { CallMode } from '../domain/providers/cost.ts';
import { refOf } from '../domain/providers/model-choice.ts';
import { EVERY_MODEL, type OfferedModels } from '../domain/providers/offered-models.ts';
import { kindFailure, kindsHere } from '../domain/recipe/kinds-here.ts';
import { modelOfRecipe, retiredFailure } from '../domain/recipe/model-options.ts';
import { notOffered, withOfferedModel } from '../domain/recipe/offered-recipe.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import { isLocalRecipe, type Recipe, type RecipeKind } from '../domain/recipe/recipe.ts';
import { err, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';

export interface RecipeDeskDeps {
  /** Providers of pictures that are set up here, by name; a stand-in counts. */
  readonly imageProviders: readonly string[];
  /** Those of them that have a batch mode here; left out: none. */
  readonly batchProviders?: readonly string[];
  /** Image models to choose from; left out: every one that we know. */
  readonly offered?: OfferedModels;
  readonly priceOf: PriceOf;
  readonly clock: Pick<Clock, 'now'>;
}

/** What is asked of a recipe before anything is made by it. */
export interface RecipeDesk {
  /** Kinds that can be made here. */
  readonly kinds: readonly RecipeKind[];
  /** A recipe as it came, with the operator's model where it names none; whatever is wrong with it is left to `read`. */
  complete(input: unknown): unknown;
  /**
   * The complete recipe; one that names no model gets the operator's. Failures: those of `parseRecipe`; unsupported-option (kind,
   * model) when its provider is not set up, or its model not offered here.
   */
  read(input: unknown): Result<Recipe>;
  /** As `read`, for many pictures by one recipe; an edit starts from one picture of ours and is refused by its kind. */
  readForBatch(input: unknown): Result<Recipe>;
  /**
   * Price of one picture today, micro-USD; by default of one that is made at once. Failures: unsupported-option (model), also for
   * a model that is switched off by now; unsupported-option (canWait), where `mode` is batch and there is no such thing for it.
   */
  price(recipe: Recipe, mode?: CallMode): Result<Micros>;
}

const cannotWait = (why: string): Failure =>
  failure('unsupported-option', `${why} Leave out canWait, and it is made now.`, { field: 'canWait' });

/** Why a recipe cannot be ordered to wait for its provider's batch mode; null when it can. */
const waitFailure = (recipe: Recipe, batchProviders: readonly string[]): Failure | null => {
  if (isLocalRecipe(recipe))
    return cannotWait('What is made here by itself costs nothing and does not wait.');
  if (recipe.kind === 'edit') return cannotWait('An edit is made while you look, so it does not wait.');
  const model = modelOfRecipe(recipe);
  if (!model.ok) return model.error;
  if (model.value.batch && batchProviders.includes(refOf(recipe.model).provider)) return null;
  return cannotWait(`${model.value.displayName} has no cheaper run here that pictures could wait for.`);
};

export const makeRecipeDesk = (deps: RecipeDeskDeps): RecipeDesk => {
  const { imageProviders, batchProviders = [], offered = EVERY_MODEL, priceOf, clock } = deps;
  const today = () => clock.now().toISOString().slice(0, 10);
  const complete = (input: unknown) => withOfferedModel(input, offered, today());
  const read = (input: unknown): Result<Recipe> => {
    const recipe = parseRecipe(complete(input));
    if (!recipe.ok) return recipe;
    const missing = kindFailure(recipe.value, imageProviders);
    if (missing) return err(missing);
    const refused = isLocalRecipe(recipe.value) ? null : notOffered(recipe.value, offered, today());
    return refused ? err(refused) : recipe;
  };
  return {
    kinds: kindsHere(imageProviders),
    complete,
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
    price(recipe, mode = 'now') {
      const now = clock.now();
      const retired = isLocalRecipe(recipe) ? null : retiredFailure(recipe, today(), offered.images);
      if (retired) return err(retired);
      const cannot = mode === 'batch' ? waitFailure(recipe, batchProviders) : null;
      return cannot ? err(cannot) : priceOf(recipe, now, mode);
    },
  };
};
