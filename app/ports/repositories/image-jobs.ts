import type { ImageJobState, JobReason } from '../../domain/image-job.ts';
import type { Micros } from '../../domain/ledger.ts';
import type { Result } from '../../domain/result.ts';
import type { NewAsset } from './assets.ts';
import type { Page, PageRequest } from './page.ts';

export interface ImageJob {
  readonly id: string;
  readonly storeId: string;
  readonly batchId: string;
  readonly productId: string;
  readonly productImageId: string;
  readonly recipeHash: string;
  /** The picture of ours that an edit starts from; null for every other recipe. */
  readonly canvasAssetId: string | null;
  readonly state: ImageJobState;
  readonly price: Micros;
  /** Tries so far, the present one included. */
  readonly attempt: number;
  readonly retryOfId: string | null;
  /** The last failure: final in `failed` and `cancelled`, of the last try in `queued`. */
  readonly reason: JobReason | null;
  /** The finished picture, once there is one. */
  readonly assetId: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly finishedAt: Date | null;
}

/** What a worker needs of a job it holds. */
export interface ClaimedImageJob {
  readonly id: string;
  readonly storeId: string;
  readonly batchId: string;
  readonly productId: string;
  readonly productImageId: string;
  readonly sourceUrl: string;
  readonly recipeHash: string;
  /** The picture of ours that an edit starts from; null for every other recipe. */
  readonly canvasAssetId: string | null;
  /** The stored recipe, to be parsed again. */
  readonly recipe: unknown;
  readonly attempt: number;
  /** Row of this try; a try that was given back keeps its row. */
  readonly attemptId: string;
  /** Its batch was ordered at the price of the provider's batch mode: nothing may be drawn for it at the full price. */
  readonly canWait: boolean;
  readonly createdAt: Date;
}

export interface ClaimRequest {
  readonly leaseId: string;
  readonly leaseUntil: Date;
  readonly now: Date;
  readonly attemptId: string;
  /** Who will draw, for the attempt's record. */
  readonly renderer: string;
}

type RunningState = 'preparing' | 'rendering' | 'checking';

/**
 * One move of a job. `from` are the states it may be in for the move to happen; `leaseId` null means that whoever holds
 * the job loses it (cancel, sweep). Ledger, attempt, asset and review change in the same statement as the state.
 */
export type ImageJobMove = { readonly now: Date } & (
  | {
      readonly to: 'rendering' | 'checking';
      readonly from: readonly RunningState[];
      readonly leaseId: string;
      readonly leaseUntil: Date;
    }
  | {
      /** Out of the worker's hands until its draw comes from the provider's batch mode; the try goes on. */
      readonly to: 'waiting';
      readonly from: readonly ['rendering'];
      readonly leaseId: string;
    }
  | {
      readonly to: 'ready' | 'held';
      readonly from: readonly ['checking'];
      readonly leaseId: string;
      readonly asset: NewAsset;
    }
  | {
      /** Back in the queue: its draw came, or after a failure that may pass, or because the worker goes away. */
      readonly to: 'queued';
      readonly from: readonly (RunningState | 'waiting')[];
      readonly leaseId: string | null;
      readonly notBefore: Date | null;
      /** False gives the try back: waiting for another side, or a drain, is not the job's fault. */
      readonly countsAsAttempt: boolean;
      readonly reason: JobReason | null;
    }
  | {
      readonly to: 'failed';
      readonly from: readonly ImageJobState[];
      readonly leaseId: string | null;
      readonly reason: JobReason;
    }
  | {
      readonly to: 'cancelled';
      readonly from: readonly ImageJobState[];
      readonly leaseId: null;
      readonly reason: JobReason;
    }
);

export interface ImageJobFilter {
  readonly batchId?: string | undefined;
  readonly productId?: string | undefined;
  readonly states?: readonly ImageJobState[] | undefined;
}

/** A job that is to be made again. */
export interface NewRetry {
  readonly id: string;
  readonly retryOfId: string;
  readonly now: Date;
}

export interface ImageJobs {
  get(storeId: string, id: string): Promise<ImageJob | null>;
  list(storeId: string, filter: ImageJobFilter, page: PageRequest): Promise<Page<ImageJob>>;
  /** Jobs of a batch changed at or after `since`, oldest change first: what a progress stream sends. */
  changedSince(storeId: string, batchId: string, since: Date, limit: number): Promise<readonly ImageJob[]>;
  /**
   * `queued -> preparing` by compare-and-set, when it is due and its store is connected. Null: somebody else has it, it
   * is done, or it waits.
   */
  claim(storeId: string, id: string, request: ClaimRequest): Promise<ClaimedImageJob | null>;
  /** Compare-and-set; false when the job was not in `from` or the lease is not the holder's. Throws on an illegal move. */
  transition(storeId: string, id: string, move: ImageJobMove): Promise<boolean>;
  /** Cancels up to `limit` unfinished jobs of a batch (of the whole store when null); returns how many. */
  cancelMany(
    storeId: string,
    batchId: string | null,
    options: { readonly reason: JobReason; readonly now: Date; readonly limit: number },
  ): Promise<number>;
  /**
   * Makes the failed or cancelled job's successor, with the picture's present URL and the price of old, reserved again. A
   * second call returns the same successor. Call it inside a transaction. Failures: not-found, conflict, image-missing, budget-exceeded.
   */
  retry(storeId: string, retry: NewRetry): Promise<Result<ImageJob>>;
}
