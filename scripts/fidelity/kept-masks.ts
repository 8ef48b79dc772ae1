import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { MASK_DOUBTS, type MaskDoubt } from '#app/domain/imaging/cut-out-facts.ts';
import type { CutOut } from '#app/ports/imaging.ts';
import { readKept, writeKept } from './kept-files.ts';

/** The cut-out's mask of a picture as PNG, or null where it found no product. */
export type MaskOf = (picture: Uint8Array) => Promise<Uint8Array | null>;

export interface KeptCutOut {
  readonly maskOf: MaskOf;
  /** With what the cut-out doubts of it, for photos that shall be sources. */
  doubted(picture: Uint8Array): Promise<{ readonly mask: Uint8Array; readonly doubts: readonly MaskDoubt[] }>;
}

const NONE = new Uint8Array(0);
const doubtsSchema = z.array(z.enum(MASK_DOUBTS));

/** Masks by the app's own cut-out, kept in a folder by the picture's hash: the same set is cut out only once. */
export const keptCutOut = (cutOut: CutOut, dir: string): KeptCutOut => {
  const fileOf = (picture: Uint8Array): string =>
    path.join(dir, createHash('sha256').update(cutOut.version).update(picture).digest('hex'));
  const make = async (picture: Uint8Array, file: string) => {
    const made = await cutOut.cutOut(picture);
    if (!made.ok) throw new Error(`The cut-out failed: ${made.error.message}`);
    const { facts, png } = made.value;
    const mask = facts.box ? png : NONE;
    await writeKept(`${file}.doubts.json`, JSON.stringify(facts.doubts));
    await writeKept(`${file}.png`, mask);
    return { mask, doubts: facts.doubts };
  };
  return {
    async maskOf(picture) {
      const file = fileOf(picture);
      const mask = (await readKept(`${file}.png`)) ?? (await make(picture, file)).mask;
      return mask.length > 0 ? mask : null;
    },
    async doubted(picture) {
      const file = fileOf(picture);
      const [mask, doubts] = [await readKept(`${file}.png`), await readKept(`${file}.doubts.json`)];
      if (!mask || !doubts) return make(picture, file);
      return { mask, doubts: doubtsSchema.parse(JSON.parse(doubts.toString())) };
    },
  };
};
