import { opendir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SweepUnfinished } from '#app/ports/object-store.ts';

/** Name of a file that a put has not given its own name yet (disk-object-store.ts). Object keys never begin with a dot. */
const UNFINISHED = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

const isMissing = (e: unknown): boolean => e instanceof Error && 'code' in e && e.code === 'ENOENT';

/** Every path of a file below a folder that was not finished. Follows no link; holds one folder's handle a level, and no list. */
async function* unfinishedBelow(folder: string, signal: AbortSignal): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) {
      if (signal.aborted) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) yield* unfinishedBelow(path, signal);
      else if (entry.isFile() && UNFINISHED.test(entry.name)) yield path;
    }
  } catch (e) {
    // a store was erased meanwhile, or nothing was ever stored
    if (!isMissing(e)) throw e;
  }
}

/** Finds what a process that was killed in the middle of a put has left below the folder of the objects. */
export const makeSweepUnfinished = (directory: string): SweepUnfinished => {
  const root = resolve(directory);
  return async (before, signal) => {
    let removed = 0;
    for await (const path of unfinishedBelow(root, signal)) {
      const found = await stat(path).catch((e: unknown) => {
        if (isMissing(e)) return null;
        throw e;
      });
      if (found === null || found.mtime >= before) continue;
      await rm(path, { force: true });
      removed += 1;
    }
    return removed;
  };
};
