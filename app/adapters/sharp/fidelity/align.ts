import { type Affine, composed, scaledBy, solved, warped } from './affine.ts';
import type { Frame } from './frame.ts';
import { type Plane, softBlur } from './plane.ts';

/** Where the product of the source was found in the result. */
export interface Alignment {
  /** From pixels of the source's frame to pixels of the result's. */
  readonly map: Affine;
  /** Correlation -1..1 of the two greys inside the product. */
  readonly correlation: number;
}

/** Product sizes (longer side, pixels) at which the alignment is searched and then refined. */
const COARSE_SIDE = 40;
const STEPS: readonly (readonly [side: number, rounds: number])[] = [
  [96, 14],
  [200, 10],
  [384, 6],
];

/** One frame made small: greys and masks only. */
interface Small {
  readonly grey: Plane;
  readonly mask: Plane | null;
  /** Small pixels per pixel of the frame. */
  readonly scale: number;
}

const shrunk = ({ grey, mask, width, height }: Frame, scale: number): Small => {
  const size = {
    width: Math.max(4, Math.round(width * scale)),
    height: Math.max(4, Math.round(height * scale)),
  };
  const map = { ...scaledBy(1 / scale), e: 0.5 / scale - 0.5, f: 0.5 / scale - 0.5 };
  const small = (plane: Plane) => warped(scale < 1 ? softBlur(plane, 0.5 / scale) : plane, map, size);
  return { grey: small(grey), mask: mask ? small(mask) : null, scale };
};

/** Small pixels to frame pixels and back: centres of pixels lie at whole numbers. */
const toSmall = (map: Affine, from: number, to: number): Affine => {
  const up = { ...scaledBy(1 / from), e: 0.5 / from - 0.5, f: 0.5 / from - 0.5 };
  const down = { ...scaledBy(to), e: 0.5 * to - 0.5, f: 0.5 * to - 0.5 };
  return composed(down, composed(map, up));
};

/** Correlation inside the product and agreement of the masks, for one map. */
const scoreOf = (source: Small, result: Small, map: Affine): { correlation: number; overlap: number } => {
  const grey = warped(result.grey, map, source.grey);
  const mask = result.mask ? warped(result.mask, map, source.grey, 0) : null;
  let [n, s, r, ss, rr, sr, both, either] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < grey.data.length; i++) {
    const w = source.mask?.data[i] ?? 0;
    const m = mask?.data[i] ?? 0;
    both += Math.min(w, m);
    either += Math.max(w, m);
    if (w < 0.5) continue;
    const [a, b] = [source.grey.data[i] ?? 0, grey.data[i] ?? 0];
    n += 1;
    s += a;
    r += b;
    ss += a * a;
    rr += b * b;
    sr += a * b;
  }
  if (n === 0) return { correlation: 0, overlap: 0 };
  // a little is added to both spreads, so that a plain product's noise does not decide
  const spread = Math.sqrt((ss / n - (s / n) ** 2 + 2e-4) * (rr / n - (r / n) ** 2 + 2e-4));
  const correlation = (sr / n - (s / n) * (r / n) + 1e-4) / spread;
  return { correlation, overlap: mask ? both / Math.max(1, either) : 0 };
};

const total = ({ correlation, overlap }: { correlation: number; overlap: number }): number =>
  correlation + 1.5 * overlap;

/** Tries sizes and places around the guess; best first. `wide` where nothing is known of the place. */
const searched = (source: Small, result: Small, guess: Affine, wide: boolean): Affine[] => {
  const found: { map: Affine; score: number }[] = [];
  const scales = wide ? [0.45, 0.55, 0.68, 0.82, 1, 1.2] : [0.8, 0.87, 0.94, 1, 1.07, 1.15, 1.25];
  const { width, height } = source.grey;
  const [cx, cy] = [width / 2, height / 2];
  const middle = [guess.a * cx + guess.b * cy + guess.e, guess.c * cx + guess.d * cy + guess.f] as const;
  for (const scale of scales) {
    const [a, d] = [guess.a * scale, guess.d * scale];
    const reach = wide ? 0.5 * Math.max(result.grey.width, result.grey.height) : 0.22 * COARSE_SIDE * guess.a;
    const step = wide ? 3 : 0.075 * COARSE_SIDE * guess.a;
    for (let dy = -reach; dy <= reach; dy += step)
      for (let dx = -reach; dx <= reach; dx += step) {
        const map = { a, b: 0, c: 0, d, e: middle[0] + dx - a * cx, f: middle[1] + dy - d * cy };
        found.push({ map, score: total(scoreOf(source, result, map)) });
      }
  }
  found.sort((one, two) => two.score - one.score);
  const best: Affine[] = [];
  for (const { map } of found) {
    if (best.every((b) => farApart(b, map))) best.push(map);
    if (best.length === 3) break;
  }
  return best;
};

