import { failure } from '#app/domain/failure.ts';
import { err, type Result } from '#app/domain/result.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Assets } from '#app/ports/repositories/assets.ts';
import type { Thumbnailer } from '#app/ports/thumbnailer.ts';

export interface ThumbnailRequest {
  /** The finished picture, or the photo it was made from (kept by content hash, so it is the very one). */
  readonly of: 'result' | 'source';
  /** Longest side in px. */
  readonly side: number;
}

/** A small copy of a store's picture. Failures: not-found, image-*. */
export const makeReadThumbnail =
  (deps: {
    readonly assets: Pick<Assets, 'get'>;
    readonly objectStore: Pick<ObjectStore, 'get'>;
    readonly thumbnailer: Thumbnailer;
  }) =>
  async (
    storeId: string,
    assetId: string,
    { of, side }: ThumbnailRequest,
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly contentType: string }>> => {
    const asset = await deps.assets.get(storeId, assetId);
    if (!asset) return err(failure('not-found', 'There is no picture with this id.'));
    const bytes = await deps.objectStore.get(of === 'source' ? asset.sourceKey : asset.objectKey);
    return bytes.ok ? deps.thumbnailer.thumbnail(bytes.value, side) : bytes;
  };
export type ReadThumbnail = ReturnType<typeof makeReadThumbnail>;
