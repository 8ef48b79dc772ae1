import type { ReviewState } from '../../domain/publication.ts';

export interface ReviewDecision {
  readonly state: ReviewState;
  /** Who decided; null when the decision is taken back. */
  readonly decidedBy: string | null;
  readonly now: Date;
}

export interface Reviews {
  /** Decides about up to 500 pictures at once; returns the ids that are the store's. Deciding the same again is fine. */
  decide(storeId: string, assetIds: readonly string[], decision: ReviewDecision): Promise<readonly string[]>;
}
