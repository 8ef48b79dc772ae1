import type { Canvas } from '../canvas.ts';
import { type LightTables, STEPS } from '../linear-light.ts';
import type { Product } from '../load-product.ts';

/** Factors of light for each channel, of luminance 1: what white paper would look like in the place. */
export type WhitePoint = readonly [red: number, green: number, blue: number];

/** Bright surfaces count most (the norm of "shades of grey"), so that a coloured wall is not taken for coloured light. */
const NORM = 6;
/** No light that a product is photographed in is further from white than this. */
const FURTHEST = 0.35;

/** The plate's white point, measured: its shades of grey (Minkowski norm of each channel's light), scaled to luminance 1. */
export const readWhitePoint = ({ data, channels }: Canvas, { toLight }: LightTables): WhitePoint => {
  const powers = Float64Array.from(toLight, (light) => light ** NORM);
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels * 5) {
    for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (powers[data[at + c] ?? 0] ?? 0);
  }
  const [r = 0, g = 0, b = 0] = sums.map((sum) => sum ** (1 / NORM));
  const level = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const factor = (v: number): number =>
    level === 0 ? 1 : Math.max(1 - FURTHEST, Math.min(1 + FURTHEST, v / level));
  return [factor(r), factor(g), factor(b)];
};

/**
 * Tints the product towards the white point, in place: each channel's light is multiplied by `1 + strength * (white - 1)`,
 * so half the strength is half the change. Only where a recipe asks for it by name; strength 0 never comes here.
 */
export const tintProduct = (
  product: Product,
  white: WhitePoint,
  strength: number,
  { toLight, toSrgb }: LightTables,
): void => {
  const tables = white.map((factor) =>
    Uint8Array.from(toLight, (light) => {
      const tinted = Math.min(1, light * (1 + strength * (factor - 1)));
      return toSrgb[Math.round(tinted * STEPS)] ?? 0;
    }),
  );
  const { rgb } = product;
  for (let at = 0; at < rgb.length; at++) rgb[at] = tables[at % 3]?.[rgb[at] ?? 0] ?? 0;
};
