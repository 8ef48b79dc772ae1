import type { BatchLoss, WaitingPiece } from '#app/domain/providers/batch-mode.ts';
import type { WaitingDraw } from './waiting-draws.ts';

/** One model of one provider. */
export interface BatchModel {
  readonly provider: string;
  readonly model: string;
}

/** `refused`: not taken by the provider; `lost`: its hand-in was never found again. */
export type BatchOutcome = 'done' | BatchLoss | 'refused' | 'lost';

export interface ProviderBatch extends BatchModel {
  readonly id: string;
  /** Unique; the provider keeps it. */
  readonly displayName: string;
  readonly state: 'submitting' | 'running' | 'ended';
  /** The provider's name of it; null until it is known. */
  readonly name: string | null;
  readonly looks: number;
  readonly cancelledAt: Date | null;
  readonly createdAt: Date;
}

/** A draw that may go into the next batch. */
export interface HandInPiece extends WaitingPiece, WaitingDraw {
  readonly attempt: number;
  readonly jobCreatedAt: Date;
}

/** A draw of a batch, and its job as it is now. */
export interface HandedDraw extends WaitingDraw {
  /** Its row in the provider-call book, and its key in the batch. */
  readonly callId: string;
  readonly job: {
    /** False: cancelled, or gone. */
    readonly isWaiting: boolean;
    readonly attempt: number;
    readonly createdAt: Date;
  };
}

export interface NewProviderBatch extends BatchModel {
  readonly id: string;
  readonly displayName: string;
  readonly leaseId: string;
  readonly leaseUntil: Date;
  readonly now: Date;
}

/**
 * Batches at providers. They hold draws of many stores, so they belong to none: the work of a sweep, which no request reaches.
 * A batch is moved by whoever has its lease.
 */
export interface ProviderBatches {
  /** Models at which a draw waits that may be handed in. */
  modelsWaiting(now: Date): Promise<readonly BatchModel[]>;
  /** Batches of a model that have not ended. */
  countOpen(model: BatchModel): Promise<number>;
  /** Up to `limit` draws that may be handed in, store by store in turn. */
  waiting(model: BatchModel, now: Date, limit: number): Promise<readonly HandInPiece[]>;
  /**
   * Makes the batch of those of the draws that still wait, each with the id of its call; the ids of these draws. Makes none when
   * there are none. Call it inside the transaction that books the calls.
   */
  open(
    batch: NewProviderBatch,
    draws: readonly { readonly id: string; readonly callId: string }[],
  ): Promise<readonly string[]>;
  /** The next batch that is due to be looked at, leased. */
  claimDue(lease: {
    readonly leaseId: string;
    readonly leaseUntil: Date;
    readonly now: Date;
  }): Promise<ProviderBatch | null>;
  draws(batchId: string): Promise<readonly HandedDraw[]>;
  /** The provider has taken it under this name. Ends the lease. */
  taken(
    id: string,
    leaseId: string,
    next: { readonly name: string; readonly nextLookAt: Date },
  ): Promise<boolean>;
  /** Notes that the provider was asked to stop it. */
  markCancelled(id: string, leaseId: string, now: Date): Promise<boolean>;
  /** Nothing new: it is looked at again. Ends the lease. */
  lookAgain(id: string, leaseId: string, nextLookAt: Date): Promise<boolean>;
  /** It is over. Ends the lease. */
  end(
    id: string,
    leaseId: string,
    end: { readonly outcome: BatchOutcome; readonly now: Date },
  ): Promise<boolean>;
  /** Takes away draws of ended jobs that were never handed in; returns how many. */
  forgetUnwanted(limit: number): Promise<number>;
  /** Jobs in `waiting` without a draw, which nothing would ever wake: by a bug only. */
  stranded(limit: number): Promise<readonly { readonly storeId: string; readonly jobId: string }[]>;
  /** Takes away what ended before `before`; returns how many. */
  forgetEnded(before: Date): Promise<number>;
}
