import type { ImageJobState } from '../../domain/image-job.ts';

/** What a store did in a period. */
export interface UsageCounts {
  readonly batches: number;
  /** Jobs made in the period, by their present state. */
  readonly jobs: Readonly<Record<ImageJobState, number>>;
  readonly assets: number;
  /** Publications that went live in the period, and undos that finished in it. */
  readonly published: number;
  readonly reverted: number;
}

export interface Usage {
  /** Counts over `[from, to)`. */
  counts(storeId: string, period: { readonly from: Date; readonly to: Date }): Promise<UsageCounts>;
}
