import { type Affine, composed, solved, warped } from './affine.ts';
import type { Plane } from './plane.ts';

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

/**
 * One Gauss-Newton step: the small affine change that brings greys and masks closer. What is further off than `tolerance`
 * times the usual counts for little.
 */
export const refinedOnce = (
  { source, result }: Level,
  map: Affine,
  { maskWeight, tolerance }: { readonly maskWeight: number; readonly tolerance: number },
): Affine | null => {
  const { width, height } = source.grey;
  const matrix = new Float64Array(64);
  const right = new Float64Array(8);
  const half = Math.max(width, height) / 2;
  const add = (from: Plane, onto: Plane, options: { masked: boolean; weight: number; light: boolean }) => {
    const spread = spreadOf(from, onto, { mask: options.masked ? source.mask : null, tolerance });
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
    add(source.mask, warped(result.mask, map, source.grey, 0), {
      masked: false,
      weight: maskWeight,
      light: false,
    });
  for (let j = 0; j < 8; j++) for (let k = 0; k < j; k++) matrix[k * 8 + j] = matrix[j * 8 + k] ?? 0;
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

/** Adds one equation to the lower half of the symmetric system. */
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
    for (let k = 0; k <= j; k++) matrix[j * 8 + k] = (matrix[j * 8 + k] ?? 0) + wj * (row[k] ?? 0);
  }
};

/** Light that brings `onto` to `from` (masks: none), and how far apart they then still are on the whole. */
const spreadOf = (
  from: Plane,
  onto: Plane,
  { mask, tolerance }: { readonly mask: Plane | null; readonly tolerance: number },
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
  const offs = new Float32Array(Math.ceil(from.data.length / 5));
  let count = 0;
  for (let i = 0; i < from.data.length; i += 5)
    if ((mask.data[i] ?? 0) >= 0.5)
      offs[count++] = Math.abs(gain * (onto.data[i] ?? 0) + bias - (from.data[i] ?? 0));
  const median = offs.subarray(0, count).sort()[count >> 1] ?? 0.02;
  return { gain, bias, scale: Math.max(0.02, tolerance * median) };
};
