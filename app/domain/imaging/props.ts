import type { Runs } from './mask-runs.ts';

/** A part may be the product from this share of the largest part on. */
const LARGE_ENOUGH = 0.2;
/** The product's middle lies within this share of the picture's side from the picture's middle. */
const CENTRAL = 0.25;

/** Nearer to the border than this share of the side, a part counts as cut off: the model rounds corners. */
const AT_BORDER = 0.012;

interface Part {
  readonly cells: number;
  cut: boolean;
  x: number;
  y: number;
}

/**
 * Parts that are props rather than product: where one part stands whole in the middle, whatever the picture's border cuts
 * off stands beside it (a bowl, a board). Where nothing stands whole, all stay. One flag a part.
 */
export const findProps = (parts: Runs, side: number): boolean[] => {
  const found = parts.sizes.map((cells): Part => ({ cells, cut: false, x: 0, y: 0 }));
  parts.part.forEach((number, run) => {
    const part = found[number];
    if (!part) return;
    const start = parts.start[run] ?? 0;
    const length = parts.length[run] ?? 0;
    const y = Math.floor(start / side);
    const left = start - y * side;
    if (Math.min(y, left, side - 1 - y, side - left - length) < AT_BORDER * side) part.cut = true;
    part.x += length * (left + (length - 1) / 2);
    part.y += length * y;
  });
  const largest = found.reduce((most, part) => Math.max(most, part.cells), 0);
  const isOffCentre = (sum: number, cells: number) => Math.abs(sum / cells / side - 0.5) > CENTRAL;
  const standsWhole = (part: Part): boolean =>
    !part.cut &&
    part.cells >= LARGE_ENOUGH * largest &&
    !isOffCentre(part.x, part.cells) &&
    !isOffCentre(part.y, part.cells);
  const whole = found.some(standsWhole);
  return found.map((part) => whole && part.cut);
};
