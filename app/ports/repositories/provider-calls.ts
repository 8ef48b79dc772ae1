import type { FailureKind } from '#app/domain/failure.ts';
import type { Micros } from '#app/domain/ledger.ts';
import type { CallMode } from '#app/domain/providers/cost.ts';
import type { CallPurpose } from '#app/domain/providers/tasks.ts';
import type { ProviderUsage } from '#app/domain/providers/usage.ts';
import type { Page, PageRequest } from './page.ts';

export const PROVIDER_CALL_STATUSES = ['started', 'succeeded', 'failed', 'unknown'] as const;
export type ProviderCallStatus = (typeof PROVIDER_CALL_STATUSES)[number];

/** A row before its call is made. */
export interface NewProviderCall {
  readonly id: string;
  /** The try of an image job that it belongs to; null for calls beside a job (a caption, a check of the key). */
  readonly attemptId: string | null;
  readonly provider: string;
  readonly model: string;
  readonly purpose: CallPurpose;
  readonly mode: CallMode;
  /** Micro-USD. */
  readonly costUpperBound: Micros;
  readonly startedAt: Date;
  /** When it counts as lost if nobody has settled it: after every time limit of the call. */
  readonly deadlineAt: Date;
}

/** How a call ended. */
export interface ProviderCallEnd {
  readonly status: Exclude<ProviderCallStatus, 'started'>;
  readonly usage: ProviderUsage | null;
  /** Micro-USD by the usage reported; null where the reply was lost. */
  readonly cost: Micros | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly latencyMs: number;
  readonly requestId: string | null;
  readonly failureKind: FailureKind | null;
  readonly finishedAt: Date;
}

export interface ProviderCall extends NewProviderCall {
  readonly status: ProviderCallStatus;
  readonly usage: ProviderUsage | null;
  readonly cost: Micros | null;
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
  readonly latencyMs: number | null;
  readonly requestId: string | null;
  readonly failureKind: FailureKind | null;
  readonly finishedAt: Date | null;
  readonly reconciledAt: Date | null;
}

/** What a store's calls cost in a period, micro-USD. */
export interface ProviderCosts {
  readonly calls: Readonly<Record<ProviderCallStatus, number>>;
  /** Sum of the known costs. */
  readonly cost: Micros;
  /** Upper bound of the calls whose cost is not known (started or unknown). */
  readonly atMost: Micros;
}

/** A row as reconciling sees it. */
export interface ReconcilableCall {
  readonly id: string;
  readonly model: string;
  readonly status: Exclude<ProviderCallStatus, 'started'>;
  readonly cost: Micros | null;
  readonly costUpperBound: Micros;
  readonly requestId: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** True when an export has named its cost already. */
  readonly reconciled: boolean;
}

/** The provider-call book (invariant 7): one row a call, failed ones included; written before the call is made. */
export interface ProviderCalls {
  start(storeId: string, call: NewProviderCall): Promise<void>;
  /**
   * `started` to its end; also `unknown` to its end, when a sweep was quicker than a slow reply. False when it had ended
   * already: an end is never overwritten.
   */
  settle(storeId: string, id: string, end: ProviderCallEnd): Promise<boolean>;
  get(storeId: string, id: string): Promise<ProviderCall | null>;
  /** How many calls for one of the purposes were started since, failed ones included. */
  countSince(storeId: string, purposes: readonly CallPurpose[], since: Date): Promise<number>;
  /** Newest first. */
  list(storeId: string, page: PageRequest): Promise<Page<ProviderCall>>;
  /** Over `[from, to)` by start. */
  costs(storeId: string, period: { readonly from: Date; readonly to: Date }): Promise<ProviderCosts>;
  /** Sweep: rows still `started` after their deadline become `unknown`. Returns how many. */
  markLost(now: Date, limit: number): Promise<number>;
  /** Sweep: ended calls of a provider, started in `[from, to)`, by start. */
  ended(
    provider: string,
    period: { readonly from: Date; readonly to: Date },
    limit: number,
  ): Promise<readonly ReconcilableCall[]>;
  /** Sweep: the costs that the export names. Each only once; returns how many rows changed. */
  reconcile(
    costs: readonly { readonly id: string; readonly cost: Micros; readonly requestId: string | null }[],
    now: Date,
  ): Promise<number>;
}
