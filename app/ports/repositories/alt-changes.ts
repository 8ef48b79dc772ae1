import type { Failure } from '../../domain/failure.ts';
import type { ExternalId } from '../../domain/ids.ts';
import type { LeftAlone } from '../../domain/publication.ts';
import type { Result } from '../../domain/result.ts';
import type { AltChangeState, AltSnapshot } from '../../domain/words/alt-change.ts';
import type { AltTranslation } from '../../domain/words/language.ts';
import type { Page, PageRequest } from './page.ts';

/** Another alt text for a file of the merchant's own. */
export interface AltChange {
  readonly id: string;
  readonly storeId: string;
  /** The product it was asked for at. */
  readonly productId: string;
  readonly fileId: ExternalId;
  readonly alt: string;
  readonly translations: readonly AltTranslation[];
  readonly seenAlt: string;
  readonly state: AltChangeState;
  readonly before: AltSnapshot | null;
  /** Products that showed the file when it was asked for. */
  readonly shownBy: readonly ExternalId[];
  readonly leftAlone: readonly LeftAlone[];
  readonly attempt: number;
  readonly failure: Pick<Failure, 'kind' | 'message'> | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
  readonly revertedAt: Date | null;
}

export type NewAltChange = Pick<
  AltChange,
  'id' | 'productId' | 'fileId' | 'alt' | 'translations' | 'seenAlt' | 'shownBy' | 'createdBy'
> & { readonly now: Date };

export interface AltChangePatch {
  readonly before?: AltSnapshot;
  readonly leftAlone?: readonly LeftAlone[];
  readonly attempt?: number;
  readonly failure?: Pick<Failure, 'kind' | 'message'> | null;
  readonly publishedAt?: Date;
  readonly revertedAt?: Date;
}

export interface AltChangeLease {
  readonly leaseId: string;
  readonly until: Date;
  readonly now: Date;
}

export interface AltChanges {
  /** Failure: conflict, when another change of the file is under way. */
  plan(storeId: string, change: NewAltChange): Promise<Result<AltChange>>;
  get(storeId: string, id: string): Promise<AltChange | null>;
  /** Newest first. */
  list(
    storeId: string,
    filter: { readonly productId?: string | undefined; readonly fileId?: ExternalId | undefined },
    page: PageRequest,
  ): Promise<Page<AltChange>>;
  /** Products of our mirror that show a file, among their pictures or as a variant's; by title, at most 250. */
  showing(
    storeId: string,
    fileId: ExternalId,
  ): Promise<readonly { readonly id: string; readonly externalId: ExternalId; readonly title: string }[]>;
  /** The newest change of a file that is published or being undone. */
  newestLive(storeId: string, fileId: ExternalId): Promise<AltChange | null>;
  /** Takes an unfinished one that nobody holds, and counts a try. */
  claim(storeId: string, id: string, lease: AltChangeLease): Promise<AltChange | null>;
  /** False when the lease is another's by now. */
  renew(storeId: string, id: string, lease: AltChangeLease): Promise<boolean>;
  /** Lets go until `notBefore`. `countsAsTry` false gives the try back. */
  release(
    storeId: string,
    id: string,
    options: { readonly leaseId: string; readonly notBefore: Date | null; readonly countsAsTry: boolean },
  ): Promise<void>;
  /**
   * Moves the state by compare-and-set on state and lease; `leaseId` null: only when nobody holds it. Throws on a move that
   * the domain does not know. A move to an end lets go of the lease.
   */
  transition(
    storeId: string,
    id: string,
    move: {
      readonly from: AltChangeState;
      readonly to: AltChangeState;
      readonly leaseId: string | null;
      readonly now: Date;
      readonly patch?: AltChangePatch;
    },
  ): Promise<boolean>;
  /** Across stores (a sweep): unfinished ones that are due, that nobody holds and whose message may be lost. */
  stranded(now: Date, olderThan: Date, limit: number): Promise<readonly { storeId: string; id: string }[]>;
}
