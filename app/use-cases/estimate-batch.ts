import { type BudgetView, budgetFailure } from '../domain/budget.ts';
import type { Micros } from '../domain/ledger.ts';
import { modelOf } from '../domain/recipe/recipe.ts';
import { recipeHash } from '../domain/recipe/recipe-hash.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { Budgets } from '../ports/repositories/budgets.ts';
import type { Ledger } from '../ports/repositories/ledger.ts';
import type { Library, LibraryMatch } from '../ports/repositories/library.ts';
import type { Sources } from '../ports/repositories/sources.ts';
import { libraryMatches } from './library-matches.ts';
import type { RecipeDesk } from './recipe-desk.ts';
import { type RefusedProduct, resolveSources, type SourceSelection } from './resolve-sources.ts';

export interface EstimateBatchDeps {
  readonly sources: Sources;
  readonly ledger: Pick<Ledger, 'balance'>;
  readonly budgets: Pick<Budgets, 'view'>;
  readonly library: Pick<Library, 'matches'>;
  readonly recipes: Pick<RecipeDesk, 'readForBatch' | 'price'>;
  readonly sha256: Sha256;
  readonly clock: Pick<Clock, 'now'>;
}

/** What the pictures of an order cost in one of the ways in which they can be made, micro-USD. */
export interface WayPrice {
  readonly pricePerPicture: Micros;
  readonly priceTotal: Micros;
  /** False when an order made in this way would be refused with `budget-exceeded`. */
  readonly affordable: boolean;
}

export interface Estimate {
  readonly pictures: number;
  readonly pricePerPicture: Micros;
  readonly priceTotal: Micros;
  /** Both prices that the same pictures can have; `wait` null: they cannot wait for a batch mode. */
  readonly ways: { readonly now: WayPrice; readonly wait: WayPrice | null };
  readonly balance: Micros;
  /** What is left of the store's own limits. */
  readonly budget: BudgetView;
  /** False when the batch would be refused with `budget-exceeded`. */
  readonly affordable: boolean;
  /**
   * Pictures of the selection that the store has already, made from the same inputs. They are in `pictures` and the price,
   * unless the batch is submitted with `reuse`.
   */
  readonly inLibrary: readonly LibraryMatch[];
  readonly refused: readonly RefusedProduct[];
}

export interface EstimateBatchRequest {
  readonly recipe: unknown;
  readonly selection: SourceSelection;
  /** True: what is in the library is not made again and costs nothing. */
  readonly reuse?: boolean | undefined;
  /** As in `submitBatch`: the price is that of pictures that may wait. */
  readonly canWait?: boolean | undefined;
}

/** What a batch would make and cost, before anything is done. Failures: as `submitBatch`, but not `budget-exceeded`. */
export const makeEstimateBatch =
  (deps: EstimateBatchDeps) =>
  async (storeId: string, request: EstimateBatchRequest): Promise<Result<Estimate>> => {
    const recipe = deps.recipes.readForBatch(request.recipe);
    if (!recipe.ok) return recipe;
    const price = deps.recipes.price(recipe.value);
    if (!price.ok) return price;
    const waiting = deps.recipes.price(recipe.value, 'batch');
    if (request.canWait && !waiting.ok) return waiting;
    const resolved = await resolveSources(deps.sources, storeId, request.selection);
    if (!resolved.ok) return resolved;
    const { sources, refused } = resolved.value;
    const inLibrary = await libraryMatches(deps.library, storeId, sources, {
      recipeHash: recipeHash(recipe.value, deps.sha256),
      model: modelOf(recipe.value),
    });
    const pictures = sources.length - (request.reuse ? inLibrary.length : 0);
    const [balance, budget] = await Promise.all([
      deps.ledger.balance(storeId),
      deps.budgets.view(storeId, deps.clock.now()),
    ]);
    const wayOf = (pricePerPicture: Micros): WayPrice => {
      const priceTotal = pricePerPicture * BigInt(pictures);
      const affordable =
        priceTotal === 0n || (balance >= priceTotal && budgetFailure(budget, priceTotal) === null);
      return { pricePerPicture, priceTotal, affordable };
    };
    const ways = { now: wayOf(price.value), wait: waiting.ok ? wayOf(waiting.value) : null };
    const chosen = (request.canWait ? ways.wait : null) ?? ways.now;
    return ok({ pictures, ...chosen, ways, balance, budget, inLibrary, refused });
  };
