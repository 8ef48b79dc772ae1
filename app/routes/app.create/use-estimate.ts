import { isPlaceRecipe, type OrderRecipe } from '#app/components/recipe/order-recipe.ts';
import { type Answer, useAnswer } from '#app/components/use-answer.ts';
import type { EstimateView } from '#app/http/screen-estimate.ts';

/**
 * What the order would cost: known from the start for what is made here, which costs the same whatever its options; asked again
 * for each change of a recipe that a model takes part in.
 */
export function useEstimate(
  recipe: OrderRecipe,
  order: { readonly search: string; readonly reuse: boolean; readonly atStart: EstimateView | null },
): Answer<EstimateView> {
  const { search, reuse, atStart } = order;
  const local = !isPlaceRecipe(recipe);
  const asked = useAnswer<EstimateView>(local || atStart === null ? null : `/app/estimate${search}`, {
    recipe,
    reuse,
  });
  if (atStart === null) return { status: 'idle' };
  return local ? { status: 'answered', value: atStart } : asked;
}
