import type { ImageJobState } from '../../domain/image-job.ts';
import type { Micros } from '../../domain/ledger.ts';

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

/** What pictures of one kind cost a store. */
export interface KindSpending {
  /** Kind of the recipe. */
  readonly kind: string;
  /** Pictures that were made. */
  readonly pictures: number;
  /** What they cost; micro-units. */
  readonly spent: Micros;
  /** Pictures still in the making. */
  readonly inTheMaking: number;
  /** What is set aside for those, and comes back for each that fails; micro-units. */
  readonly reserved: Micros;
}

export interface Usage {
  /** Counts over `[from, to)`. */
  counts(storeId: string, period: { readonly from: Date; readonly to: Date }): Promise<UsageCounts>;
  /** Of jobs made in `[from, to)`, by kind of recipe; kinds without any are left out. */
  spending(
    storeId: string,
    period: { readonly from: Date; readonly to: Date },
  ): Promise<readonly KindSpending[]>;
}