const farApart = (one: Affine, two: Affine): boolean =>
  Math.abs(one.a / two.a - 1) > 0.1 || Math.hypot(one.e - two.e, one.f - two.f) > 6;

/** One Gauss-Newton step: the small affine change that brings greys and masks closer; outliers count for little. */
const refinedOnce = (source: Small, result: Small, map: Affine): Affine | null => {
  const { width, height } = source.grey;
  const matrix = new Float64Array(64);
  const right = new Float64Array(8);
  const half = Math.max(width, height) / 2;
  const add = (from: Plane, onto: Plane, options: { masked: boolean; weight: number; light: boolean }) => {
    const spread = spreadOf(from, onto, options.masked ? source.mask : null);
    const row = new Float64Array(8);
    for (let y = 1; y < height - 1; y++)
      for (let x = 1; x < width - 1; x++) {
        const i = y * width + x;
        if (options.masked && (source.mask?.data[i] ?? 0) < 0.5) continue;
        const value = onto.data[i] ?? 0;
        const gx = ((onto.data[i + 1] ?? 0) - (onto.data[i - 1] ?? 0)) / 2;
        const gy = ((onto.data[i + width] ?? 0) - (onto.data[i - width] ?? 0)) / 2;
        const off = spread.gain * value + spread.bias - (from.data[i] ?? 0);
        if (gx === 0 && gy === 0 && !options.light) continue;
        const w = options.weight / (1 + (off / spread.scale) ** 2) ** 2;
        const [px, py] = [(x - width / 2) / half, (y - height / 2) / half];
        row[0] = spread.gain * gx;
        row[1] = spread.gain * gx * px;
        row[2] = spread.gain * gx * py;
        row[3] = spread.gain * gy;
        row[4] = spread.gain * gy * px;
        row[5] = spread.gain * gy * py;
        row[6] = options.light ? value : 0;
        row[7] = options.light ? 1 : 0;
        accumulate(matrix, right, row, { off, w });
      }
  };
  add(source.grey, warped(result.grey, map, source.grey), { masked: true, weight: 1, light: true });
  if (source.mask && result.mask)
    add(source.mask, warped(result.mask, map, source.grey, 0), { masked: false, weight: 0.06, light: false });
  for (let k = 0; k < 8; k++) matrix[k * 9] = (matrix[k * 9] ?? 0) * 1.002 + 1e-6;
  const p = solved(matrix, right);
  if (!p) return null;
  const at = (k: number) => -(p[k] ?? 0);
  // back from -1..1 around the middle to pixels
  const [a, b, c, d] = [1 + at(1) / half, at(2) / half, at(4) / half, 1 + at(5) / half];
  const [mx, my] = [width / 2, height / 2];
  const change = { a, b, c, d, e: at(0) + mx - a * mx - b * my, f: at(3) + my - c * mx - d * my };
  return composed(map, change);
};

const accumulate = (
  matrix: Float64Array,
  right: Float64Array,
  row: Float64Array,
  { off, w }: { off: number; w: number },
): void => {
  for (let j = 0; j < 8; j++) {
    const wj = w * (row[j] ?? 0);
    if (wj === 0) continue;
    right[j] = (right[j] ?? 0) + wj * off;
    for (let k = 0; k < 8; k++) matrix[j * 8 + k] = (matrix[j * 8 + k] ?? 0) + wj * (row[k] ?? 0);
  }
};

