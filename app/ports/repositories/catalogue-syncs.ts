import type { Failure } from '../../domain/failure.ts';

export type SyncState = 'queued' | 'running' | 'done' | 'failed';

/** One import of the catalogue. */
export interface CatalogueSync {
  readonly id: string;
  readonly storeId: string;
  readonly state: SyncState;
  /** Null: the whole catalogue. */
  readonly updatedSince: Date | null;
  readonly cursor: string | null;
  readonly productsSeen: number;
  readonly failure: Pick<Failure, 'kind' | 'message'> | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface SyncLease {
  readonly leaseId: string;
  readonly until: Date;
  readonly now: Date;
}

export interface CatalogueSyncs {
  /** Makes a sync, or returns the one of the store that is not finished. */
  start(
    storeId: string,
    sync: { readonly id: string; readonly updatedSince: Date | null; readonly now: Date },
  ): Promise<CatalogueSync>;
  get(storeId: string, id: string): Promise<CatalogueSync | null>;
  latest(storeId: string): Promise<CatalogueSync | null>;
  /** When the last finished sync began: everything older is in the mirror. */
  lastDoneStart(storeId: string): Promise<Date | null>;
  /** Takes an unfinished sync that nobody holds. */
  claim(storeId: string, id: string, lease: SyncLease): Promise<CatalogueSync | null>;
  /** Stores how far it came and renews the lease; false when the lease is another's. */
  advance(
    storeId: string,
    id: string,
    progress: { readonly cursor: string; readonly seen: number; readonly lease: SyncLease },
  ): Promise<boolean>;
  release(storeId: string, id: string, leaseId: string): Promise<void>;
  finish(
    storeId: string,
    id: string,
    end: {
      readonly leaseId: string;
      readonly seen: number;
      readonly failure: Failure | null;
      readonly now: Date;
    },
  ): Promise<boolean>;
  /** Across stores (a sweep): unfinished ones that nobody holds and whose message may be lost. */
  stranded(now: Date, olderThan: Date, limit: number): Promise<readonly { storeId: string; id: string }[]>;
}
