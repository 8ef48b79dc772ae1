import type { Footing } from '../footing.ts';

/** How a product stands: its footing, and the line that its foot follows when it is seen at an angle. */
export interface Stance {
  readonly footing: Footing;
  /** Pixels down the frame for each pixel to the right; 0 for a foot that is level or round. */
  readonly slope: number;
  /** Column at which the line lies as low as the product's lowest point. */
  readonly pivot: number;
}

const STEEPEST = 0.55;
/** A flatter line than this is level for the eye. */
const FLATTEST = 0.03;

/**
 * A shoe or a box that is photographed at an angle stands along a line that leads up the picture, as do two feet at unequal
 * depth. It is found as the line that the lower edge follows or touches far apart; where there is none, the footing is as the studio reads it.
 */
export const readStance = (footing: Footing): Stance => {
  const level = { footing, slope: 0, pivot: (footing.left + footing.right) / 2 };
  const line = fitLine(footing);
  if (!line) return level;
  const { slope, at } = line;
  const reach = Math.max(3, 0.035 * Math.min(footing.productHeight, footing.productWidth) + 2);
  const touch = new Float32Array(footing.contour.length);
  let left = touch.length;
  let right = -1;
  let standing = 0;
  let columns = 0;
  let lowest = 0;
  for (let x = 0; x < touch.length; x++) {
    const y = footing.contour[x] ?? -1;
    if (y < 0) continue;
    columns += 1;
    const off = (at + slope * x - y) / reach;
    lowest = Math.max(lowest, -off * reach);
    const t = Math.max(footing.touch[x] ?? 0, off <= 0 ? 1 : Math.exp(-off * off));
    touch[x] = t;
    if (t < 0.2) continue;
    standing += 1;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  // two feet far apart are enough, one foot in the middle is not; and nothing stands in the ground
  if (standing < 0.15 * columns || right - left < 0.55 * columns) return level;
  if (lowest > 0.05 * footing.productWidth) return level;
  return {
    footing: { ...footing, touch, left, right, lift: 0 },
    slope,
    pivot: (footing.base - at) / slope,
  };
};

/** Least squares over the lower edge, in a few rounds in which what lies above the line counts less and less. */
const fitLine = ({ contour, base, productWidth }: Footing): { slope: number; at: number } | null => {
  let slope = 0;
  let at = base;
  for (const round of [0.3, 0.16, 0.08, 0.05, 0.04]) {
    const scale = round * productWidth;
    let n = 0;
    let sx = 0;
    let sy = 0;
    let sxx = 0;
    let sxy = 0;
    for (let x = 0; x < contour.length; x++) {
      const y = contour[x] ?? -1;
      if (y < 0) continue;
      const above = Math.max(0, at + slope * x - y) / scale;
      const w = Math.exp(-above * above);
      n += w;
      sx += w * x;
      sy += w * y;
      sxx += w * x * x;
      sxy += w * x * y;
    }
    const spread = n * sxx - sx * sx;
    if (spread <= 0) return null;
    slope = (n * sxy - sx * sy) / spread;
    at = (sy - slope * sx) / n;
  }
  return Math.abs(slope) < FLATTEST || Math.abs(slope) > STEEPEST ? null : { slope, at };
};
