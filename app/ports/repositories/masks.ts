import type { CutOutFacts } from '../../domain/imaging/cut-out-facts.ts';

/** The mask of a source picture, kept by content so that every later recipe of the same photo reuses it. */
export interface StoredMask {
  readonly sourceHash: string;
  /** `CutOut.version`: a new model makes new masks. */
  readonly modelVersion: string;
  readonly objectKey: string;
  readonly facts: CutOutFacts;
}

export interface Masks {
  find(storeId: string, sourceHash: string, modelVersion: string): Promise<StoredMask | null>;
  /** Replaces what was kept under the same hash and version: equal work gives an equal mask. */
  save(storeId: string, mask: StoredMask): Promise<void>;
}
