import type { Canvas } from '../canvas.ts';
import type { LightTables } from '../linear-light.ts';
import type { Product } from '../load-product.ts';

/** A soft pool of light in the plate; frame pixels, `strength` the gain at its middle beyond 1. */
export interface LightPool {
  readonly x: number;
  readonly y: number;
  readonly spread: number;
  readonly strength: number;
}

/** A product this many times as bright as the place round it (a stop is twice) needs no light of its own yet. */
const STOPS_APART = 1;
const GAIN_PER_STOP = 0.09;
const STRONGEST = 0.34;

/**
 * A product that was photographed in bright light looks pasted into a dark place. Its pixels stay; the place gets a pool of
 * light where the product is, the stronger the further the two are apart. Null where they agree or the place is the brighter.
 */
export const lightPool = (
  plate: Canvas,
  product: Product,
  left: number,
  top: number,
  { toLight }: LightTables,
): LightPool | null => {
  const green = (rgb: Uint8Array, at: number): number => toLight[rgb[at * 3 + 1] ?? 0] ?? 0;
  let own = 0;
  let solid = 0;
  for (let at = 0; at < product.alpha.length; at += 11) {
    if (product.alpha[at] !== 255) continue;
    own += green(product.rgb, at);
    solid += 1;
  }
  const margin = Math.round(0.3 * Math.max(product.width, product.height));
  let place = 0;
  let seen = 0;
  for (let y = Math.max(0, top - margin); y < Math.min(plate.height, top + product.height + margin); y += 5) {
    for (
      let x = Math.max(0, left - margin);
      x < Math.min(plate.width, left + product.width + margin);
      x += 5
    ) {
      place += green(plate.data, y * plate.width + x);
      seen += 1;
    }
  }
  if (solid === 0 || seen === 0) return null;
  const stops = Math.log2((own / solid + 0.01) / (place / seen + 0.01)) - STOPS_APART;
  if (stops <= 0) return null;
  return {
    x: left + product.width / 2,
    // light pools where the product stands, not at its middle
    y: top + 0.72 * product.height,
    spread: 0.62 * Math.max(product.width, product.height) + 0.06 * plate.width,
    strength: Math.min(STRONGEST, stops * GAIN_PER_STOP),
  };
};

/** Gain along one axis, 0..1; the product of both axes' is the pool's. */
export const poolAlong = (middle: number, spread: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, at) => Math.exp(-((at + 0.5 - middle) ** 2) / (2 * spread * spread)));
