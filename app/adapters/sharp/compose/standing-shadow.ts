import type { Product } from '../load-product.ts';
import { blurred, type SoftMap } from '../soft-map.ts';
import type { GroundLight } from './ground-light.ts';
import { drawEllipse, type Field, planeOf, type Region } from './shadow-field.ts';
import type { Stance } from './stance.ts';

export interface Standing {
  readonly product: Product;
  readonly left: number;
  readonly top: number;
  readonly stance: Stance;
}

/** Slices of equal height in each of these many bands; each band's shadow is as much softer as it is higher. */
const BANDS = 8;
const SLICES = 9;
/** A foot that follows a line is drawn in these many pieces, each on its own piece of ground. */
const PIECES = 10;

interface Shape {
  /** How far above the lowest point the middle of the foot stands, in pixels. */
  readonly lift: number;
  /** Depth of a disc on the screen, as a share of its width. */
  readonly flatness: number;
  /** No disc is deeper than this many pixels. */
  readonly deepest: number;
  /** Real height of a row, as a share of its height on the screen. */
  readonly upright: number;
}

const readShape = ({ stance: { footing } }: Standing, tilt: number): Shape => {
  const half = Math.max(1, (footing.right - footing.left + 1) / 2);
  // a round foot shows by its lift how far from above the photo was taken
  const seen = footing.lift > 0.06 * half ? footing.lift / half : tilt;
  const flatness = Math.max(0.12, Math.min(0.6, 0.5 * seen + 0.5 * tilt));
  const deepest = 0.55 * Math.min(footing.productWidth, footing.productHeight) * flatness;
  const lift = Math.max(footing.lift * 0.9, Math.min(half * flatness * 0.6, deepest * 0.6));
  const upright = Math.max(0.12, 1 - (2 * footing.lift) / Math.max(1, footing.productHeight));
  return { lift, flatness, deepest, upright };
};

/** Where anything of such a product's shadow can fall. */
export const standingRegion = (standing: Standing, light: GroundLight): Region => {
  const { footing, slope } = standing.stance;
  const { lift, deepest, upright } = readShape(standing, light.tilt);
  const height = footing.productHeight * upright;
  const soft = 3 * light.penumbra * height + 0.4 * (footing.right - footing.left + 1);
  const aside = Math.abs(light.across) * height + soft;
  const deep =
    (Math.abs(light.away) * height + soft) * light.tilt + deepest + lift + 0.02 * footing.contour.length;
  const rise = Math.abs(slope) * footing.productWidth;
  return {
    left: standing.left - aside,
    right: standing.left + footing.productWidth + aside,
    top: footing.base - rise - 2 * lift - deep,
    bottom: footing.base + deep,
  };
};

/**
 * The shadow that a standing product throws on the ground, 0..1. We see one side of it, so each height is taken for a disc
 * as wide as the product is there; where the discs' shadows fall is geometry, and how soft they are grows with the height.
 */
export const castShadow = (standing: Standing, light: GroundLight, field: Field): SoftMap => {
  const { footing } = standing.stance;
  const shape = readShape(standing, light.tilt);
  const softnessOf = (band: number): number =>
    band < 0
      ? 0
      : 0.0035 * footing.contour.length +
        (light.penumbra * footing.productHeight * shape.upright * (band + 0.5)) / BANDS;
  let shadow = planeOf(field);
  // from the top down: what is drawn first is softened by every step after it
  for (let band = BANDS - 1; band >= 0; band--) {
    drawBand(standing, light, field, shape, band, shadow);
    const here = softnessOf(band);
    const below = softnessOf(band - 1);
    const step = Math.sqrt(here * here - below * below) / field.step;
    // the ground is seen at an angle, and so is what is soft on it
    if (step > 0.3) shadow = blurred(shadow, step, Math.max(0.3, step * Math.max(0.2, light.tilt)));
  }
  return shadow;
};

const drawBand = (
  { product, left, top, stance }: Standing,
  light: GroundLight,
  field: Field,
  shape: Shape,
  band: number,
  shadow: SoftMap,
): void => {
  const { footing, slope, pivot } = stance;
  for (let slice = 0; slice < SLICES; slice++) {
    const up = (footing.productHeight * (band + (slice + 0.5) / SLICES)) / BANDS;
    const row = Math.round(footing.base - up) - top;
    if (row < 0 || row >= product.height) continue;
    for (const [from, to] of runsOfRow(product, row)) {
      const deep = Math.min(shape.deepest, ((to - from + 1) / 2) * shape.flatness);
      const pieces = slope === 0 ? 1 : PIECES;
      const rx = (to - from + 1) / 2 / pieces;
      for (let piece = 0; piece < pieces; piece++) {
        const x = left + from + rx * (2 * piece + 1);
        const rise = slope * (x - pivot);
        const real = Math.max(0, up + rise) * shape.upright;
        const y = footing.base + rise - shape.lift - light.away * real * light.tilt;
        drawEllipse(field, shadow, x + light.across * real, y, rx * (pieces > 1 ? 1.6 : 1), deep);
      }
    }
  }
};

/** Where a row of the product is solid; gaps of a few pixels are no gaps. */
const runsOfRow = ({ alpha, width }: Product, row: number): [from: number, to: number][] => {
  const runs: [number, number][] = [];
  for (let x = 0; x < width; x++) {
    if ((alpha[row * width + x] ?? 0) < 128) continue;
    const from = x;
    while (x + 1 < width && (alpha[row * width + x + 1] ?? 0) >= 128) x += 1;
    const last = runs.at(-1);
    if (last && from - last[1] <= 3) last[1] = x;
    else runs.push([from, x]);
  }
  return runs;
};
