/**
 * Sharpens the model's mask at the photo's own resolution, and only where the model is between yes and no: along edges.
 *
 * The model sees 1024 × 1024, so its edges are some pixels wide in a real photo. There, product and background are told
 * apart by colour: around each edge cell the colours of what is surely product and surely background are measured, and a
 * pixel's alpha is where its colour lies between the two. How far this is trusted depends on how well the two colours
 * can be told apart at all; where they cannot, the model's own answer stays.
 */
export interface RefineInput {
  /** The model's answer, 0..1, `side` × `side`, stretched from the photo. */
  readonly coarse: Float32Array;
  /** The photo on the same grid, three bytes a cell. */
  readonly square: Uint8Array;
  readonly side: number;
  /** The photo, three bytes a pixel. */
  readonly rgb: Uint8Array;
  /** `coarse` enlarged to the photo's size, 0..255; refined in place. */
  readonly mask: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Cells between these are an edge. */
const EDGE_LOW = 0.03;
const EDGE_HIGH = 0.97;
/** How far (cells) an edge cell looks for sure colours, and in what steps. */
const REACH = 14;
const STRIDE = 2;
/** Variance of sensor noise and JPEG, in squared levels. */
const NOISE = 60;
const TRUST = 1.6;
/** Alpha this close to nothing or to all is that. */
const VEIL = 0.06;

/** Values kept for each edge cell: product colour, background colour, how far they can be trusted. */
const CELL = 7;

export const refineMask = (input: RefineInput): void => {
  const index = new Int32Array(input.side * input.side).fill(-1);
  const cells = measureEdgeCells(input, index);
  applyToPixels(input, index, cells);
};

const measureEdgeCells = ({ coarse, square, side }: RefineInput, index: Int32Array): Float32Array => {
  const edges = widenedEdges(coarse, side);
  const cells = new Float32Array(edges.length * CELL);
  let kept = 0;
  for (const cell of edges) {
    if (measureCell(coarse, square, side, cell, cells, kept * CELL)) index[cell] = kept++;
  }
  return cells;
};

/** Edge cells and their neighbours: what the model calls sure is not always so next to an edge. */
const widenedEdges = (coarse: Float32Array, side: number): number[] => {
  const marked = new Uint8Array(coarse.length);
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const p = coarse[at] ?? 0;
      if (p <= EDGE_LOW || p >= EDGE_HIGH) continue;
      for (let v = at - side; v <= at + side; v += side) marked.fill(1, v - 1, v + 2);
    }
  }
  const list: number[] = [];
  for (let i = 0; i < marked.length; i++) if (marked[i] === 1) list.push(i);
  return list;
};

const measureCell = (
  coarse: Float32Array,
  square: Uint8Array,
  side: number,
  cell: number,
  out: Float32Array,
  to: number,
): boolean => {
  const x = cell % side;
  const y = (cell - x) / side;
  const front = new Float64Array(5);
  const back = new Float64Array(5);
  for (let v = Math.max(0, y - REACH); v <= Math.min(side - 1, y + REACH); v += STRIDE) {
    for (let u = Math.max(0, x - REACH); u <= Math.min(side - 1, x + REACH); u += STRIDE) {
      const at = v * side + u;
      const p = coarse[at] ?? 0;
      if (p > 0.05 && p < 0.95) continue;
      const d = (v - y) * (v - y) + (u - x) * (u - x);
      const w = 1 / (6 + d);
      const sum = p >= 0.95 ? front : back;
      const r = square[at * 3] ?? 0;
      const g = square[at * 3 + 1] ?? 0;
      const b = square[at * 3 + 2] ?? 0;
      sum[0] = (sum[0] ?? 0) + w;
      sum[1] = (sum[1] ?? 0) + w * r;
      sum[2] = (sum[2] ?? 0) + w * g;
      sum[3] = (sum[3] ?? 0) + w * b;
      sum[4] = (sum[4] ?? 0) + w * (r * r + g * g + b * b);
    }
  }
  const fw = front[0] ?? 0;
  const bw = back[0] ?? 0;
  if (fw < 0.05 || bw < 0.05) return false;
  let distance = 0;
  let frontSquare = 0;
  let backSquare = 0;
  for (let c = 1; c <= 3; c++) {
    const f = (front[c] ?? 0) / fw;
    const b = (back[c] ?? 0) / bw;
    out[to + c - 1] = f;
    out[to + c + 2] = b;
    distance += (f - b) * (f - b);
    frontSquare += f * f;
    backSquare += b * b;
  }
  const variance =
    Math.max(0, (front[4] ?? 0) / fw - frontSquare) + Math.max(0, (back[4] ?? 0) / bw - backSquare);
  out[to + 6] = distance / (distance + TRUST * (variance + NOISE));
  return true;
};

const applyToPixels = (
  { rgb, mask, width, height, side }: RefineInput,
  index: Int32Array,
  cells: Float32Array,
): void => {
  const columns = Int32Array.from({ length: width }, (_, x) =>
    Math.min(side - 1, Math.floor(((x + 0.5) * side) / width)),
  );
  for (let y = 0; y < height; y++) {
    const row = Math.min(side - 1, Math.floor(((y + 0.5) * side) / height)) * side;
    for (let x = 0; x < width; x++) {
      const found = index[row + (columns[x] ?? 0)] ?? -1;
      if (found < 0) continue;
      const at = y * width + x;
      mask[at] = refinedAlpha(rgb, at * 3, (mask[at] ?? 0) / 255, cells, found * CELL);
    }
  }
};

const refinedAlpha = (
  rgb: Uint8Array,
  at: number,
  prior: number,
  cells: Float32Array,
  cell: number,
): number => {
  let along = 0;
  let length = 0;
  for (let c = 0; c < 3; c++) {
    const back = cells[cell + 3 + c] ?? 0;
    const span = (cells[cell + c] ?? 0) - back;
    along += ((rgb[at + c] ?? 0) - back) * span;
    length += span * span;
  }
  const colour = length > 0 ? along / length : prior;
  const trust = cells[cell + 6] ?? 0;
  // what the model is nearly sure of, colour may only soften
  const low = Math.max(0, 1 - 4 * (1 - prior));
  const high = Math.min(1, 4 * prior);
  const mixed = Math.max(low, Math.min(high, prior + trust * (colour - prior)));
  // noise in the photo would leave a veil around the product and pinpricks in it
  return Math.round(255 * Math.max(0, Math.min(1, (mixed - VEIL) / (1 - 2 * VEIL))));
};
