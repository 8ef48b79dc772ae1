import type { LightTables } from './linear-light.ts';
import { STEPS } from './linear-light.ts';
import type { Product } from './load-product.ts';

/** How far (output pixels) a half-covered pixel looks for the product's and the old background's colour. */
const REACH = 7;

interface Neighbour {
  readonly u: number;
  readonly v: number;
  readonly weight: number;
}

/** Every near neighbour, and one in four of those further away: they differ little, and there are many. */
const neighbours = (): readonly Neighbour[] => {
  const list: Neighbour[] = [];
  for (let v = -REACH; v <= REACH; v++) {
    for (let u = -REACH; u <= REACH; u++) {
      const near = Math.abs(u) <= 1 && Math.abs(v) <= 1;
      if (near || (u % 2 !== 0 && v % 2 !== 0))
        list.push({ u, v, weight: (near ? 1 : 4) / (1 + u * u + v * v) });
    }
  }
  return list;
};

/**
 * Takes the old background's colour out of half-covered pixels, and only out of those: a pixel with alpha 255 keeps its
 * value (invariant 3), one with alpha 0 is never seen.
 *
 * A half-covered pixel is `a * product + (1 - a) * background` in light. Both colours are estimated as weighted means of the
 * neighbourhood; what the mix leaves unexplained is given to the product in proportion to `a` (multi-level foreground
 * estimation in its simplest, one-step form). Solid pixels weigh most, so thin bright rims take their neighbours' colour.
 */
export const decontaminate = (product: Product, tables: LightTables): void => {
  const { rgb, edges } = product;
  const around = neighbours();
  // all colours are read before the first is written, so the result does not depend on the order of the pixels
  const cleaned = new Uint32Array(edges.length);
  for (let i = 0; i < edges.length; i++) cleaned[i] = cleanPixel(product, edges[i] ?? 0, around, tables);
  for (let i = 0; i < edges.length; i++) {
    const at = (edges[i] ?? 0) * 3;
    const packed = cleaned[i] ?? 0;
    rgb[at] = packed >> 16;
    rgb[at + 1] = (packed >> 8) & 255;
    rgb[at + 2] = packed & 255;
  }
};

/** The product's own colour at one pixel, packed 0xrrggbb. */
const cleanPixel = (
  product: Product,
  at: number,
  around: readonly Neighbour[],
  { toLight, toSrgb }: LightTables,
): number => {
  const { rgb, alpha, width, height } = product;
  const x = at % width;
  const y = (at - x) / width;
  let fw = 0;
  let fr = 0;
  let fg = 0;
  let fb = 0;
  let bw = 0;
  let br = 0;
  let bg = 0;
  let bb = 0;
  for (const { u, v, weight } of around) {
    if (x + u < 0 || x + u >= width || y + v < 0 || y + v >= height) continue;
    const next = at + v * width + u;
    const a = (alpha[next] ?? 0) / 255;
    const solid = a * a * a * weight;
    const clear = (1 - a) * (1 - a) * (1 - a) * weight;
    const r = toLight[rgb[next * 3] ?? 0] ?? 0;
    const g = toLight[rgb[next * 3 + 1] ?? 0] ?? 0;
    const b = toLight[rgb[next * 3 + 2] ?? 0] ?? 0;
    fw += solid;
    fr += solid * r;
    fg += solid * g;
    fb += solid * b;
    bw += clear;
    br += clear * r;
    bg += clear * g;
    bb += clear * b;
  }
  const a = (alpha[at] ?? 0) / 255;
  const own = (offset: number): number => toLight[rgb[at * 3 + offset] ?? 0] ?? 0;
  const mixed = (f: number, b: number, offset: number): number => {
    const front = fw > 1e-6 ? f / fw : own(offset);
    const back = bw > 1e-6 ? b / bw : front;
    const light = front + a * (own(offset) - a * front - (1 - a) * back);
    return toSrgb[Math.round(Math.max(0, Math.min(1, light)) * STEPS)] ?? 0;
  };
  return (mixed(fr, br, 0) << 16) | (mixed(fg, bg, 1) << 8) | mixed(fb, bb, 2);
};
