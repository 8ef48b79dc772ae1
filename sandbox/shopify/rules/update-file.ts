import { fileNumber, numberOf } from '../gid.ts';
import type { FileRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { altTooLong, isHttpUrl, nameTaken, startProcessing } from './create-file.ts';
import { cleanName, endingOf, fileNamed } from './filename.ts';
import { attachFile, detachFile, productsShowing, touchProduct } from './gallery.ts';
import { MAX_ALT_LENGTH, MAX_MEDIA_PER_PRODUCT, MAX_REFERENCES_PER_FILE } from './limits.ts';
import { type UserError, userError } from './user-error.ts';

export type FileUpdateInput = {
  id: string;
  alt?: string | null;
  filename?: string | null;
  originalSource?: string | null;
  previewImageSource?: string | null;
  referencesToAdd?: string[] | null;
  referencesToRemove?: string[] | null;
};
type Row = { input: FileUpdateInput; index: string; file: FileRecord };

/**
 * `fileUpdate`. A missing, unready or locked file refuses the whole call; other errors leave out their own row only.
 * Sources: captures media-file-update-mixed-batch-partial-success, media-file-update-validation-ordering,
 * media-file-user-error-aggregation (2026-04).
 */
export function updateFiles(
  world: World,
  shop: ShopState,
  inputs: FileUpdateInput[],
): { files: FileRecord[]; errors: UserError[] } {
  const rows = inputs.flatMap((input, index): Row[] => {
    const file = shop.files.get(fileNumber(input.id) ?? 0);
    return file ? [{ input, index: String(index), file }] : [];
  });
  const wholeCall = checkWholeCall(inputs, rows);
  if (wholeCall) return { files: [], errors: [wholeCall] };

  const errors: UserError[] = [];
  const files: FileRecord[] = [];
  for (const row of rows) {
    const found = checkRow(shop, row);
    if (found.length > 0) {
      errors.push(...found);
      continue;
    }
    applyRow(world, shop, row);
    const updated = shop.files.get(row.file.id);
    if (updated) files.push(updated);
  }
  return { files, errors };
}

function checkWholeCall(inputs: FileUpdateInput[], rows: Row[]): UserError | undefined {
  const known = new Set(rows.map((row) => row.input.id));
  const missing = inputs.map((input) => input.id).filter((id) => !known.has(id));
  if (missing.length > 0) {
    const list = missing.map((id) => `"${id}"`).join(', ');
    const message =
      missing.length === 1 ? `File id [${list}] does not exist.` : `File ids [${list}] do not exist.`;
    return userError(['files'], message, 'FILE_DOES_NOT_EXIST');
  }
  if (rows.some(({ file }) => file.status !== 'READY')) {
    return userError(['files'], 'Non-ready files cannot be updated.', 'NON_READY_STATE');
  }
  if (rows.some(({ file }) => file.pendingSource !== null)) {
    return userError(['files'], 'File has a pending operation.', 'FILE_LOCKED');
  }
  const renamed = rows.filter(
    ({ input, file }) => input.filename != null && !sameEnding(input.filename, file.filename),
  );
  if (renamed.length > 0) {
    const message = 'The filename extension provided must match the original filename.';
    return userError(['files'], message, 'INVALID_FILENAME_EXTENSION');
  }
  return undefined;
}

function sameEnding(left: string, right: string): boolean {
  return endingOf(left) === endingOf(right);
}

function checkRow(shop: ShopState, { input, index, file }: Row): UserError[] {
  const at = (name: string) => ['files', index, name];
  if ((input.alt ?? '').length > MAX_ALT_LENGTH) return [altTooLong(at('alt'))];
  if (input.originalSource != null && input.previewImageSource != null) {
    const message =
      'Cannot update the preview image and image at the same time because they are one and the same.';
    return ['previewImageSource', 'originalSource'].map((name) => userError(at(name), message, 'INVALID'));
  }
  for (const name of ['originalSource', 'previewImageSource'] as const) {
    const source = input[name];
    if (source != null && !isHttpUrl(source)) {
      return [userError(at(name), 'Invalid image source url value provided', 'INVALID_IMAGE_SOURCE_URL')];
    }
  }
  if (input.filename != null) {
    const other = fileNamed(shop, cleanName(input.filename));
    if (other && other.id !== file.id) return [nameTaken(at('filename'))];
  }
  return checkReferences(shop, input, file);
}

function checkReferences(shop: ShopState, input: FileUpdateInput, file: FileRecord): UserError[] {
  const add = input.referencesToAdd ?? [];
  const remove = input.referencesToRemove ?? [];
  if (add.length > 0 && file.kind !== 'MediaImage') {
    return [
      userError(['files'], 'The file type is not supported for referencing.', 'UNSUPPORTED_FILE_REFERENCE'),
    ];
  }
  const products = [...add, ...remove].map((id) => shop.products.get(numberOf('Product', id) ?? 0));
  if (products.includes(undefined)) {
    return [userError(['files'], 'The reference target does not exist', 'REFERENCE_TARGET_DOES_NOT_EXIST')];
  }
  if (productsShowing(shop, file.id).length + add.length > MAX_REFERENCES_PER_FILE) {
    const message = 'Cannot add more than 10000 references to a file.';
    return [userError(['files'], message, 'TOO_MANY_FILE_REFERENCE')];
  }
  const full = products.slice(0, add.length).some((product) => {
    if (!product || product.mediaIds.includes(file.id)) return false;
    return product.mediaIds.length >= MAX_MEDIA_PER_PRODUCT;
  });
  if (full) {
    return [userError(['files'], 'Exceeded the limit of media per product.', 'PRODUCT_MEDIA_LIMIT_EXCEEDED')];
  }
  return [];
}

function applyRow(world: World, shop: ShopState, { input, file }: Row): void {
  const now = world.clock.now();
  const next: FileRecord = { ...file, updatedAt: now };
  if (input.alt != null) next.alt = input.alt;
  if (input.filename != null) {
    next.filename = cleanName(input.filename);
    next.filenameSince = now;
  }
  shop.files.put(next);
  const source = input.originalSource ?? input.previewImageSource;
  if (source != null) startProcessing(world, shop, next, source);
  for (const id of input.referencesToRemove ?? [])
    detachFile(world, shop, numberOf('Product', id) ?? 0, file.id);
  for (const id of input.referencesToAdd ?? [])
    attachFile(world, shop, numberOf('Product', id) ?? 0, file.id);
  if (next.alt !== file.alt || next.filename !== file.filename) touchShowing(world, shop, file.id);
}

/** The alt belongs to the file, so every product that shows it changes with it. */
export function touchShowing(world: World, shop: ShopState, fileId: number): void {
  for (const product of productsShowing(shop, fileId)) touchProduct(world, shop, product.id);
}
