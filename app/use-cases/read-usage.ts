import type { Micros } from '#app/domain/ledger.ts';
import type { Ledger, LedgerRow } from '#app/ports/repositories/ledger.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';
import type { Usage, UsageCounts } from '#app/ports/repositories/usage.ts';

export interface UsageView {
  readonly balance: Micros;
  readonly counts: UsageCounts;
}

export interface ReadUsage {
  /** The account now, and what happened in `[from, to)`. */
  summary(storeId: string, period: { readonly from: Date; readonly to: Date }): Promise<UsageView>;
  /** Entries of the merchant's account, newest first. */
  entries(storeId: string, page: PageRequest): Promise<Page<LedgerRow>>;
}

export const makeReadUsage = (deps: {
  readonly ledger: Pick<Ledger, 'balance' | 'entries'>;
  readonly usage: Usage;
}): ReadUsage => ({
  summary: async (storeId, period) => {
    const [balance, counts] = await Promise.all([
      deps.ledger.balance(storeId),
      deps.usage.counts(storeId, period),
    ]);
    return { balance, counts };
  },
  entries: (storeId, page) => deps.ledger.entries(storeId, page),
});
