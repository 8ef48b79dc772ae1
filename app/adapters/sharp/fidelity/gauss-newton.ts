import { type Affine, composed, solved, warpInto } from './affine.ts';
import {
  addRow,
  makeRow,
  type Row,
  readRow,
  type Spread,
  sumGradients,
  sumLights,
} from './normal-equations.ts';
import { makePlane, type Plane } from './plane.ts';

/** What an alignment looks at: grey and the product's mask. */
export interface Small {
  readonly grey: Plane;
  readonly mask: Plane | null;
  /** Small pixels per pixel of the frame. */
  readonly scale: number;
}

/** Source and result at one size. */
export interface Level {
  readonly source: Small;
  readonly result: Small;
}

/** Planes and a row to work in, used again in each step of a level. */
export interface Desk {
  readonly grey: Plane;
  readonly mask: Plane;
  readonly row: Row;
}

export const makeDesk = ({ width, height }: Plane): Desk => ({
  grey: makePlane(width, height),
  mask: makePlane(width, height),
  row: makeRow(width),
});

interface Step {
  /** Weight of the masks against the greys. */
  readonly maskWeight: number;
  readonly tolerance: number;
  /** Only moved, turned and sized: proportions and corners stay. */
  readonly similar: boolean;
  readonly desk: Desk;
}

/**
 * One Gauss-Newton step: the small affine change that brings greys and masks closer. What is further off than `tolerance`
 * times the usual counts for little.
 */
export const refinedOnce = (
  { source, result }: Level,
  map: Affine,
  { maskWeight, tolerance, similar, desk }: Step,
): Affine | null => {
  if (!source.mask) return null;
  const { width, height } = source.grey;
  const matrix = new Float64Array(64);
  const right = new Float64Array(8);
  const half = Math.max(width, height) / 2;
  const { row } = desk;
  const add = (
    from: Plane,
    onto: Plane,
    { inside, weight }: { readonly inside: Plane | null; readonly weight: number },
  ) => {
    const spread = spreadOf(from, onto, { mask: inside, tolerance });
    for (let y = 1; y < height - 1; y++) {
      readRow(row, from, onto, { y, half, inside: inside?.data ?? null, spread });
      if (row.count === 0) continue;
      sumGradients(row);
      if (inside) sumLights(row);
      addRow(matrix, right, row, { weight, py: (y - height / 2) / half, light: inside !== null });
    }
  };
  warpInto(desk.grey, result.grey, map);
  add(source.grey, desk.grey, { inside: source.mask, weight: 1 });
  if (result.mask) {
    warpInto(desk.mask, result.mask, map, 0);
    add(source.mask, desk.mask, { inside: null, weight: maskWeight });
  }
  for (let j = 0; j < 8; j++) for (let k = 0; k < j; k++) matrix[k * 8 + j] = matrix[j * 8 + k] ?? 0;
  for (let k = 0; k < 8; k++) matrix[k * 9] = (matrix[k * 9] ?? 0) * 1.002 + 1e-6;
  const p = similar ? solvedSimilar(matrix, right) : solved(matrix, right);
  if (!p) return null;
  const at = (k: number) => -(p[k] ?? 0);
  // back from -1..1 around the middle to pixels
  const [a, b, c, d] = [1 + at(1) / half, at(2) / half, at(4) / half, 1 + at(5) / half];
  const [mx, my] = [width / 2, height / 2];
  const change = { a, b, c, d, e: at(0) + mx - a * mx - b * my, f: at(3) + my - c * mx - d * my };
  return composed(map, change);
};

/** Which unknown of the smaller system, and with what sign, each of the eight is where proportions and corners stay. */
const SIMILAR = [
  [0, 1],
  [1, 1],
  [2, -1],
  [3, 1],
  [2, 1],
  [1, 1],
  [4, 1],
  [5, 1],
] as const;

const solvedSimilar = (matrix: Float64Array, right: Float64Array): Float64Array | null => {
  const small = new Float64Array(36);
  const smallRight = new Float64Array(6);
  for (const [j, [row, sign]] of SIMILAR.entries()) {
    smallRight[row] = (smallRight[row] ?? 0) + sign * (right[j] ?? 0);
    for (const [k, [column, other]] of SIMILAR.entries()) {
      const at = row * 6 + column;
      small[at] = (small[at] ?? 0) + sign * other * (matrix[j * 8 + k] ?? 0);
    }
  }
  const p = solved(small, smallRight);
  return p && Float64Array.from(SIMILAR, ([row, sign]) => sign * (p[row] ?? 0));
};

/** Differences looked at for the usual one, at most. */
const MOST_OFFS = 6000;

/** Light that brings `onto` to `from` (masks: none), and how far apart they then still are on the whole. */
const spreadOf = (
  from: Plane,
  onto: Plane,
  { mask, tolerance }: { readonly mask: Plane | null; readonly tolerance: number },
): Spread => {
  if (!mask) return { gain: 1, bias: 0, scale: 0.35 };
  let n = 0;
  let s = 0;
  let r = 0;
  let rr = 0;
  let sr = 0;
  for (let i = 0; i < from.data.length; i++) {
    if ((mask.data[i] ?? 0) < 0.5) continue;
    const a = from.data[i] ?? 0;
    const b = onto.data[i] ?? 0;
    n += 1;
    s += a;
    r += b;
    rr += b * b;
    sr += a * b;
  }
  const variance = rr / n - (r / n) ** 2;
  const gain = Math.max(0.4, Math.min(2.5, (sr / n - (s / n) * (r / n) + 1e-4) / (variance + 1e-4)));
  const bias = s / n - (gain * r) / n;
  // a few thousand are enough to know the usual difference by
  const stride = Math.max(5, Math.floor(from.data.length / MOST_OFFS) | 1);
  const offs = new Float32Array(Math.ceil(from.data.length / stride));
  let count = 0;
  for (let i = 0; i < from.data.length; i += stride)
    if ((mask.data[i] ?? 0) >= 0.5)
      offs[count++] = Math.abs(gain * (onto.data[i] ?? 0) + bias - (from.data[i] ?? 0));
  const median = offs.subarray(0, count).sort()[count >> 1] ?? 0.02;
  return { gain, bias, scale: Math.max(0.02, tolerance * median) };
};
