import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from './types.ts';

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes in memory, for tests that need no restart. */
export function makeMemoryBlobs(): BlobStore {
  const blobs = new Map<string, Buffer>();
  return {
    async put(bytes) {
      const key = sha256(bytes);
      if (!blobs.has(key)) blobs.set(key, Buffer.from(bytes));
      return key;
    },
    async get(key) {
      return blobs.get(key);
    },
  };
}

/** Bytes on disk under their SHA-256. Written beside and renamed, so that a kill never leaves half a blob. */
export function makeDiskBlobs(directory: string): BlobStore {
  const pathOf = (key: string) => join(directory, key.slice(0, 2), key);
  let serial = 0;
  return {
    async put(bytes) {
      const key = sha256(bytes);
      const path = pathOf(key);
      const known = await stat(path).catch(() => null);
      if (known) return key;
      await mkdir(dirname(path), { recursive: true });
      serial += 1;
      const temporary = `${path}.${process.pid}.${serial}`;
      await writeFile(temporary, bytes);
      await rename(temporary, path);
      return key;
    },
    async get(key) {
      if (!/^[0-9a-f]{64}$/.test(key)) return undefined;
      return readFile(pathOf(key)).catch(() => undefined);
    },
  };
}
