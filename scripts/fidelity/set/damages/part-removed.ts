import { dilated, patchesOf, softBlur } from '#app/adapters/sharp/fidelity/plane.ts';
import { ciede2000 } from '#app/domain/fidelity/ciede2000.ts';
import { alphaBox, areaOf, type Layer, type Picture, resizedMask } from '../layer.ts';
import { type Damage, whole } from './damage.ts';
import { labAt } from './visible.ts';

/** A part smaller than this share of the product is a trifle; one larger is not a part. */
const [MIN_SHARE, MAX_SHARE] = [0.015, 0.4];

/** Less than this (mean CIEDE2000 of the part against the ground behind it) and nobody misses it: clear glass. */
const MIN_CONTRAST = 6;
/** Longer side at which limbs are looked for. */
const SIDE = 400;

interface Shape {
  readonly set: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Opening by a disc: what a disc of about this radius can cover without leaving the product. */
const openedBy = ({ set, width, height }: Shape, radius: number): Uint8Array => {
  const disc = (from: Uint8Array, keep: (share: number) => boolean): Uint8Array =>
    Uint8Array.from(softBlur({ width, height, data: Float32Array.from(from) }, radius / 1.6).data, (v) =>
      keep(v) ? 1 : 0,
    );
  const inner = disc(set, (share) => share > 0.985);
  return dilated(
    disc(inner, (share) => share > 0.015),
    width,
    height,
    1,
  );
};

const without = (layer: Layer, gone: (i: number) => boolean): Layer => ({
  ...layer,
  alpha: Uint8Array.from(layer.alpha, (a, i) => (gone(i) ? 0 : a)),
});

/** Handles, spouts, straps: what sticks out of the body further than its corners, each as a small mask, largest first. */
const limbsOf = (shape: Shape, side: number): Shape[] => {
  const total = shape.set.reduce((sum, v) => sum + v, 0);
  const limbs: Shape[] = [];
  for (const part of [0.1, 0.16]) {
    const body = openedBy(shape, side * part);
    if (!body.some((v) => v === 1)) continue;
    const far = dilated(body, shape.width, shape.height, Math.round(side * part * 0.8));
    const rest = Uint8Array.from(shape.set, (v, i) => (v && !body[i] ? 1 : 0));
    for (const patch of patchesOf(rest, shape.width, shape.height, total * MIN_SHARE)) {
      if (patch.area > total * MAX_SHARE || !patch.pixels.some((i) => !far[i])) continue;
      const set = new Uint8Array(rest.length);
      for (const i of patch.pixels) set[i] = 1;
      const wide = dilated(set, shape.width, shape.height, 2);
      limbs.push({ ...shape, set: wide.map((v, i) => (v && !body[i] ? 255 : 0)) });
    }
  }
  return limbs;
};

const withoutOneLimb = async (layer: Layer): Promise<Layer[]> => {
  const box = alphaBox(layer);
  if (!box) return [];
  const scale = Math.min(1, SIDE / Math.max(layer.width, layer.height));
  const [width, height] = [Math.round(layer.width * scale), Math.round(layer.height * scale)];
  const small = await resizedMask(layer.alpha, layer, { width, height });
  const shape = { set: small.map((a) => (a >= 128 ? 1 : 0)), width, height };
  const limbs: Layer[] = [];
  for (const limb of limbsOf(shape, Math.min(box.width, box.height) * scale)) {
    const gone = await resizedMask(limb.set, limb, layer);
    limbs.push(without(layer, (i) => (gone[i] ?? 0) >= 128));
  }
  return limbs;
};

/** The product's end (cap, lid, base, tip) cut off along a straight line. */
const withoutEnd = (layer: Layer, share: number, end: 'top' | 'left' | 'right'): Layer | null => {
  const box = alphaBox(layer);
  if (!box) return null;
  const cut =
    end === 'top'
      ? (i: number) => Math.floor(i / layer.width) < box.top + box.height * share
      : end === 'left'
        ? (i: number) => i % layer.width < box.left + box.width * share
        : (i: number) => i % layer.width > box.left + box.width * (1 - share);
  return without(layer, cut);
};

/** How much what was taken away stood out from the ground behind it. */
const contrastOf = (layer: Layer, cut: Layer, ground: Picture): number => {
  let [n, sum] = [0, 0];
  for (let i = 0; i < layer.alpha.length; i += 3) {
    if ((layer.alpha[i] ?? 0) < 128 || (cut.alpha[i] ?? 0) >= 128) continue;
    n += 1;
    sum += ciede2000(labAt(layer.rgb, i), labAt(ground.rgb, i));
  }
  return n > 0 ? sum / n : 0;
};

/** A limb taken away where the product has one, otherwise its end: the fainter the level, the smaller the part. */
export const partRemoved: Damage = async (subject, { level, random }) => {
  const { layer } = subject;
  const total = areaOf(layer.alpha);
  const limbs = await withoutOneLimb(layer);
  const limb = limbs[level === 2 ? 0 : Math.floor(random.next() * limbs.length)];
  const end = random.pick(['top', 'top', 'left', 'right'] as const);
  const cut = limb && random.next() < 0.8 ? limb : withoutEnd(layer, [0.1, 0.15, 0.22][level] ?? 0.15, end);
  if (!cut) return null;
  const gone = 1 - areaOf(cut.alpha) / total;
  if (gone < MIN_SHARE || contrastOf(layer, cut, await subject.ground()) < MIN_CONTRAST) return null;
  return whole(cut, `${cut === limb ? 'limb' : end} of ${(gone * 100).toFixed(1)} %`);
};
