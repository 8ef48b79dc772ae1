import type { FidelityVerdictKind } from '../../domain/fidelity/judge-fidelity.ts';
import type { PublicationState } from '../../domain/publication.ts';

/** What lists of jobs, pictures and publications say beside each row, read for a whole page in one go. */
export interface Captions {
  /** Titles of products, deleted ones too, by product id. At most 250 ids. */
  titles(storeId: string, productIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The publication of each picture that is neither failed nor reverted, by asset id. At most 250 ids. */
  livePublications(
    storeId: string,
    assetIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly id: string; readonly state: PublicationState }>>;
  /** What the fidelity gate said of each picture that went through it, by asset id. At most 250 ids. */
  verdicts(
    storeId: string,
    assetIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly verdict: FidelityVerdictKind; readonly sentence: string }>>;
  /** How many pictures wait for a decision, at most `limit` (a home page needs "99+", not a count of millions). */
  undecided(storeId: string, limit: number): Promise<number>;
  /** How many products the store has that are not deleted. */
  products(storeId: string): Promise<number>;
}
