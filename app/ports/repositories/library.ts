/** A finished picture that was made from the same inputs. */
export interface LibraryMatch {
  readonly productId: string;
  readonly productImageId: string;
  readonly assetId: string;
  /** sha256 of the source that it was made from. */
  readonly sourceHash: string;
}

/** Pictures a store has already: what was made once from the same inputs need not be paid for again. */
export interface Library {
  /**
   * Of these source pictures those of which the store has a finished, not rejected picture by the same recipe (its seed is
   * part of it) and model, made from the same address; the newest of each. A store's platform gives a changed picture a new
   * address, so the same address is the same source. At most 1,000 sources.
   */
  matches(
    storeId: string,
    wanted: {
      readonly recipeHash: string;
      readonly model: string | null;
      readonly sources: readonly { readonly productImageId: string; readonly url: string }[];
    },
  ): Promise<readonly LibraryMatch[]>;
  /** The same by the hash of the source's bytes, once they are known; null when there is none. */
  find(
    storeId: string,
    wanted: { readonly recipeHash: string; readonly model: string | null; readonly sourceHash: string },
  ): Promise<LibraryMatch | null>;
}
