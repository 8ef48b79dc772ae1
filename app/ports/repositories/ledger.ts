import type { LedgerEntryKind, Micros } from '../../domain/ledger.ts';
import type { Page, PageRequest } from './page.ts';

export interface LedgerRow {
  readonly id: string;
  readonly kind: LedgerEntryKind;
  readonly amount: Micros;
  readonly jobId: string | null;
  readonly createdAt: Date;
}

/**
 * The merchant's account, append-only. Reserve, settle and refund are written by the statements that move a job, never
 * from here. A job whose price is zero has no entries: there is nothing to account for.
 */
export interface Ledger {
  balance(storeId: string): Promise<Micros>;
  grant(
    storeId: string,
    grant: { readonly id: string; readonly amount: Micros; readonly now: Date },
  ): Promise<void>;
  /** Newest first. */
  entries(storeId: string, page: PageRequest): Promise<Page<LedgerRow>>;
}
