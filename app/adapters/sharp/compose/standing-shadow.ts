import type { Footing } from '../footing.ts';
import type { Product } from '../load-product.ts';
import { blurred, type SoftMap } from '../soft-map.ts';
import type { GroundLight } from './ground-light.ts';
import { drawEllipse, type Field, planeOf } from './shadow-field.ts';

interface Placed {
  readonly product: Product;
  readonly left: number;
  readonly top: number;
  readonly footing: Footing;
}

/** Slices of equal height in each of these many bands; each band's shadow is as much softer as it is higher. */
const BANDS = 9;
const SLICES = 10;

/**
 * The shadow that a standing product throws on the ground, 0..1. We see one side of it, so each height is taken for a disc
 * as wide as the product is there; where the discs' shadows fall is geometry, and how soft they are grows with the height.
 */
export const castShadow = (placed: Placed, light: GroundLight, field: Field): SoftMap => {
  const { footing } = placed;
  const shape = readShape(footing, light.tilt);
  let shadow = planeOf(field);
  let softness = edgeOf(placed, light, shape, BANDS - 1);
  // from the top down: what is drawn first is softened by every step after it
  for (let band = BANDS - 1; band >= 0; band--) {
    drawBand(placed, light, field, shape, band, shadow);
    const next = band > 0 ? edgeOf(placed, light, shape, band - 1) : 0;
    const step = Math.sqrt(Math.max(0, softness * softness - next * next)) / field.step;
    if (step > 0.4) shadow = blurred(shadow, step, Math.max(0.3, step * (0.35 + 0.65 * light.tilt)));
    softness = next;
  }
  return shadow;
};

interface Shape {
  /** Frame row on which the middle of the foot stands. */
  readonly ground: number;
  /** Depth of a disc on the screen, as a share of its width. */
  readonly flatness: number;
  /** No disc is deeper than this many pixels. */
  readonly deepest: number;
  /** Real height of a row, as a share of its height on the screen. */
  readonly upright: number;
}

const readShape = (footing: Footing, tilt: number): Shape => {
  const half = Math.max(1, (footing.right - footing.left + 1) / 2);
  // a round foot shows by its lift how far from above the photo was taken
  const seen = footing.lift > 0.06 * half ? footing.lift / half : tilt;
  const flatness = Math.max(0.1, Math.min(0.6, 0.5 * seen + 0.5 * tilt));
  const deepest = 0.5 * Math.min(footing.productWidth, footing.productHeight) * flatness;
  const lift = Math.max(footing.lift * 0.9, Math.min(half * flatness * 0.5, deepest * 0.5));
  const upright = Math.max(0.12, 1 - (2 * footing.lift) / Math.max(1, footing.productHeight));
  return { ground: footing.base - lift, flatness, deepest, upright };
};

/** Pixels of blur at the middle of a band. */
const edgeOf = ({ footing }: Placed, light: GroundLight, shape: Shape, band: number): number =>
  0.004 * footing.contour.length +
  (light.penumbra * footing.productHeight * shape.upright * (band + 0.5)) / BANDS;

const drawBand = (
  { product, left, top, footing }: Placed,
  light: GroundLight,
  field: Field,
  shape: Shape,
  band: number,
  shadow: SoftMap,
): void => {
  const height = footing.productHeight;
  for (let slice = 0; slice < SLICES; slice++) {
    const up = (height * (band + (slice + 0.5) / SLICES)) / BANDS;
    const row = Math.round(footing.base - up) - top;
    if (row < 0 || row >= product.height) continue;
    const real = up * shape.upright;
    const y = shape.ground - light.away * real * light.tilt;
    for (const [from, to] of runsOfRow(product, row)) {
      const rx = (to - from + 1) / 2;
      const x = left + from + rx + light.across * real;
      drawEllipse(field, shadow, x, y, rx, Math.min(shape.deepest, rx * shape.flatness));
    }
  }
};

/** Where a row of the product is solid; gaps of a few pixels are no gaps. */
export const runsOfRow = ({ alpha, width }: Product, row: number): [from: number, to: number][] => {
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
