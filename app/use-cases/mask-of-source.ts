import { objectKey } from '../domain/object-key.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Sha256 } from '../ports/hash.ts';
import type { CutOut, CutOutMask } from '../ports/imaging.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Masks } from '../ports/repositories/masks.ts';

export interface MaskOfSourceDeps {
  readonly masks: Masks;
  readonly objects: ObjectStore;
  readonly cutOut: CutOut;
  readonly sha256: Sha256;
}

export type MaskOfSource = (
  storeId: string,
  source: { readonly hash: string; readonly bytes: Uint8Array },
) => Promise<Result<CutOutMask>>;

/**
 * The mask of a photo: kept by content hash and made only once, also when two recipes of the same photo ask at the same
 * time in this process. Failures: those of the cut-out.
 */
export const makeMaskOfSource = ({ masks, objects, cutOut, sha256 }: MaskOfSourceDeps): MaskOfSource => {
  const making = new Map<string, Promise<Result<CutOutMask>>>();

  const kept = async (storeId: string, hash: string): Promise<CutOutMask | null> => {
    const row = await masks.find(storeId, hash, cutOut.version);
    if (!row) return null;
    const png = await objects.get(row.objectKey);
    return png.ok ? { facts: row.facts, png: png.value } : null;
  };

  const make: MaskOfSource = async (storeId, { hash, bytes }) => {
    const found = await kept(storeId, hash);
    if (found) return ok(found);
    // no signal of one job's: others may wait for the same mask
    const made = await cutOut.cutOut(bytes);
    if (!made.ok) return made;
    const key = objectKey(storeId, 'mask', sha256(made.value.png), 'png');
    await objects.put(key, made.value.png, 'image/png');
    const { facts } = made.value;
    await masks.save(storeId, { sourceHash: hash, modelVersion: cutOut.version, objectKey: key, facts });
    return made;
  };

  return (storeId, source) => {
    const name = `${storeId}/${source.hash}`;
    const inHand = making.get(name);
    if (inHand) return inHand;
    const promise = make(storeId, source).finally(() => making.delete(name));
    making.set(name, promise);
    return promise;
  };
};
