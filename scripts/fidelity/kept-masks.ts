import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CutOut } from '#app/ports/imaging.ts';

/** The cut-out's mask of a picture as PNG, or null where it found no product. */
export type MaskOf = (picture: Uint8Array) => Promise<Uint8Array | null>;

const NONE = new Uint8Array(0);

/** Masks by the app's own cut-out, kept in a folder by the picture's hash: the same set is cut out only once. */
export const keptMasks = (cutOut: CutOut, dir: string): MaskOf => {
  const make = async (picture: Uint8Array): Promise<Uint8Array> => {
    const made = await cutOut.cutOut(picture);
    if (!made.ok) throw new Error(`The cut-out failed: ${made.error.message}`);
    return made.value.facts.box ? made.value.png : NONE;
  };
  return async (picture) => {
    const name = createHash('sha256').update(cutOut.version).update(picture).digest('hex');
    const file = path.join(dir, `${name}.png`);
    const kept = await readFile(file).catch(() => null);
    const mask = kept ?? (await make(picture));
    if (!kept) {
      await mkdir(dir, { recursive: true });
      await writeFile(`${file}.${process.pid}`, mask);
      await rename(`${file}.${process.pid}`, file);
    }
    return mask.length > 0 ? mask : null;
  };
};
