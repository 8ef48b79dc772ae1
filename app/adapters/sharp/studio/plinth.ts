import type { Rgb } from '#app/domain/recipe/colour.ts';
import type { Canvas } from '../canvas.ts';
import type { Footing } from '../footing.ts';
import { makeNoiseTile, noiseAt } from '../noise.ts';
import type { StudioLight } from './studio-light.ts';

/** A standing cylinder, seen a little from above: its top is an ellipse, its side goes down out of the frame. */
export interface Plinth {
  readonly cx: number;
  readonly cy: number;
  readonly rx: number;
  readonly ry: number;
}

/** What of the product hangs lower than this share of its height stands over the plinth, not beside it. */
const LOW = 0.3;

/** Columns between the first and the last in which the product reaches low down: a shoe's whole sole, not a spout. */
const lowSpan = ({ contour, base, productHeight, left, right }: Footing) => {
  const span = { left, right };
  contour.forEach((y, x) => {
    if (y < 0 || base - y > LOW * productHeight) return;
    span.left = Math.min(span.left, x);
    span.right = Math.max(span.right, x);
  });
  return span;
};

/** Wide enough for the product's foot with a rim around it, and for all that hangs low. */
export const planPlinth = (
  frame: { readonly width: number; readonly height: number },
  footing: Footing,
): Plinth => {
  const foot = footing.right - footing.left + 1;
  const low = lowSpan(footing);
  const under = 0.5 * (low.right - low.left + 1) * 1.12;
  const rx = Math.min(0.47 * frame.width, Math.max(0.19 * frame.width, 0.5 * foot * 1.55, under));
  const ry = Math.max(rx * 0.19, 1.4 * footing.lift);
  const middle = under < rx ? (footing.left + footing.right) / 2 : (low.left + low.right) / 2;
  return {
    // between the foot's middle and the frame's, so that a product with a spout does not push it aside
    cx: 0.5 * middle + 0.25 * frame.width,
    // the product's lowest point is the front of its foot, so the ellipse's middle lies above it
    cy: footing.base - Math.max(footing.lift, Math.min(0.42 * ry, 0.09 * foot)),
    rx,
    ry,
  };
};

/** Share 0..1 of a pixel that the top covers; about one pixel of soft edge. */
export const topCoverage = ({ cx, cy, rx, ry }: Plinth, x: number, y: number): number => {
  const u = (x - cx) / rx;
  const v = (y - cy) / ry;
  const f = Math.sqrt(u * u + v * v);
  if (f < 1e-6) return 1;
  const slope = Math.sqrt((u / rx) ** 2 + (v / ry) ** 2) / f;
  return Math.max(0, Math.min(1, (1 - f) / slope + 0.5));
};

export const paintPlinth = (
  canvas: Canvas,
  plinth: Plinth,
  colour: Rgb,
  light: StudioLight,
  seed: number,
): void => {
  const { data, width, height } = canvas;
  const { cx, cy, rx, ry } = plinth;
  const tile = makeNoiseTile(seed + 1);
  const from = Math.max(0, Math.floor(cx - rx - 1));
  const to = Math.min(width - 1, Math.ceil(cx + rx + 1));
  const bevel = Math.max(1.2, 0.0022 * width);
  for (let x = from; x <= to; x++) {
    const u = Math.max(-1, Math.min(1, (x - cx) / rx));
    const side = Math.max(0, Math.min(1, rx - Math.abs(x - cx) + 0.5));
    const rim = cy + ry * Math.sqrt(1 - u * u);
    const body = bodyGain(u, light);
    for (let y = Math.max(0, Math.floor(cy - ry - 1)); y < height; y++) {
      const top = topCoverage(plinth, x, y);
      const below = y > cy ? side : 0;
      const cover = Math.max(top, below);
      if (cover === 0) continue;
      const depth = (y - rim) / height;
      const face = 1.015 + 0.02 * ((cy - y) / ry) - 0.03 * u * light.lean;
      const edge = Math.max(0, 1 - Math.abs(y - rim) / bevel) * 0.05;
      const gain = face * top + (body * (1 - 0.35 * Math.max(0, depth)) + edge) * (1 - top);
      const n = noiseAt(tile, x, y) * 1.1;
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) {
        const own = Math.max(0, Math.min(255, (colour[c] ?? 0) * gain + n));
        data[at + c] = Math.round((data[at + c] ?? 0) * (1 - cover) + own * cover);
      }
    }
  }
};

/** Brightness round the cylinder: bright towards the light, a soft shade away from it, a little light from the wall. */
const bodyGain = (u: number, light: StudioLight): number => {
  const angle = Math.asin(u);
  const towards = Math.cos(angle + light.lean * 0.9);
  return 0.66 + 0.27 * Math.max(0, towards) + 0.03 * Math.abs(u);
};
