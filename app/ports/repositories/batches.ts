import type { ImageJobState } from '../../domain/image-job.ts';
import type { Micros } from '../../domain/ledger.ts';
import type { Result } from '../../domain/result.ts';
import type { Page, PageRequest } from './page.ts';
import type { SourceImage } from './sources.ts';

export interface Batch {
  readonly id: string;
  readonly storeId: string;
  readonly recipeHash: string;
  readonly label: string;
  readonly createdBy: string;
  readonly jobCount: number;
  readonly priceTotal: Micros;
  /** Ordered at the price of the provider's batch mode. */
  readonly canWait: boolean;
  readonly createdAt: Date;
  readonly cancelledAt: Date | null;
}

/** How far a batch is: its jobs by state. A job that was made again counts as its successor, so `total` never changes. */
export interface BatchProgress {
  readonly total: number;
  readonly byState: Readonly<Record<ImageJobState, number>>;
  /** True when no job will move any more by itself. */
  readonly finished: boolean;
  readonly lastChangeAt: Date | null;
  /** Since when the first of those in `waiting` waits; null: none does. */
  readonly waitingSince: Date | null;
}

export interface NewBatch {
  readonly id: string;
  readonly recipe: { readonly hash: string; readonly body: unknown };
  readonly label: string;
  readonly createdBy: string;
  readonly requestKey: string | null;
  /** Price of one picture. */
  readonly price: Micros;
  /** Left out: false. */
  readonly canWait?: boolean;
  /** The picture of ours that an edit starts from; left out or null for every other recipe. */
  readonly canvasAssetId?: string | null;
  /** One job each, in this order; ids are made by the caller. */
  readonly jobs: readonly (SourceImage & { readonly id: string })[];
  readonly now: Date;
}

export interface Batches {
  /**
   * Recipe, batch, jobs and reserves; call it inside a transaction. On a failure nothing was written. `created` is false when the request key was seen before: then
   * the batch of then is returned. Failures: budget-exceeded, idempotency-mismatch (same key, other recipe or other `canWait`).
   */
  submit(
    storeId: string,
    batch: NewBatch,
  ): Promise<Result<{ readonly batch: Batch; readonly created: boolean }>>;
  findByRequestKey(storeId: string, requestKey: string): Promise<Batch | null>;
  get(storeId: string, id: string): Promise<Batch | null>;
  /** Newest first. */
  list(storeId: string, page: PageRequest): Promise<Page<Batch>>;
  progress(storeId: string, id: string): Promise<BatchProgress | null>;
  /** Marks it cancelled; false when the store has no such batch. */
  markCancelled(storeId: string, id: string, now: Date): Promise<boolean>;
}
