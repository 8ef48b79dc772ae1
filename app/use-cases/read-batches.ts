import { failure } from '#app/domain/failure.ts';
import { parseRecipe } from '#app/domain/recipe/parse-recipe.ts';
import type { Recipe } from '#app/domain/recipe/recipe.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Batch, Batches, BatchProgress } from '#app/ports/repositories/batches.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import type { Recipes } from '#app/ports/repositories/recipes.ts';

export interface BatchView {
  readonly batch: Batch;
  readonly progress: BatchProgress;
  /** Null when the recipe was made by a version whose options we no longer know. */
  readonly recipe: Recipe | null;
}

export interface ReadBatches {
  list(storeId: string, page: PageRequest): Promise<Page<Batch>>;
  /** Failure: not-found. */
  get(storeId: string, id: string): Promise<Result<BatchView>>;
}

export const makeReadBatches = (deps: {
  readonly batches: Pick<Batches, 'get' | 'list' | 'progress'>;
  readonly recipes: Recipes;
}): ReadBatches => ({
  list: (storeId, page) => deps.batches.list(storeId, page),
  get: async (storeId, id) => {
    const [batch, progress] = await Promise.all([
      deps.batches.get(storeId, id),
      deps.batches.progress(storeId, id),
    ]);
    if (!batch || !progress) return err(failure('not-found', 'There is no batch with this id.'));
    const recipe = parseRecipe(await deps.recipes.get(storeId, batch.recipeHash));
    return ok({ batch, progress, recipe: recipe.ok ? recipe.value : null });
  },
});
