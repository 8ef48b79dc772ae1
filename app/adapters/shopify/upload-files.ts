import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CallOptions, NewFile, PlatformFile, StorePlatform } from '#app/ports/store-platform.ts';
import { type AdminClient, cancelled, slept } from './admin-client.ts';
import { CREATE_FILE, FIND_FILES, READ_FILE } from './documents/files.ts';
import { filenameOf, fileReply, maybeFile, toFile } from './file-replies.ts';
import { type StageDeps, stageUpload } from './stage-upload.ts';
import { hasCode, userErrorFailure, userErrorsSchema } from './user-errors.ts';

/** https://help.shopify.com/en/manual/products/product-media/product-media-types */
const MAX_IMAGE_BYTES = 20 * 1024 * 1024;
/** The search does not know a new file at once; a file whose name is taken must turn up within this. */
const SEARCH_LAG_MS = 45_000;
const PROCESSING_LIMIT_MS = 120_000;
const FIRST_POLL_MS = 150;
const LONGEST_POLL_MS = 3_000;

export interface UploadDeps extends StageDeps {
  readonly clock: Clock;
}

type Uploads = Pick<StorePlatform, 'uploadFile' | 'findFile' | 'readFile' | 'waitUntilReady'>;

export const makeUploads = (deps: UploadDeps): Uploads => {
  const { client, clock } = deps;

  const findFile: Uploads['findFile'] = async (storeId, filename, options = {}) => {
    const found = await client.call(
      storeId,
      {
        operation: 'files',
        document: FIND_FILES,
        variables: { query: `filename:'${filename}'` },
        reply: z.object({ files: z.object({ nodes: z.array(maybeFile) }) }),
      },
      options,
    );
    if (!found.ok) return found;
    const files = found.value.files.nodes.filter((file) => file !== null).map(toFile);
    // the search may find more than the exact name; a file that is not ready has no address to compare, so then only one may be there
    const exact = files.find((file) => file.url !== null && filenameOf(file.url) === filename);
    const unready = files.filter((file) => file.url === null);
    return ok(exact ?? (unready.length === 1 ? (unready[0] ?? null) : null));
  };

  const findAfterLag = async (
    storeId: string,
    filename: string,
    options: CallOptions,
  ): Promise<Result<PlatformFile>> => {
    const until = clock.now().getTime() + SEARCH_LAG_MS;
    for (let wait = FIRST_POLL_MS; ; wait = Math.min(LONGEST_POLL_MS, wait * 2)) {
      const found = await findFile(storeId, filename, options);
      if (!found.ok) return found;
      if (found.value) return ok(found.value);
      if (clock.now().getTime() > until) {
        return err(failure('store-unavailable', 'Shopify does not show the uploaded file yet.'));
      }
      if (!(await slept(clock, wait, options.signal))) return err(cancelled());
    }
  };

  const readFile: Uploads['readFile'] = async (storeId, fileId, options = {}) => {
    const read = await client.call(
      storeId,
      {
        operation: 'node',
        document: READ_FILE,
        variables: { id: fileId },
        reply: z.object({ node: maybeFile.nullable() }),
      },
      options,
    );
    if (!read.ok) return read;
    return ok(read.value.node ? toFile(read.value.node) : null);
  };

  return {
    findFile,
    readFile,
    uploadFile: async (storeId, file, options = {}) => {
      if (file.bytes.byteLength > MAX_IMAGE_BYTES) {
        return err(failure('payload-too-large', 'The picture is larger than the 20 MB that Shopify takes.'));
      }
      const staged = await stageUpload(deps, storeId, file, options);
      if (!staged.ok) return staged;
      const created = await createFile(client, storeId, file, staged.value, options);
      if (!created.ok) return created;
      // the name is the publication's: a file that bears it is this very one, made before an interruption
      return created.value === 'exists' ? findAfterLag(storeId, file.filename, options) : ok(created.value);
    },
    waitUntilReady: async (storeId, fileId, options = {}) => {
      const until = clock.now().getTime() + PROCESSING_LIMIT_MS;
      for (let wait = FIRST_POLL_MS; ; wait = Math.min(LONGEST_POLL_MS, wait * 2)) {
        const file = await readFile(storeId, fileId, options);
        if (!file.ok) return file;
        if (!file.value) return err(failure('media-gone', 'The uploaded picture was deleted in Shopify.'));
        const { status, url, errors } = file.value;
        if (status === 'ready' && url !== null) return ok(file.value);
        if (status === 'failed') {
          const details = { codes: errors };
          return err(failure('media-failed', 'Shopify could not process the picture.', { details }));
        }
        if (clock.now().getTime() > until) {
          return err(failure('store-unavailable', 'Shopify takes unusually long to process the picture.'));
        }
        if (!(await slept(clock, wait, options.signal))) return err(cancelled());
      }
    },
  };
};

const createFile = async (
  client: AdminClient,
  storeId: string,
  file: NewFile,
  source: string,
  options: CallOptions,
): Promise<Result<PlatformFile | 'exists'>> => {
  const created = await client.call(
    storeId,
    {
      operation: 'fileCreate',
      document: CREATE_FILE,
      variables: {
        files: [
          {
            originalSource: source,
            filename: file.filename,
            alt: file.alt,
            contentType: 'IMAGE',
            duplicateResolutionMode: 'RAISE_ERROR',
          },
        ],
      },
      reply: z.object({
        fileCreate: z
          .object({ files: z.array(fileReply).nullable(), userErrors: userErrorsSchema })
          .nullable(),
      }),
    },
    options,
  );
  if (!created.ok) return created;
  const errors = created.value.fileCreate?.userErrors ?? [];
  if (hasCode(errors, 'FILENAME_ALREADY_EXISTS')) return ok('exists');
  const refusal = userErrorFailure('fileCreate', errors);
  if (refusal) return err(refusal);
  const made = created.value.fileCreate?.files?.[0];
  return made
    ? ok(toFile(made))
    : err(failure('store-unavailable', 'Shopify did not say which file it made.'));
};
