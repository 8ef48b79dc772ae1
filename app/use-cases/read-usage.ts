import type { Micros } from '#app/domain/ledger.ts';
import type { Ledger, LedgerRow } from '#app/ports/repositories/ledger.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import type { PlanRow, Plans } from '#app/ports/repositories/plans.ts';
import type { KindSpending, Usage, UsageCounts } from '#app/ports/repositories/usage.ts';

export interface UsageView {
  readonly balance: Micros;
  readonly counts: UsageCounts;
  /** What the operator gives the store; null: nothing. */
  readonly plan: PlanRow | null;
}

export interface ReadUsage {
  /** The account now, and what happened in `[from, to)`. */
  summary(storeId: string, period: { readonly from: Date; readonly to: Date }): Promise<UsageView>;
  /** What pictures ordered in `[from, to)` cost and are kept aside for, by kind of recipe. */
  spending(
    storeId: string,
    period: { readonly from: Date; readonly to: Date },
  ): Promise<readonly KindSpending[]>;
  /** Entries of the merchant's account, newest first. */
  entries(storeId: string, page: PageRequest): Promise<Page<LedgerRow>>;
}

export const makeReadUsage = (deps: {
  readonly ledger: Pick<Ledger, 'balance' | 'entries'>;
  readonly usage: Usage;
  readonly plans: Pick<Plans, 'get'>;
}): ReadUsage => ({
  summary: async (storeId, period) => {
    const [balance, counts, plan] = await Promise.all([
      deps.ledger.balance(storeId),
      deps.usage.counts(storeId, period),
      deps.plans.get(storeId),
    ]);
    return { balance, counts, plan };
  },
  spending: (storeId, period) => deps.usage.spending(storeId, period),
  entries: (storeId, page) => deps.ledger.entries(storeId, page),
});
