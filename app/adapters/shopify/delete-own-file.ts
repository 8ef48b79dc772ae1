import { z } from 'zod';
import { isPublicationFilename } from '#app/domain/own-file.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CallOptions, StorePlatform } from '#app/ports/store-platform.ts';
import type { AdminClient } from './admin-client.ts';
import { CHECK_UNUSED, DELETE_OWN_FILE } from './documents/files.ts';
import { filenameOf } from './file-replies.ts';
import { hasCode, userErrorFailure, userErrorsSchema } from './user-errors.ts';

/**
 * The only place that deletes a file in a store. Three things must hold: the name has the form of a publication's, the file
 * of this id bears exactly that name, and the platform says that nothing uses it. In doubt the file stays.
 */
export const makeDeleteOwnFile =
  (
    client: AdminClient,
    files: Pick<StorePlatform, 'readFile' | 'findFile'>,
  ): StorePlatform['deleteOwnFile'] =>
  async (storeId, { id, filename }, options = {}) => {
    if (!isPublicationFilename(filename)) return ok('not-ours');
    const file = await files.readFile(storeId, id, options);
    if (!file.ok) return file;
    if (!file.value) return ok('gone');
    // a file that never became ready has no address: then it must be the one that is found by the name
    const named = file.value.url === null ? await files.findFile(storeId, filename, options) : null;
    if (named && !named.ok) return named;
    const isOurs =
      file.value.url !== null ? filenameOf(file.value.url) === filename : named?.value?.id === id;
    if (!isOurs) return ok('not-ours');
    const unused = await isUnused(client, storeId, id, options);
    if (!unused.ok) return unused;
    if (!unused.value) return ok('in-use');
    return remove(client, storeId, id, options);
  };

const isUnused = async (
  client: AdminClient,
  storeId: string,
  id: string,
  options: CallOptions,
): Promise<Result<boolean>> => {
  const number = id.split('/').at(-1) ?? '';
  const files = z.object({ nodes: z.array(z.object({ id: z.string() })) });
  const found = await client.call(
    storeId,
    {
      operation: 'files.used',
      document: CHECK_UNUSED,
      variables: { unused: `id:${number} used_in:none`, used: `id:${number} -used_in:none` },
      reply: z.object({ unused: files, used: files }),
    },
    options,
  );
  if (!found.ok) return found;
  const names = (list: { nodes: { id: string }[] }) => list.nodes.some((node) => node.id === id);
  return ok(names(found.value.unused) && !names(found.value.used));
};

const remove = async (
  client: AdminClient,
  storeId: string,
  id: string,
  options: CallOptions,
): Promise<Result<'deleted' | 'gone'>> => {
  const done = await client.call(
    storeId,
    {
      operation: 'fileDelete',
      document: DELETE_OWN_FILE,
      variables: { id },
      reply: z.object({ fileDelete: z.object({ userErrors: userErrorsSchema }).nullable() }),
    },
    options,
  );
  if (!done.ok) return done;
  const errors = done.value.fileDelete?.userErrors ?? [];
  if (hasCode(errors, 'FILE_DOES_NOT_EXIST')) return ok('gone');
  const refusal = userErrorFailure('fileDelete', errors);
  return refusal ? err(refusal) : ok('deleted');
};
