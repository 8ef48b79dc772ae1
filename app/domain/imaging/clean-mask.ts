import { findParts } from './mask-runs.ts';

/** A cell counts as product from here. */
export const HALF = 0.5;
/** Parts smaller than this share of the largest are dust. */
const DUST = 0.012;
/** Holes of fewer cells than this, in which the model hesitates, are gaps in the mask rather than in the product. */
const PINHOLE = 120;
/** Mean answer inside such a hole. */
const HESITANT = 0.12;
/** Further than this (cells) from any edge of the mask there is no half-way. */
const EDGE_REACH = 7;

/**
 * Cleans the model's answer in place: dust goes, pinholes close, and away from edges every cell is either product or not.
 * Returns the sizes (cells) of the parts that stay, largest first.
 */
export const cleanMask = (plane: Float32Array, side: number): number[] => {
  const parts = findParts(plane, side, HALF);
  const largest = parts.sizes.reduce((a, b) => Math.max(a, b), 0);
  const isDust = parts.sizes.map((size) => size < DUST * largest);
  parts.part.forEach((part, run) => {
    const from = parts.start[run] ?? 0;
    if (isDust[part]) plane.fill(0, from, from + (parts.length[run] ?? 0));
  });
  closePinholes(plane, side);
  decideAwayFromEdges(plane, side);
  return parts.sizes.filter((_, i) => !isDust[i]).sort((a, b) => b - a);
};

const closePinholes = (plane: Float32Array, side: number): void => {
  const holes = findParts(plane, side, HALF, true);
  const sums = holes.sizes.map(() => 0);
  const eachRun = (visit: (part: number, from: number, to: number) => void): void => {
    holes.part.forEach((part, run) => {
      const from = holes.start[run] ?? 0;
      if ((holes.sizes[part] ?? 0) < PINHOLE) visit(part, from, from + (holes.length[run] ?? 0));
    });
  };
  eachRun((part, from, to) => {
    for (let i = from; i < to; i++) sums[part] = (sums[part] ?? 0) + (plane[i] ?? 0);
  });
  eachRun((part, from, to) => {
    if ((sums[part] ?? 0) > HESITANT * (holes.sizes[part] ?? 0)) plane.fill(1, from, to);
  });
};

const decideAwayFromEdges = (plane: Float32Array, side: number): void => {
  const near = nearEdges(plane, side);
  for (let i = 0; i < plane.length; i++) {
    if (near[i] === 0) plane[i] = (plane[i] ?? 0) >= HALF ? 1 : 0;
  }
};

/** 1 for cells within `EDGE_REACH` (in rows and columns) of a crossing of one half. */
export const nearEdges = (plane: Float32Array, side: number, reach = EDGE_REACH): Uint8Array => {
  const near = new Uint8Array(plane.length);
  for (let y = 0; y < side - 1; y++) {
    const row = y * side;
    for (let x = 0; x < side - 1; x++) {
      const inside = (plane[row + x] ?? 0) >= HALF;
      const same =
        inside === (plane[row + x + 1] ?? 0) >= HALF && inside === (plane[row + side + x] ?? 0) >= HALF;
      if (same) continue;
      const from = Math.max(0, x - reach);
      const to = Math.min(side, x + reach + 2);
      const last = Math.min(side - 1, y + reach + 1);
      for (let v = Math.max(0, y - reach); v <= last; v++) near.fill(1, v * side + from, v * side + to);
    }
  }
  return near;
};
