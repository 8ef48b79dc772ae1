import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Asset, AssetFilter, AssetProvenance, Assets } from '#app/ports/repositories/assets.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';

export interface ReadAssets {
  list(storeId: string, filter: AssetFilter, page: PageRequest): Promise<Page<Asset>>;
  /** Failure: not-found. */
  get(
    storeId: string,
    id: string,
  ): Promise<Result<{ readonly asset: Asset; readonly provenance: AssetProvenance | null }>>;
  /** The bytes of a picture that `get` or `list` gave. Failure: not-found, when the storage has lost it. */
  file(storeId: string, asset: Asset): Promise<Result<Uint8Array>>;
}

export const makeReadAssets = (deps: {
  readonly assets: Assets;
  readonly objectStore: Pick<ObjectStore, 'get'>;
}): ReadAssets => ({
  list: (storeId, filter, page) => deps.assets.list(storeId, filter, page),
  get: async (storeId, id) => {
    const asset = await deps.assets.get(storeId, id);
    if (!asset) return err(failure('not-found', 'There is no picture with this id.'));
    return ok({ asset, provenance: await deps.assets.provenance(storeId, id) });
  },
  file: async (storeId, asset) => {
    if (asset.storeId !== storeId) return err(failure('not-found', 'There is no picture with this id.'));
    return deps.objectStore.get(asset.objectKey);
  },
});
