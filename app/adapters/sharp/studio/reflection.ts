import type { Canvas } from '../canvas.ts';
import type { Footing } from '../footing.ts';
import type { Scene } from '../scene.ts';
import { type Plinth, topCoverage } from './plinth.ts';

/** How far down the mirror image reaches, as a share of the product's height. */
const REACH = 0.3;
/** A polished floor gives back about this much at full strength. */
const STRONGEST = 0.42;

/**
 * The product mirrored in the floor, column by column about its lower edge, fading downwards. Columns whose edge lifts
 * off the floor have none, because there the true mirror image would need the product's underside.
 */
export const paintReflection = (
  canvas: Canvas,
  scene: Scene,
  footing: Footing,
  strength: number,
  plinth: Plinth | null,
): void => {
  const { product, target } = scene;
  const reach = Math.round(REACH * footing.productHeight);
  const contour = smoothContour(footing, Math.max(2, Math.round(0.004 * canvas.width)));
  for (let x = Math.max(0, target.left); x < Math.min(canvas.width, target.left + target.width); x++) {
    const edge = contour[x] ?? -1;
    const touch = footing.touch[x] ?? 0;
    if (edge < 0 || touch < 0.05) continue;
    for (let t = 1; t < reach; t++) {
      const y = Math.round(edge) + t;
      const from = Math.round(edge) - t - target.top;
      if (y < 0 || y >= canvas.height || from < 0 || from >= product.height) break;
      const s = from * product.width + x - target.left;
      const fade = (1 - t / reach) ** 2;
      const clip = plinth ? topCoverage(plinth, x, y) : 1;
      const k = (strength * STRONGEST * fade * touch * clip * (product.alpha[s] ?? 0)) / 255;
      const at = (y * canvas.width + x) * 3;
      for (let c = 0; c < 3; c++) {
        canvas.data[at + c] = Math.round(
          (canvas.data[at + c] ?? 0) * (1 - k) + (product.rgb[s * 3 + c] ?? 0) * k,
        );
      }
    }
  }
};

/** The lower edge without its pixel steps, which the mirror would draw as streaks. */
const smoothContour = ({ contour }: Footing, radius: number): Float32Array => {
  const smooth = new Float32Array(contour.length).fill(-1);
  for (let x = 0; x < contour.length; x++) {
    if ((contour[x] ?? -1) < 0) continue;
    let sum = 0;
    let n = 0;
    for (let u = Math.max(0, x - radius); u <= Math.min(contour.length - 1, x + radius); u++) {
      const y = contour[u] ?? -1;
      // a step is a part of its own, not roughness
      if (y < 0 || Math.abs(y - (contour[x] ?? 0)) > radius * 3) continue;
      sum += y;
      n += 1;
    }
    smooth[x] = n > 0 ? sum / n : (contour[x] ?? -1);
  }
  return smooth;
};
