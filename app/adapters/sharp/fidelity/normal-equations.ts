import type { Plane } from './plane.ts';

/** Light that brings one picture to another, and how far apart they then still are on the whole. */
export interface Spread {
  readonly gain: number;
  readonly bias: number;
  readonly scale: number;
}

/** One row of two planes as it enters the system; made once and filled row by row. */
export interface Row {
  /** Gradient along x and along y, value, and what is off, of each pixel ... */
  readonly gx: Float64Array;
  readonly gy: Float64Array;
  readonly value: Float64Array;
  readonly off: Float64Array;
  /** ... how much it counts, and where it lies, -1..1. */
  readonly weight: Float64Array;
  readonly place: Float64Array;
  /** Pixels that count at all. */
  count: number;
  /** What the row comes to, as `addRow` takes it. */
  readonly sums: Float64Array;
}

export const makeRow = (width: number): Row => {
  const line = () => new Float64Array(width);
  return {
    gx: line(),
    gy: line(),
    value: line(),
    off: line(),
    weight: line(),
    place: line(),
    count: 0,
    sums: new Float64Array(26),
  };
};

/** Fills the row by row `y` of greys (`inside` given) or of masks. */
export const readRow = (
  row: Row,
  { data: from, width }: Plane,
  { data: onto }: Plane,
  { y, half, inside, spread }: { y: number; half: number; inside: Float32Array | null; spread: Spread },
): void => {
  const { gain, bias } = spread;
  const overScale = 1 / spread.scale;
  const step = gain / 2;
  let n = 0;
  for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
    if (inside !== null && (inside[i] ?? 0) < 0.5) continue;
    const gx = step * ((onto[i + 1] ?? 0) - (onto[i - 1] ?? 0));
    const gy = step * ((onto[i + width] ?? 0) - (onto[i - width] ?? 0));
    if (inside === null && gx === 0 && gy === 0) continue;
    const value = onto[i] ?? 0;
    const off = gain * value + bias - (from[i] ?? 0);
    const ratio = off * overScale;
    const far = 1 + ratio * ratio;
    row.gx[n] = gx;
    row.gy[n] = gy;
    row.value[n] = value;
    row.off[n] = off;
    row.weight[n] = 1 / (far * far);
    row.place[n] = (x - width / 2) / half;
    n += 1;
  }
  row.count = n;
};

/** Products of the gradient with itself (by itself, times the place, times its square) and with what is off. */
export const sumGradients = ({ gx, gy, off, weight, place, count, sums }: Row): void => {
  let xx = 0;
  let xxp = 0;
  let xxpp = 0;
  let xy = 0;
  let xyp = 0;
  let xypp = 0;
  let yy = 0;
  let yyp = 0;
  let yypp = 0;
  let xo = 0;
  let xop = 0;
  let yo = 0;
  let yop = 0;
  for (let i = 0; i < count; i++) {
    const x = gx[i] ?? 0;
    const y = gy[i] ?? 0;
    const p = place[i] ?? 0;
    const o = off[i] ?? 0;
    const wx = x * (weight[i] ?? 0);
    const wy = y * (weight[i] ?? 0);
    const wxp = wx * p;
    const wyp = wy * p;
    xx += wx * x;
    xxp += wxp * x;
    xxpp += wxp * p * x;
    xy += wx * y;
    xyp += wxp * y;
    xypp += wxp * p * y;
    yy += wy * y;
    yyp += wyp * y;
    yypp += wyp * p * y;
    xo += wx * o;
    xop += wxp * o;
    yo += wy * o;
    yop += wyp * o;
  }
  sums.set([xx, xxp, xxpp, xy, xyp, xypp, yy, yyp, yypp, xo, xop, yo, yop]);
};

/** Products of gain and bias with the gradient, with one another and with what is off. */
export const sumLights = ({ gx, gy, value, off, weight, place, count, sums }: Row): void => {
  let xv = 0;
  let xvp = 0;
  let x1 = 0;
  let x1p = 0;
  let yv = 0;
  let yvp = 0;
  let y1 = 0;
  let y1p = 0;
  let vv = 0;
  let v1 = 0;
  let one = 0;
  let vo = 0;
  let o1 = 0;
  for (let i = 0; i < count; i++) {
    const w = weight[i] ?? 0;
    const v = value[i] ?? 0;
    const p = place[i] ?? 0;
    const wx = w * (gx[i] ?? 0);
    const wy = w * (gy[i] ?? 0);
    const wo = w * (off[i] ?? 0);
    xv += wx * v;
    xvp += wx * p * v;
    x1 += wx;
    x1p += wx * p;
    yv += wy * v;
    yvp += wy * p * v;
    y1 += wy;
    y1p += wy * p;
    vv += w * v * v;
    v1 += w * v;
    one += w;
    vo += wo * v;
    o1 += wo;
  }
  sums.set([xv, xvp, x1, x1p, yv, yvp, y1, y1p, vv, v1, one, vo, o1], 13);
};

/**
 * Adds a row's sums, `weight` times, to the lower half of the symmetric system of eight unknowns: shifts and slopes along x
 * (0 to 2) and along y (3 to 5), and with `light` gain and bias (6, 7).
 */
export const addRow = (
  matrix: Float64Array,
  right: Float64Array,
  { sums }: Row,
  { weight, py, light }: { readonly weight: number; readonly py: number; readonly light: boolean },
): void => {
  const add = (row: number, column: number, sum: number, factor: number) => {
    const at = row * 8 + column;
    matrix[at] = (matrix[at] ?? 0) + (sums[sum] ?? 0) * factor * weight;
  };
  const off = (row: number, sum: number, factor: number) => {
    right[row] = (right[row] ?? 0) + (sums[sum] ?? 0) * factor * weight;
  };
  // the blocks x by x, y by x, y by y are built alike: from a sum, the sum times x, the sum times x squared
  for (const [row, column, sum] of BLOCKS) {
    add(row, column, sum, 1);
    add(row + 1, column, sum + 1, 1);
    add(row + 1, column + 1, sum + 2, 1);
    add(row + 2, column, sum, py);
    add(row + 2, column + 1, sum + 1, py);
    add(row + 2, column + 2, sum, py * py);
    if (row === column) continue;
    add(row, column + 1, sum + 1, 1);
    add(row, column + 2, sum, py);
    add(row + 1, column + 2, sum + 1, py);
  }
  for (const [row, sum] of OFFS) {
    off(row, sum, 1);
    off(row + 1, sum + 1, 1);
    off(row + 2, sum, py);
  }
  if (!light) return;
  for (const [row, column, sum] of LIGHTS) {
    add(row, column, sum, 1);
    add(row, column + 1, sum + 1, 1);
    add(row, column + 2, sum, py);
  }
  add(6, 6, 21, 1);
  add(7, 6, 22, 1);
  add(7, 7, 23, 1);
  off(6, 24, 1);
  off(7, 25, 1);
};

// where each sum of `rowSums` goes: row and column of the system, number of the sum
const BLOCKS = [
  [0, 0, 0],
  [3, 0, 3],
  [3, 3, 6],
] as const;
const OFFS = [
  [0, 9],
  [3, 11],
] as const;
const LIGHTS = [
  [6, 0, 13],
  [7, 0, 15],
  [6, 3, 17],
  [7, 3, 19],
] as const;
