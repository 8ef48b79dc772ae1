import { failure } from '../domain/failure.ts';
import { objectKey } from '../domain/object-key.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { ReadEditMask } from '../ports/edit-mask.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Assets } from '../ports/repositories/assets.ts';

export interface UploadEditMaskDeps {
  readonly assets: Pick<Assets, 'get'>;
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly readEditMask: ReadEditMask;
  readonly sha256: Sha256;
}

export interface UploadedMask {
  /** sha256 of the mask as it is kept: the same region painted again has the same id. */
  readonly maskId: string;
  readonly width: number;
  readonly height: number;
  /** Share of the picture that may change, 0..1. */
  readonly share: number;
}

/** Where an uploaded mask is kept; one that a store did not upload is not there. */
export const maskKey = (storeId: string, maskId: string): string =>
  objectKey(storeId, 'upload', maskId, 'png');

/** Takes in the region of a picture that an edit may change. Failures: not-found; those of `ReadEditMask`, field `mask`. */
export const makeUploadEditMask =
  ({ assets, objects, readEditMask, sha256 }: UploadEditMaskDeps) =>
  async (storeId: string, assetId: string, bytes: Uint8Array): Promise<Result<UploadedMask>> => {
    const asset = await assets.get(storeId, assetId);
    if (!asset) return err(failure('not-found', 'There is no picture with this id.'));
    const { width, height } = asset;
    const mask = await readEditMask(bytes, { width, height });
    if (!mask.ok) return mask;
    const maskId = sha256(mask.value.png);
    await objects.put(maskKey(storeId, maskId), mask.value.png, 'image/png');
    return ok({ maskId, width, height, share: mask.value.share });
  };
export type UploadEditMask = ReturnType<typeof makeUploadEditMask>;
