import { fileNumber, gid } from '../gid.ts';
import type { FileRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { detachFile, productsShowing } from './gallery.ts';
import { forgetTranslations } from './translations.ts';
import { type UserError, userError } from './user-error.ts';

/**
 * `fileDelete`: the file goes from Files, from every gallery and every variant, for good.
 * Sources: description of `Mutation.fileDelete`; captures media-file-user-error-aggregation,
 * media-file-cascade-variant-media-clear.
 */
export function deleteFiles(
  world: World,
  shop: ShopState,
  fileIds: string[],
): { deleted: string[] | null; errors: UserError[] } {
  const found = resolve(shop, fileIds);
  if (found.missing.length > 0) {
    const list = found.missing.join(',');
    const message =
      found.missing.length === 1 ? `File id ${list} does not exist.` : `File ids ${list} do not exist.`;
    return { deleted: null, errors: [userError(['fileIds'], message, 'FILE_DOES_NOT_EXIST')] };
  }
  if (
    found.files.some(
      (file) => file.status === 'PROCESSING' || (file.status === 'READY' && file.pendingSource),
    )
  ) {
    return {
      deleted: null,
      errors: [userError(['fileIds'], 'File has a pending operation.', 'FILE_LOCKED')],
    };
  }
  for (const file of found.files) removeFile(world, shop, file.id);
  return { deleted: found.files.map((file) => gid(file.kind, file.id)), errors: [] };
}

export function removeFile(world: World, shop: ShopState, fileId: number): void {
  for (const product of productsShowing(shop, fileId)) detachFile(world, shop, product.id, fileId);
  const file = shop.files.get(fileId);
  if (file) forgetTranslations(shop, file);
  shop.files.remove(fileId);
}

/**
 * `fileAcknowledgeUpdateFailed`: "resetting FAILED status to READY and clearing any media errors" (schema), which only
 * a file that was READY before can be.
 */
export function acknowledgeFailures(
  world: World,
  shop: ShopState,
  fileIds: string[],
): { files: FileRecord[] | null; errors: UserError[] } {
  const found = resolve(shop, fileIds);
  if (found.missing.length > 0) {
    const list = found.missing.join(',');
    const message =
      found.missing.length === 1 ? `File id ${list} does not exist.` : `File ids ${list} do not exist.`;
    return { files: null, errors: [userError(['fileIds'], message, 'FILE_DOES_NOT_EXIST')] };
  }
  const never = found.files.filter((file) => file.content === null).map((file) => gid(file.kind, file.id));
  if (never.length > 0) {
    const message =
      never.length === 1
        ? `File with id ${never[0]} is not in the READY state.`
        : `Files with ids ${never.join(', ')} are not in the READY state.`;
    return { files: null, errors: [userError(['fileIds'], message, 'NON_READY_STATE')] };
  }
  for (const file of found.files) {
    shop.files.put({ ...file, status: 'READY', errors: [], updatedAt: world.clock.now() });
  }
  return { files: found.files.flatMap((file) => shop.files.get(file.id) ?? []), errors: [] };
}

function resolve(shop: ShopState, ids: string[]): { files: FileRecord[]; missing: string[] } {
  const files: FileRecord[] = [];
  const missing: string[] = [];
  for (const id of ids) {
    const file = shop.files.get(fileNumber(id) ?? 0);
    if (file) files.push(file);
    else missing.push(id);
  }
  return { files, missing };
}