/** Light that brings `onto` to `from` (masks: none), and how far apart they then still are on the whole. */
const spreadOf = (
  from: Plane,
  onto: Plane,
  mask: Plane | null,
): { gain: number; bias: number; scale: number } => {
  if (!mask) return { gain: 1, bias: 0, scale: 0.35 };
  let [n, s, r, rr, sr] = [0, 0, 0, 0, 0];
  for (let i = 0; i < from.data.length; i++) {
    if ((mask.data[i] ?? 0) < 0.5) continue;
    const [a, b] = [from.data[i] ?? 0, onto.data[i] ?? 0];
    n += 1;
    s += a;
    r += b;
    rr += b * b;
    sr += a * b;
  }
  const variance = rr / n - (r / n) ** 2;
  const gain = Math.max(0.4, Math.min(2.5, (sr / n - (s / n) * (r / n) + 1e-4) / (variance + 1e-4)));
  const bias = s / n - (gain * r) / n;
  const offs: number[] = [];
  for (let i = 0; i < from.data.length; i += 3)
    if ((mask.data[i] ?? 0) >= 0.5)
      offs.push(Math.abs(gain * (onto.data[i] ?? 0) + bias - (from.data[i] ?? 0)));
  offs.sort((one, two) => one - two);
  return { gain, bias, scale: Math.max(0.02, 2.5 * (offs[offs.length >> 1] ?? 0.02)) };
};

const isSane = (map: Affine, start: Affine): boolean => {
  const [sx, sy] = [Math.hypot(map.a, map.c) / start.a, Math.hypot(map.b, map.d) / start.d];
  return (
    sx > 0.6 &&
    sx < 1.7 &&
    sy > 0.6 &&
    sy < 1.7 &&
    Math.abs(map.c) < 0.45 * start.a &&
    Math.abs(map.b) < 0.45 * start.a
  );
};

/**
 * Finds the source's product in the result: a search over size and place around `guess` (`wide`: over the whole
 * result), then Gauss-Newton on greys and masks together, coarse to fine, over all affine maps.
 */
export const align = (
  source: Frame,
  result: Frame,
  {
    guess,
    wide,
    productSide,
    finest = 384,
  }: { guess: Affine; wide: boolean; productSide: number; finest?: number },
): Alignment => {
  const by = (side: number) => Math.min(1, side / productSide);
  const coarse = { source: shrunk(source, by(COARSE_SIDE)), result: shrunk(result, by(COARSE_SIDE)) };
  const starts = searched(
    coarse.source,
    coarse.result,
    toSmall(guess, coarse.source.scale, coarse.result.scale),
    wide,
  );
  let best: { map: Affine; score: number } | null = null;
  const [first, ...rest] = STEPS;
  const level = (side: number) => ({ source: shrunk(source, by(side)), result: shrunk(result, by(side)) });
  if (!first) throw new Error('there are no steps');
  const small = level(first[0]);
  for (const start of starts) {
    const full = toSmall(start, 1 / coarse.source.scale, 1 / coarse.result.scale);
    const map = refined(small, full, first[1]);
    const score = total(
      scoreOf(small.source, small.result, toSmall(map, small.source.scale, small.result.scale)),
    );
    if (!best || score > best.score) best = { map, score };
  }
  let map = best?.map ?? guess;
  let last = small;
  for (const [side, rounds] of rest) {
    if (side > finest) break;
    last = level(side);
    map = refined(last, map, rounds);
  }
  const { correlation } = scoreOf(
    last.source,
    last.result,
    toSmall(map, last.source.scale, last.result.scale),
  );
  return { map, correlation };
};

/** Refines a map between full frames on their small forms; gives back a map between full frames. */
const refined = (level: { source: Small; result: Small }, full: Affine, rounds: number): Affine => {
  const start = toSmall(full, level.source.scale, level.result.scale);
  let map = start;
  for (let n = 0; n < rounds; n++) {
    const next = refinedOnce(level.source, level.result, map);
    if (!next || !isSane(next, start)) break;
    const moved = Math.abs(next.e - map.e) + Math.abs(next.f - map.f) + Math.abs(next.a - map.a) * 100;
    map = next;
    if (moved < 0.01) break;
  }
  return toSmall(map, 1 / level.source.scale, 1 / level.result.scale);
};
