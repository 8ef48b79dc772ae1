import type { FileRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { cleanName, endingOf, fileNamed, isImageName, nameFromSource, withUuid } from './filename.ts';
import { MAX_ALT_LENGTH } from './limits.ts';
import { type UserError, userError } from './user-error.ts';

export type FileCreateInput = {
  alt?: string | null;
  contentType?: string | null;
  duplicateResolutionMode?: string | null;
  filename?: string | null;
  originalSource: string;
};

/** `fileCreate`. A batch with any error creates nothing (assumption). Sources of the messages: captures named below. */
export function createFiles(
  world: World,
  shop: ShopState,
  inputs: FileCreateInput[],
): { files: FileRecord[]; errors: UserError[] } {
  const names = new Set<string>();
  const errors = inputs.flatMap((input, index) => checkInput(shop, input, String(index), names) ?? []);
  if (errors.length > 0) return { files: [], errors };
  const files: FileRecord[] = [];
  for (const input of inputs) {
    const mode = input.duplicateResolutionMode ?? 'APPEND_UUID';
    const filename = cleanName(input.filename ?? nameFromSource(input.originalSource));
    const taken = fileNamed(shop, filename);
    if (taken && mode === 'REPLACE') {
      files.push(
        startProcessing(world, shop, { ...taken, alt: input.alt ?? taken.alt }, input.originalSource),
      );
      continue;
    }
    const kind = isImage(input, filename) ? 'MediaImage' : 'GenericFile';
    files.push(
      newFile(world, shop, {
        kind,
        filename: taken ? withUuid(filename, world.uuid()) : filename,
        alt: input.alt ?? '',
        source: input.originalSource,
      }),
    );
  }
  return { files, errors };
}

/** A file in state UPLOADED whose processing is on the clock. */
export function newFile(
  world: World,
  shop: ShopState,
  fields: { kind: FileRecord['kind']; filename: string; alt: string; source: string },
): FileRecord {
  const now = world.clock.now();
  const file: FileRecord = {
    id: shop.nextId(),
    kind: fields.kind,
    filename: fields.filename,
    filenameSince: now,
    alt: fields.alt,
    status: 'UPLOADED',
    errors: [],
    content: null,
    pendingSource: null,
    version: Math.floor(now / 1000),
    createdAt: now,
    updatedAt: now,
  };
  return startProcessing(world, shop, file, fields.source);
}

/** Notes the new source and puts both steps of its processing on the clock. */
export function startProcessing(world: World, shop: ShopState, file: FileRecord, source: string): FileRecord {
  const pending: FileRecord = { ...file, pendingSource: source, updatedAt: world.clock.now() };
  shop.files.put(pending);
  const task = { fileId: file.id, source };
  world.schedule(shop, world.latency.uploadedMs, { kind: 'start-processing', ...task });
  world.schedule(shop, world.latency.uploadedMs + world.latency.processingMs, {
    kind: 'finish-processing',
    ...task,
  });
  return pending;
}

export function nameTaken(field: string[]): UserError {
  return userError(field, 'The provided filename already exists.', 'FILENAME_ALREADY_EXISTS');
}

/** Only http and https. Source: capture media-file-create-validation-branches. */
export function isHttpUrl(source: string): boolean {
  return URL.canParse(source) && /^https?:$/.test(new URL(source).protocol);
}

function isImage(input: FileCreateInput, filename: string): boolean {
  if (input.contentType) return input.contentType === 'IMAGE';
  return isImageName(filename);
}

/**
 * One error an input at most, in this order: address, ending, mode, alt.
 * Sources: captures media-file-create-validation-branches and media-file-create-validation-precedence (2026-04).
 */
function checkInput(
  shop: ShopState,
  input: FileCreateInput,
  index: string,
  names: Set<string>,
): UserError | undefined {
  const at = (name: string) => ['files', index, name];
  const mode = input.duplicateResolutionMode ?? 'APPEND_UUID';
  if (!isHttpUrl(input.originalSource)) {
    return userError(at('originalSource'), 'File URL is invalid', 'INVALID_IMAGE_SOURCE_URL');
  }
  if (input.filename != null) {
    if (!/^[^/\\]+$/.test(input.filename)) {
      return userError(at('filename'), 'The provided filename is invalid.', 'INVALID_FILENAME');
    }
    // Case counts: .PNG is not .png (capture media-file-filename-extension-case-sensitivity).
    if (endingOf(input.filename) !== endingOf(nameFromSource(input.originalSource))) {
      const message = 'Provided filename extension must match original source.';
      return userError(at('filename'), message, 'MISMATCHED_FILENAME_AND_ORIGINAL_SOURCE');
    }
  }
  if (mode === 'REPLACE' && input.contentType !== 'IMAGE') {
    const type = input.contentType ?? 'MISSING';
    const message = `Duplicate resolution mode 'REPLACE' is not supported for '${type}' media type.`;
    return userError(at('duplicateResolutionMode'), message, 'INVALID_DUPLICATE_MODE_FOR_TYPE');
  }
  if (mode === 'REPLACE' && input.filename == null) {
    const message = 'Missing filename argument when attempting to use REPLACE duplicate mode.';
    return userError(at('filename'), message, 'MISSING_FILENAME_FOR_DUPLICATE_MODE_REPLACE');
  }
  if ((input.alt ?? '').length > MAX_ALT_LENGTH) return altTooLong(at('alt'));
  const filename = cleanName(input.filename ?? nameFromSource(input.originalSource)).toLowerCase();
  // Two inputs of one call with the same name: the first has it, the second is told so.
  const taken = names.has(filename) || fileNamed(shop, filename) !== undefined;
  names.add(filename);
  if (taken && mode === 'RAISE_ERROR') return nameTaken(at('filename'));
  return undefined;
}

export function altTooLong(field: string[]): UserError {
  return userError(
    field,
    'The alt value exceeds the maximum limit of 512 characters.',
    'ALT_VALUE_LIMIT_EXCEEDED',
  );
}
