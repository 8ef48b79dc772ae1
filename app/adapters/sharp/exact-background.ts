import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import type { ShadowMap } from './canvas.ts';

/** What covers the background: the product where its alpha is above 0, the shadow where it is above 0. */
export interface Covered {
  readonly frame: { readonly width: number; readonly height: number };
  readonly product: { readonly box: Box; readonly alpha: Uint8Array };
  readonly shadow: ShadowMap | null;
}

/** Lossy formats spread a pixel's error over its block and, through chroma, a little beyond. */
export const LOSSY_MARGIN = 16;

/**
 * Whether each pixel of `decoded` that is further than `margin` from product and shadow equals `ground` (one pixel's bytes).
 * Reads rows by runs and compares memory, so a 2048² frame costs a few milliseconds.
 */
export const isBackgroundExact = (
  decoded: Uint8Array,
  ground: readonly number[],
  covered: Covered,
  margin: number,
): boolean => {
  const { width, height } = covered.frame;
  const channels = ground.length;
  const clean = Buffer.alloc(width * channels, Uint8Array.from(ground));
  const runs = Array.from({ length: height }, (_, y) => runsOfRow(covered, y));
  const reach = Array.from({ length: margin + 1 }, (_, d) => Math.floor(Math.sqrt(margin * margin - d * d)));
  const row = new Uint8Array(width + 1);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    // closes the last run of free pixels
    row[width] = 1;
    for (let v = Math.max(0, y - margin); v <= Math.min(height - 1, y + margin); v++) {
      const r = reach[Math.abs(v - y)] ?? 0;
      for (const [from, to] of runs[v] ?? []) row.fill(1, Math.max(0, from - r), Math.min(width, to + r + 1));
    }
    for (let x = row.indexOf(0); x >= 0; ) {
      const end = row.indexOf(1, x);
      const at = (y * width + x) * channels;
      const length = (end - x) * channels;
      if (clean.compare(decoded, at, at + length, 0, length) !== 0) return false;
      x = row.indexOf(0, end);
    }
  }
  return true;
};

type Run = readonly [from: number, to: number];

const runsOfRow = ({ frame, product, shadow }: Covered, y: number): readonly Run[] => [
  ...runsOf(product.alpha, product.box, frame.width, y),
  ...(shadow ? runsOf(shadow.strength, shadow.box, frame.width, y) : []),
];

const runsOf = (plane: Uint8Array, box: Box, frameWidth: number, y: number): readonly Run[] => {
  const inner = y - box.top;
  if (inner < 0 || inner >= box.height) return [];
  const row = inner * box.width;
  const first = Math.max(0, -box.left);
  const last = Math.min(box.width, frameWidth - box.left);
  const runs: Run[] = [];
  for (let x = first; x < last; x++) {
    if (plane[row + x] === 0) continue;
    const from = x;
    while (x < last && plane[row + x] !== 0) x += 1;
    runs.push([box.left + from, box.left + x - 1]);
  }
  return runs;
};
