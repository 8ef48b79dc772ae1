import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';

/** What `objectKey` makes, and nothing else: no dots at the front, no way up, no backslash. */
const KEY = /^[a-z0-9][a-z0-9_-]*(\/[a-z0-9][a-z0-9_.-]*)+$/;

const STORE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isMissing = (e: unknown): boolean =>
  e instanceof Error && 'code' in e && (e.code === 'ENOENT' || e.code === 'ENOTDIR');

/**
 * Objects as files below one folder. A put writes a file of its own beside the target, flushes it to the disk and renames
 * it, so a reader sees all bytes or none and a power cut leaves no half object under a name.
 */
export const makeDiskObjectStore = (directory: string): ObjectStore => {
  const root = resolve(directory);

  const pathOf = (key: string): string => {
    const path = resolve(root, key);
    if (!KEY.test(key) || key.includes('..') || !path.startsWith(root + sep)) {
      throw new Error(`not an object key: ${JSON.stringify(key)}`);
    }
    return path;
  };

  const has = async (key: string): Promise<boolean> => {
    try {
      return (await stat(pathOf(key))).isFile();
    } catch (e) {
      if (isMissing(e)) return false;
      throw e;
    }
  };

  return {
    has,
    async put(key, bytes, _contentType) {
      const path = pathOf(key);
      // the key holds the content's hash: what is there is the same
      if (await has(key)) return;
      await mkdir(dirname(path), { recursive: true });
      const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
      try {
        const file = await open(temporary, 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (e) {
        await rm(temporary, { force: true });
        throw e;
      }
    },
    async get(key) {
      try {
        return ok(await readFile(pathOf(key)));
      } catch (e) {
        if (isMissing(e)) return err(failure('not-found', 'This picture is no longer in storage.'));
        throw e;
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async deleteStore(storeId) {
      if (!STORE_ID.test(storeId)) throw new Error(`not a store id: ${JSON.stringify(storeId)}`);
      // a put that is under way may fill a folder that was emptied a moment ago
      await rm(join(root, 'stores', storeId), {
        recursive: true,
        force: true,
        maxRetries: 5,
        retryDelay: 100,
      });
    },
  };
};
