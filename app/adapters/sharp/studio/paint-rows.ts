import type { Canvas } from '../canvas.ts';
import { makeNoiseTile, noiseAt } from '../noise.ts';
import type { SoftMap } from '../soft-map.ts';

/** Grain in levels: enough to hide the steps of a slow gradient, too little to be seen. */
const GRAIN = 1.1;

/**
 * Fills the canvas: each row has a colour (sRGB values, three floats a row), the light map brightens or darkens it, and
 * seeded grain is added before rounding.
 */
export const paintRows = (canvas: Canvas, rowColours: Float32Array, light: SoftMap, seed: number): void => {
  const { data, width, height } = canvas;
  const tile = makeNoiseTile(seed);
  const lit = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    lightRow(light, y / Math.max(1, height - 1), lit);
    const r = rowColours[y * 3] ?? 0;
    const g = rowColours[y * 3 + 1] ?? 0;
    const b = rowColours[y * 3 + 2] ?? 0;
    for (let x = 0, at = y * width * 3; x < width; x++, at += 3) {
      const l = lit[x] ?? 1;
      const n = noiseAt(tile, x, y) * GRAIN + 0.5;
      data[at] = level(r * l + n);
      data[at + 1] = level(g * l + n);
      data[at + 2] = level(b * l + n);
    }
  }
};

const level = (v: number): number => (v <= 0 ? 0 : v >= 255 ? 255 : v | 0);

/** One row of the light map at `v` (0..1 down the frame), enlarged to the row's width. */
const lightRow = (map: SoftMap, v: number, lit: Float32Array): void => {
  const fy = v * (map.height - 1);
  const y0 = Math.min(map.height - 1, Math.floor(fy));
  const y1 = Math.min(map.height - 1, y0 + 1);
  const ty = fy - y0;
  const step = (map.width - 1) / Math.max(1, lit.length - 1);
  const at = (x: number): number =>
    (map.data[y0 * map.width + x] ?? 1) * (1 - ty) + (map.data[y1 * map.width + x] ?? 1) * ty;
  for (let x = 0; x < lit.length; x++) {
    const fx = x * step;
    const x0 = Math.min(map.width - 1, Math.floor(fx));
    const x1 = Math.min(map.width - 1, x0 + 1);
    lit[x] = at(x0) * (1 - (fx - x0)) + at(x1) * (fx - x0);
  }
};
