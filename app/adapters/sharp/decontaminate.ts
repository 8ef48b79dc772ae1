import type { LightTables } from './linear-light.ts';
import { STEPS } from './linear-light.ts';
import type { Product } from './load-product.ts';

/** How far (output pixels) a half-covered pixel looks for the product's and the old background's colour. */
const REACH = 7;

/**
 * Takes the old background's colour out of half-covered pixels, and only out of those: a pixel with alpha 255 keeps its
 * value (invariant 3), one with alpha 0 is never seen.
 *
 * A half-covered pixel is `a * product + (1 - a) * background` in light. Both colours are estimated as weighted means of the
 * neighbourhood; what the mix leaves unexplained is given to the product in proportion to `a` (multi-level foreground
 * estimation in its simplest, one-step form). Solid pixels weigh most, so thin bright rims take their neighbours' colour.
 */
export const decontaminate = (product: Product, tables: LightTables): void => {
  const { rgb, alpha, width, height } = product;
  // the band is read from the untouched colours, so the result does not depend on the order of the pixels
  const cleaned: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const a = alpha[row + x] ?? 0;
      if (a === 0 || a === 255) continue;
      cleaned.push(row + x, cleanPixel(product, x, y, tables));
    }
  }
  for (let i = 0; i < cleaned.length; i += 2) {
    const at = (cleaned[i] ?? 0) * 3;
    const packed = cleaned[i + 1] ?? 0;
    rgb[at] = packed >> 16;
    rgb[at + 1] = (packed >> 8) & 255;
    rgb[at + 2] = packed & 255;
  }
};

/** The product's own colour at one pixel, packed 0xrrggbb. */
const cleanPixel = (product: Product, x: number, y: number, { toLight, toSrgb }: LightTables): number => {
  const { rgb, alpha, width, height } = product;
  const y1 = Math.min(height - 1, y + REACH);
  const x1 = Math.min(width - 1, x + REACH);
  let fw = 0;
  let fr = 0;
  let fg = 0;
  let fb = 0;
  let bw = 0;
  let br = 0;
  let bg = 0;
  let bb = 0;
  for (let v = Math.max(0, y - REACH); v <= y1; v++) {
    const dy = (v - y) * (v - y);
    for (let u = Math.max(0, x - REACH); u <= x1; u++) {
      const at = v * width + u;
      const a = (alpha[at] ?? 0) / 255;
      const near = 1 / (1 + dy + (u - x) * (u - x));
      const solid = a * a * a * near;
      const clear = (1 - a) * (1 - a) * (1 - a) * near;
      const r = toLight[rgb[at * 3] ?? 0] ?? 0;
      const g = toLight[rgb[at * 3 + 1] ?? 0] ?? 0;
      const b = toLight[rgb[at * 3 + 2] ?? 0] ?? 0;
      fw += solid;
      fr += solid * r;
      fg += solid * g;
      fb += solid * b;
      bw += clear;
      br += clear * r;
      bg += clear * g;
      bb += clear * b;
    }
  }
  const at = y * width + x;
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
