import type { Plane } from './plane.ts';

/** How alike two greys are in small windows: one entry a window, row by row. */
export interface StructureMap {
  /** Windows in a row, and rows. */
  readonly columns: number;
  readonly rows: number;
  /** Pixels from one window to the next, and its side. */
  readonly step: number;
  readonly side: number;
  /** Pixels before the first window. */
  readonly margin: number;
  /** Best local correlation within the reach, -1..1, or the first that is enough; 1 where there is nothing to compare. */
  readonly likeness: Float32Array;
  /** Contrast (standard deviation of grey, 0..1) of the stronger of the two; 0 outside the product. */
  readonly detail: Float32Array;
}

/** Added to variances, so that the noise of compression in plain places does not look like structure. */
const QUIET = (3 / 255) ** 2;
/** Contrast below which a window counts as plain. */
const PLAIN = 5 / 255;

interface Sums {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Compares windows of the source's grey with the result's, each at the best of the small shifts within `reach`: what
 * remains unlike is changed structure and not misalignment. A likeness that is `enough` ends the search of its window.
 * Both planes are in the source's frame.
 */
export const structureMap = (
  source: Plane,
  result: Plane,
  inside: Uint8Array,
  { side, step, reach, enough }: { side: number; step: number; reach: number; enough: number },
): StructureMap => {
  const { width, height } = source;
  const margin = reach;
  const columns = Math.max(0, Math.floor((width - side - 2 * margin) / step) + 1);
  const rows = Math.max(0, Math.floor((height - side - 2 * margin) / step) + 1);
  const likeness = new Float32Array(columns * rows).fill(1);
  const detail = new Float32Array(columns * rows);
  const share = covered(inside, width, height);
  const shifts = shiftsWithin(reach);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = margin + column * step;
      const y = margin + row * step;
      if (share(x, y, side) < 0.85) continue;
      const own = sumsOf(source, x, y, side);
      const there = sumsOf(result, x, y, side);
      const contrast = Math.sqrt(Math.max(own.variance, there.variance));
      if (contrast < PLAIN) continue;
      const at = row * columns + column;
      detail[at] = contrast;
      likeness[at] = bestLikeness(source, result, { x, y, side, own, shifts, enough });
    }
  return { columns, rows, step, side, margin, likeness, detail };
};

/** Share of a window that is inside, by a summed table. */
const covered = (inside: Uint8Array, width: number, height: number) => {
  const table = new Int32Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, sum = 0; x < width; x++) {
      sum += inside[y * width + x] ?? 0;
      table[(y + 1) * (width + 1) + x + 1] = (table[y * (width + 1) + x + 1] ?? 0) + sum;
    }
  const at = (x: number, y: number) => table[y * (width + 1) + x] ?? 0;
  return (x: number, y: number, side: number): number =>
    (at(x + side, y + side) - at(x, y + side) - at(x + side, y) + at(x, y)) / (side * side);
};

const sumsOf = ({ data, width }: Plane, x: number, y: number, side: number): Sums => {
  let sum = 0;
  let square = 0;
  for (let j = 0; j < side; j++)
    for (let i = 0, at = (y + j) * width + x; i < side; i++, at++) {
      const v = data[at] ?? 0;
      sum += v;
      square += v * v;
    }
  const n = side * side;
  return { mean: sum / n, variance: Math.max(0, square / n - (sum / n) ** 2) };
};

/** All shifts either way, no shift first, then nearer before farther. */
const shiftsWithin = (reach: number): readonly (readonly [number, number])[] => {
  const side = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const far = ([dx, dy]: readonly [number, number]) => dx * dx + dy * dy;
  return side.flatMap((dy) => side.map((dx) => [dx, dy] as const)).sort((one, two) => far(one) - far(two));
};

interface Search {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly own: Sums;
  readonly shifts: readonly (readonly [number, number])[];
  readonly enough: number;
}

const bestLikeness = (source: Plane, result: Plane, search: Search): number => {
  const { x, y, side, own, shifts, enough } = search;
  let best = -1;
  for (const [dx, dy] of shifts) {
    let sum = 0;
    let square = 0;
    let cross = 0;
    for (let j = 0; j < side; j++) {
      let from = (y + j) * source.width + x;
      let to = (y + j + dy) * result.width + x + dx;
      for (let i = 0; i < side; i++, from++, to++) {
        const v = result.data[to] ?? 0;
        sum += v;
        square += v * v;
        cross += v * (source.data[from] ?? 0);
      }
    }
    const n = side * side;
    const mean = sum / n;
    const variance = Math.max(0, square / n - mean * mean);
    const common = cross / n - mean * own.mean;
    best = Math.max(best, (common + QUIET) / Math.sqrt((own.variance + QUIET) * (variance + QUIET)));
    if (best >= enough) return best;
  }
  return best;
};
