import type { Micros } from '#app/domain/ledger.ts';
import type { Result } from '#app/domain/result.ts';

/** One call as the provider bills it. */
export interface BillingEntry {
  /** The provider's id of the call. */
  readonly requestId: string;
  /** Our own id of the call, where the provider was told it and repeats it; else null. */
  readonly callId: string | null;
  readonly model: string;
  /** Micro-USD. */
  readonly cost: Micros;
  /** When the provider began it, by its clock. */
  readonly at: Date;
}

/** A provider's list of what it bills, call by call. Few real providers have one; those that only bill sums have no such port. */
export interface BillingExport {
  /** Name in the book. */
  readonly provider: string;
  /**
   * Every call that began in `[from, to)`. `completeUntil`: calls that began before it and are not in the list were not billed.
   * Failures: provider-unavailable, provider-unauthorized, provider-bad-reply, cancelled.
   */
  read(
    period: { readonly from: Date; readonly to: Date },
    options: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<Result<{ readonly entries: readonly BillingEntry[]; readonly completeUntil: Date }>>;
}
