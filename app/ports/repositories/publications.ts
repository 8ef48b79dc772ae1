import type { Failure } from '../../domain/failure.ts';
import type { GalleryChange } from '../../domain/gallery/change.ts';
import type { ExternalId } from '../../domain/ids.ts';
import type {
  LeftAlone,
  Placement,
  ProductMediaSnapshot,
  PublicationState,
} from '../../domain/publication.ts';
import type { Result } from '../../domain/result.ts';
import type { AltTranslation } from '../../domain/words/language.ts';
import type { Page, PageRequest } from './page.ts';

/** What undo was asked for and what it has decided. */
export interface UndoPlanRecord {
  /** Upload the original again when the merchant has deleted it. */
  readonly reupload: boolean;
  readonly reuploaded: { readonly from: ExternalId; readonly to: ExternalId } | null;
  /** Null until it was decided; from then on never decided anew. */
  readonly change: GalleryChange | null;
}

export interface Publication {
  readonly id: string;
  readonly storeId: string;
  readonly assetId: string;
  readonly productId: string;
  readonly productExternalId: ExternalId;
  readonly placement: Placement;
  readonly replacesMediaId: ExternalId | null;
  readonly variantIds: readonly ExternalId[];
  readonly alt: string;
  /** The alt text in other languages of the store. */
  readonly altTranslations: readonly AltTranslation[];
  readonly state: PublicationState;
  readonly filename: string;
  readonly fileId: ExternalId | null;
  readonly liveUrl: string | null;
  readonly before: ProductMediaSnapshot | null;
  readonly after: ProductMediaSnapshot | null;
  readonly undoPlan: UndoPlanRecord | null;
  readonly leftAlone: readonly LeftAlone[];
  readonly labelKept: boolean | null;
  readonly cleanUp: boolean;
  readonly attempt: number;
  readonly failure: Pick<Failure, 'kind' | 'message'> | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly publishedAt: Date | null;
  readonly revertedAt: Date | null;
}

export interface NewPublication {
  readonly id: string;
  readonly assetId: string;
  readonly productId: string;
  readonly productExternalId: ExternalId;
  readonly placement: Placement;
  readonly replacesMediaId: ExternalId | null;
  readonly variantIds: readonly ExternalId[];
  readonly alt: string;
  readonly altTranslations?: readonly AltTranslation[];
  readonly filename: string;
  readonly createdBy: string;
  readonly now: Date;
}

/** What may be written beside a state, or alone. */
export interface PublicationPatch {
  readonly fileId?: ExternalId;
  readonly liveUrl?: string | null;
  readonly before?: ProductMediaSnapshot;
  readonly after?: ProductMediaSnapshot;
  readonly undoPlan?: UndoPlanRecord;
  readonly leftAlone?: readonly LeftAlone[];
  readonly labelKept?: boolean | null;
  readonly cleanUp?: boolean;
  readonly attempt?: number;
  readonly failure?: Pick<Failure, 'kind' | 'message'> | null;
  readonly publishedAt?: Date;
  readonly revertedAt?: Date;
}

export interface PublicationLease {
  readonly leaseId: string;
  readonly until: Date;
  readonly now: Date;
}

export interface PublicationFilter {
  readonly assetId?: string | undefined;
  readonly productId?: string | undefined;
  readonly states?: readonly PublicationState[] | undefined;
}

export interface Publications {
  /** Failure: conflict, when the asset has a publication that is neither failed nor reverted. */
  plan(storeId: string, publication: NewPublication): Promise<Result<Publication>>;
  get(storeId: string, id: string): Promise<Publication | null>;
  /** Newest first. */
  list(storeId: string, filter: PublicationFilter, page: PageRequest): Promise<Page<Publication>>;
  /** All of a product that changed its gallery and count for undo: published, reverting and reverted ones. */
  effectsOf(storeId: string, productExternalId: ExternalId): Promise<readonly Publication[]>;
  /**
   * Takes the publication, and with it the product: `busy` while another publication of the same product is held, or has
   * begun to change the gallery and is not finished. Call it inside a transaction; the lock ends with it. Counts a try.
   */
  acquire(
    storeId: string,
    id: string,
    lease: PublicationLease,
  ): Promise<{ readonly got: Publication } | 'busy' | 'finished' | 'missing'>;
  /** False when the lease is another's by now. */
  renew(storeId: string, id: string, lease: PublicationLease): Promise<boolean>;
  /** Lets go. `countsAsTry` false gives the try back. */
  release(
    storeId: string,
    id: string,
    options: { readonly leaseId: string; readonly notBefore: Date | null; readonly countsAsTry: boolean },
  ): Promise<void>;
  /**
   * The one place where a publication's state moves: compare-and-set on state and lease. `leaseId` null: only when nobody
   * holds it (a request to undo). False when somebody else was faster. Throws on a move that the domain does not know.
   * A move to a final state lets go of the lease.
   */
  transition(
    storeId: string,
    id: string,
    move: {
      readonly from: PublicationState;
      readonly to: PublicationState;
      readonly leaseId: string | null;
      readonly now: Date;
      readonly patch?: PublicationPatch;
    },
  ): Promise<boolean>;
  /** Writes facts without moving the state; false when the lease is another's. */
  record(storeId: string, id: string, leaseId: string, patch: PublicationPatch): Promise<boolean>;
  /** Across stores (a sweep): unfinished ones that are due, that nobody holds and whose message may be lost. */
  stranded(
    now: Date,
    olderThan: Date,
    limit: number,
  ): Promise<readonly { storeId: string; id: string; state: PublicationState }[]>;
}
