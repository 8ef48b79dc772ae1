import type { Frame } from './frame.ts';
import { type Plane, planeOf } from './plane.ts';

/** The frame seen in a mirror. */
export const flipped = (frame: Frame): Frame => {
  const { width } = frame;
  const flip = (plane: Plane) =>
    planeOf(plane, (i) => plane.data[i - (i % width) + (width - 1 - (i % width))] ?? 0);
  const [r, g, b] = frame.linear;
  return {
    ...frame,
    linear: [flip(r), flip(g), flip(b)],
    grey: flip(frame.grey),
    mask: frame.mask ? flip(frame.mask) : null,
  };
};

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Shifts tried either way: share of the region's width, and rows. */
const REACH_X = 0.12;
const REACH_Y = 2;
const QUIET = (3 / 255) ** 2;
/** Correlation from which a region counts as fitting. */
const MIN_FIT = 0.65;

/** Correlation of the result's region with the source's at (x, y) -> at(x, y). */
const likenessBy = (
  source: Plane,
  result: Plane,
  { left, top, right, bottom }: Rect,
  at: (x: number, y: number) => readonly [number, number],
): number => {
  const stride = (right - left) * (bottom - top) > 6000 ? 2 : 1;
  let [n, s, r, ss, rr, sr] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y <= bottom; y += stride)
    for (let x = left; x <= right; x += stride) {
      const [u, v] = at(x, y);
      if (u < 0 || v < 0 || u >= source.width || v >= source.height) continue;
      const one = source.data[v * source.width + u] ?? 0;
      const two = result.data[y * result.width + x] ?? 0;
      n += 1;
      s += one;
      r += two;
      ss += one * one;
      rr += two * two;
      sr += one * two;
    }
  if (n < 30) return 0;
  const spread = Math.sqrt((ss / n - (s / n) ** 2 + QUIET) * (rr / n - (r / n) ** 2 + QUIET));
  return (sr / n - (s / n) * (r / n)) / spread;
};

/** Best likeness over small shifts either way. */
const bestBy = (
  reach: { readonly x: number; readonly y: number },
  likeness: (dx: number, dy: number) => number,
): number => {
  let best = -1;
  for (let dy = -reach.y; dy <= reach.y; dy++)
    for (let dx = -reach.x; dx <= reach.x; dx++) best = Math.max(best, likeness(dx, dy));
  return best;
};

/**
 * How much better a region of the result fits the mirrored source than the source: 0 when it does not, or fits neither.
 * Both are tried at small shifts, the mirrored one at larger ones: where its middle lies is not known.
 */
export const mirroredGain = (source: Plane, result: Plane, region: Rect): number => {
  const width = region.right - region.left + 1;
  const middle = region.left + region.right;
  const reach = { x: Math.max(2, Math.round(width * REACH_X)), y: REACH_Y };
  const plain = bestBy({ x: 2, y: 2 }, (dx, dy) =>
    likenessBy(source, result, region, (x, y) => [x + dx, y + dy]),
  );
  if (plain > MIN_FIT) return 0;
  const mirrored = bestBy(reach, (dx, dy) =>
    likenessBy(source, result, region, (x, y) => [middle + dx - x, y + dy]),
  );
  return mirrored < MIN_FIT ? 0 : Math.max(0, mirrored - plain);
};
