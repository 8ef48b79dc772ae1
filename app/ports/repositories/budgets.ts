import type { Budget, BudgetView } from '#app/domain/budget.ts';

export interface BudgetRow extends Budget {
  readonly updatedBy: string;
  readonly updatedAt: Date;
}

/**
 * What a store allows itself to spend. Reserves look at it in their own transaction, under the lock of the store's account,
 * so that two submissions at once can never pass it together.
 */
export interface Budgets {
  /** Null: the store has set none. */
  get(storeId: string): Promise<BudgetRow | null>;
  put(
    storeId: string,
    budget: Budget & { readonly updatedBy: string; readonly now: Date },
  ): Promise<BudgetRow>;
  /** Limits with what is spent of them at `now`; `batch` as for a batch of which nothing is spent yet. */
  view(storeId: string, now: Date): Promise<BudgetView>;
}
