import type { RevisionTree } from '../../domain/revisions.ts';

/** The versions of a picture: read only; they grow by the edits that image jobs make, and nothing is ever taken out. */
export interface Revisions {
  /**
   * The whole tree that a picture stands in, from its first version on, with the edits on their way; at most `limit` versions
   * and as many edits. Null when the store has no such picture.
   */
  tree(storeId: string, assetId: string, limit: number): Promise<RevisionTree | null>;
}
