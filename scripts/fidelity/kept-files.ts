import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of the cache, or null where there is none. */
export const readKept = (file: string): Promise<Buffer | null> => readFile(file).catch(() => null);

/** Written beside and moved into place: a run that is stopped, or two at once, leave no half file behind. */
export const writeKept = async (file: string, content: Uint8Array | string): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.${process.pid}`, content);
  await rename(`${file}.${process.pid}`, file);
};
