import type { Dispatch, StoreTurn } from '../../domain/fair-turns.ts';
import type { JobReason } from '../../domain/image-job.ts';

export interface WaitingView {
  readonly stores: readonly StoreTurn[];
  /** The largest turn handed out so far. */
  readonly front: number;
}

export interface DispatchedJob {
  readonly id: string;
  readonly storeId: string;
}

export interface StaleOptions {
  readonly now: Date;
  /** A row that was dispatched before this and never claimed lost its message. */
  readonly dispatchedBefore: Date;
  readonly maxAttempts: number;
  readonly reason: JobReason;
  /** At most so many rows of each kind in one call. */
  readonly limit: number;
}

export interface StaleCounts {
  /** Lost leases put back to waiting. */
  readonly requeued: number;
  /** Lost leases of jobs that had used up their tries. */
  readonly failed: number;
  /** Lost messages: the dispatcher may have the rows again. */
  readonly undispatched: number;
}

export interface HeldLease {
  readonly storeId: string;
  readonly id: string;
  readonly leaseId: string;
}

/**
 * Work across stores: the one place that looks at rows without a store (a sweep, named in the design). Nothing of it is
 * reachable from a request.
 */
export interface DispatchRows {
  /**
   * Asks how many jobs may go (summed concurrency of the live workers, plus `ahead`, minus those given out and not
   * finished), shares them by `share`, marks the rows as dispatched and returns them in the order in which they shall be
   * queued. Of dispatchers that look at the same time one succeeds and the others look again.
   */
  take(options: {
    readonly now: Date;
    /** A worker process that gave no sign of life since is dead. */
    readonly aliveSince: Date;
    readonly ahead: number;
    share(waiting: WaitingView, slots: number): readonly Dispatch[];
  }): Promise<readonly DispatchedJob[]>;
  /** The messages of these could not be queued: they wait again. */
  giveBack(jobs: readonly DispatchedJob[]): Promise<void>;
  recoverStale(options: StaleOptions): Promise<StaleCounts>;
  /** Renews the leases; returns the job ids that are still held. */
  renewLeases(held: readonly HeldLease[], until: Date): Promise<readonly string[]>;
}
