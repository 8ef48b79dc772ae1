import type { Micros } from '../domain/ledger.ts';
import type { PriceOf } from '../domain/price.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Ledger } from '../ports/repositories/ledger.ts';
import type { Sources } from '../ports/repositories/sources.ts';
import { type RefusedProduct, resolveSources, type SourceSelection } from './resolve-sources.ts';

export interface EstimateBatchDeps {
  readonly sources: Sources;
  readonly ledger: Pick<Ledger, 'balance'>;
  readonly priceOf: PriceOf;
}

export interface Estimate {
  readonly pictures: number;
  readonly pricePerPicture: Micros;
  readonly priceTotal: Micros;
  readonly balance: Micros;
  /** False when the batch would be refused with `budget-exceeded`. */
  readonly affordable: boolean;
  readonly refused: readonly RefusedProduct[];
}

export interface EstimateBatchRequest {
  readonly recipe: unknown;
  readonly selection: SourceSelection;
}

/** What a batch would make and cost, before anything is done. Failures: as `submitBatch`, but not `budget-exceeded`. */
export const makeEstimateBatch =
  ({ sources, ledger, priceOf }: EstimateBatchDeps) =>
  async (storeId: string, request: EstimateBatchRequest): Promise<Result<Estimate>> => {
    const recipe = parseRecipe(request.recipe);
    if (!recipe.ok) return recipe;
    const resolved = await resolveSources(sources, storeId, request.selection);
    if (!resolved.ok) return resolved;
    const pictures = resolved.value.sources.length;
    const pricePerPicture = priceOf(recipe.value);
    const priceTotal = pricePerPicture * BigInt(pictures);
    const balance = await ledger.balance(storeId);
    const affordable = priceTotal === 0n || balance >= priceTotal;
    const { refused } = resolved.value;
    return ok({ pictures, pricePerPicture, priceTotal, balance, affordable, refused });
  };
