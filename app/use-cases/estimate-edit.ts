import { type BudgetView, budgetFailure } from '../domain/budget.ts';
import type { Micros } from '../domain/ledger.ts';
import type { EditRecipe } from '../domain/recipe/model-recipes.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Budgets } from '../ports/repositories/budgets.ts';
import type { Ledger } from '../ports/repositories/ledger.ts';
import type { EditRequest, PrepareEdit } from './prepare-edit.ts';

export interface EstimateEditDeps {
  readonly prepareEdit: PrepareEdit;
  readonly ledger: Pick<Ledger, 'balance'>;
  readonly budgets: Pick<Budgets, 'view'>;
  readonly clock: Pick<Clock, 'now'>;
}

export interface EditEstimate {
  readonly price: Micros;
  readonly balance: Micros;
  /** What is left of the store's own limits. */
  readonly budget: BudgetView;
  /** False when the edit would be refused with `budget-exceeded`. */
  readonly affordable: boolean;
  /** The complete recipe, defaults filled in. */
  readonly recipe: EditRecipe;
  /** The same edit, which the store has already; null when there is none. */
  readonly inLibrary: string | null;
}

/** What an edit would cost, before anything is done. Failures: those of `prepareEdit`. */
export const makeEstimateEdit =
  ({ prepareEdit, ledger, budgets, clock }: EstimateEditDeps) =>
  async (storeId: string, assetId: string, request: EditRequest): Promise<Result<EditEstimate>> => {
    const edit = await prepareEdit(storeId, assetId, request);
    if (!edit.ok) return edit;
    const { price, recipe, inLibrary } = edit.value;
    const [balance, budget] = await Promise.all([
      ledger.balance(storeId),
      budgets.view(storeId, clock.now()),
    ]);
    const affordable = price === 0n || (balance >= price && budgetFailure(budget, price) === null);
    return ok({ price, balance, budget, affordable, recipe, inLibrary: inLibrary?.assetId ?? null });
  };
export type EstimateEdit = ReturnType<typeof makeEstimateEdit>;
