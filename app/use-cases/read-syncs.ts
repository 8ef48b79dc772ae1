import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CatalogueSync, CatalogueSyncs } from '#app/ports/repositories/catalogue-syncs.ts';

export interface ReadSyncs {
  /** Failure: not-found. */
  get(storeId: string, id: string): Promise<Result<CatalogueSync>>;
  /** Failure: not-found, when the store was never synced. */
  latest(storeId: string): Promise<Result<CatalogueSync>>;
}

export const makeReadSyncs = (deps: {
  readonly catalogueSyncs: Pick<CatalogueSyncs, 'get' | 'latest'>;
}): ReadSyncs => {
  const found = (sync: CatalogueSync | null) =>
    sync ? ok(sync) : err(failure('not-found', 'There is no such sync.'));
  return {
    get: async (storeId, id) => found(await deps.catalogueSyncs.get(storeId, id)),
    latest: async (storeId) => found(await deps.catalogueSyncs.latest(storeId)),
  };
};
