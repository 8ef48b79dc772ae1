import { closeFalseHoles } from './holes.ts';
import { findParts } from './mask-runs.ts';
import { findProps } from './props.ts';

/** A cell counts as product from here. */
export const HALF = 0.5;
/** Parts smaller than this share of the largest are dust. */
const DUST = 0.012;
/** Further than this (cells) from any edge of the mask there is no half-way. */
const EDGE_REACH = 7;

/** What clean-up found: sizes (cells) of the parts that stay, largest first, and how many props went. */
export interface CleanedParts {
  readonly kept: readonly number[];
  readonly props: number;
}

/**
 * Cleans the model's answer in place: dust and props go, false holes close, and away from edges every cell is either
 * product or not. `photo`: the picture on the same grid, three bytes a cell.
 */
export const cleanMask = (plane: Float32Array, photo: Uint8Array, side: number): CleanedParts => {
  const parts = findParts(plane, side, HALF);
  const isProp = findProps(parts, side);
  const largest = parts.sizes.reduce((most, size, i) => (isProp[i] ? most : Math.max(most, size)), 0);
  const goes = parts.sizes.map((size, i) => isProp[i] || size < DUST * largest);
  parts.part.forEach((part, run) => {
    const from = parts.start[run] ?? 0;
    if (goes[part]) plane.fill(0, from, from + (parts.length[run] ?? 0));
  });
  decideAwayFromEdges(plane, side);
  // where a hole has closed there is no edge any more
  if (closeFalseHoles(plane, photo, side, HALF)) decideAwayFromEdges(plane, side);
  return {
    kept: parts.sizes.filter((_, i) => !goes[i]).sort((a, b) => b - a),
    props: isProp.filter((prop, i) => prop && (parts.sizes[i] ?? 0) >= DUST * largest).length,
  };
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
