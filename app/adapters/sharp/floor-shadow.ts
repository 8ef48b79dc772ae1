import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import type { Shadow } from '#app/domain/recipe/recipe.ts';
import type { ShadowMap } from './canvas.ts';
import type { Footing } from './footing.ts';
import { makeNoiseTile, noiseAt } from './noise.ts';
import { blurred, makeSoftMap, type SoftMap } from './soft-map.ts';

/** Side of the small map the shadow is computed on, before it is enlarged to the frame. */
const MAP_SIDE = 640;
/** Below this a shadow is nothing: it has to end somewhere, so that the background can be exact beyond. */
const FLOOR = 0.006;

interface Light {
  /** -1 (from the right) .. 1 (from the left): where the soft shadow leans. */
  readonly lean: number;
  readonly strength: number;
}

/** The shadow under a standing product. `contact`: tight and dark; `soft`: that and a wide, weak pool around it. */
export const drawFloorShadow = (
  kind: Exclude<Shadow, 'none'>,
  footing: Footing,
  frame: { readonly width: number; readonly height: number },
  light: Light = { lean: 0, strength: 1 },
): ShadowMap | null => {
  const baseWidth = footing.right - footing.left + 1;
  if (baseWidth <= 0) return null;
  const step = Math.max(1, Math.ceil(Math.max(frame.width, frame.height) / MAP_SIDE));
  const spread =
    kind === 'contact' ? 0.09 * baseWidth + 0.012 * frame.width : 0.3 * baseWidth + 0.045 * frame.width;
  const depth = Math.max(6, 0.1 * baseWidth, footing.lift);
  const box = clipBox(
    footing.left - spread * (1 + Math.max(0, -light.lean)),
    footing.base - 2 * Math.max(depth, footing.lift) - spread * 0.9,
    footing.right + spread * (1 + Math.max(0, light.lean)),
    footing.base + spread * 0.75,
    frame,
  );
  if (!box) return null;
  const print = drawFootprint(footing, box, step);
  const tight = blurred(
    print,
    Math.max(0.8, (0.011 * baseWidth + 2) / step),
    Math.max(0.6, (0.006 * baseWidth + 1.5) / step),
  );
  const near = blurred(
    print,
    Math.max(1, (0.035 * baseWidth + 3) / step),
    Math.max(0.8, (0.02 * baseWidth + 2) / step),
  );
  const wide = kind === 'soft' ? drawPool(footing, box, step, depth, light) : null;
  const dark = makeSoftMap(print.width, print.height);
  for (let i = 0; i < dark.data.length; i++) {
    const contact = 0.5 * (tight.data[i] ?? 0) + 0.3 * (near.data[i] ?? 0);
    const pool = wide ? (wide.data[i] ?? 0) : 0;
    // shadows of several lights multiply: what one leaves, the next darkens
    const left = (1 - contact * light.strength) * (1 - pool * light.strength);
    dark.data[i] = Math.max(0, (1 - left - FLOOR) / (1 - FLOOR));
  }
  fadeAtRim(dark);
  return enlarge(dark, box, step);
};

const clipBox = (
  l: number,
  t: number,
  r: number,
  b: number,
  frame: { width: number; height: number },
): Box | null => {
  const left = Math.max(0, Math.floor(l));
  const top = Math.max(0, Math.floor(t));
  const width = Math.min(frame.width, Math.ceil(r)) - left;
  const height = Math.min(frame.height, Math.ceil(b)) - top;
  return width > 4 && height > 4 ? { left, top, width, height } : null;
};

/** What stands on the floor: the lower edge, and the same mirrored about the middle of the foot, where we cannot see it. */
export const drawFootprint = (footing: Footing, box: Box, step: number): SoftMap => {
  const map = makeSoftMap(Math.ceil(box.width / step), Math.ceil(box.height / step));
  const middle = footing.base - footing.lift;
  const half = (footing.right - footing.left + 1) / 2;
  for (let mx = 0; mx < map.width; mx++) {
    const x = Math.min(box.left + mx * step + (step >> 1), footing.contour.length - 1);
    const y = footing.contour[x] ?? -1;
    const touch = footing.touch[x] ?? 0;
    if (y < 0 || touch < 0.02) continue;
    const u = Math.min(1, Math.abs(x - footing.left - half) / half);
    const depth = 2 * Math.max(0, y - middle) + 0.05 * half * Math.sqrt(1 - u * u) + step;
    const from = Math.max(0, Math.floor((y - depth - box.top) / step));
    const to = Math.min(map.height - 1, Math.round((y + 1 - box.top) / step));
    for (let my = from; my <= to; my++) map.data[my * map.width + mx] = touch;
  }
  return map;
};

/** A wide ellipse on the floor around the base, blurred more the wider it is. */
const drawPool = (footing: Footing, box: Box, step: number, depth: number, light: Light): SoftMap => {
  const map = makeSoftMap(Math.ceil(box.width / step), Math.ceil(box.height / step));
  const half = (footing.right - footing.left + 1) / 2;
  const centre = (footing.left + footing.right) / 2 + light.lean * half * 0.35;
  const middle = footing.base - Math.max(depth * 0.35, footing.lift * 0.8);
  const rx = half * 1.12;
  const ry = Math.max(depth * 0.9, half * 0.19, footing.lift * 0.95);
  for (let my = 0; my < map.height; my++) {
    const dy = (box.top + (my + 0.5) * step - middle) / ry;
    for (let mx = 0; mx < map.width; mx++) {
      const dx = (box.left + (mx + 0.5) * step - centre) / rx;
      const r = dx * dx + dy * dy;
      if (r < 1) map.data[my * map.width + mx] = 0.52 * Math.min(1, 2.2 * (1 - r));
    }
  }
  return blurred(
    map,
    (0.1 * half + 0.012 * footing.contour.length) / step,
    (0.05 * half + 0.006 * footing.contour.length) / step,
  );
};

/** Leads the shadow to nothing before the map ends, so that no straight edge can be seen. */
const fadeAtRim = (map: SoftMap): void => {
  const rim = Math.max(2, Math.round(Math.min(map.width, map.height) * 0.12));
  for (let y = 0; y < map.height; y++) {
    for (let x = 0; x < map.width; x++) {
      const near = Math.min(x, map.width - 1 - x, y, map.height - 1 - y);
      if (near < rim) map.data[y * map.width + x] = (map.data[y * map.width + x] ?? 0) * smooth(near / rim);
    }
  }
};

const smooth = (t: number): number => t * t * (3 - 2 * t);

/** Bilinear to frame pixels, with a touch of noise before rounding so that no bands show. */
const enlarge = (map: SoftMap, box: Box, step: number): ShadowMap => {
  const strength = new Uint8Array(box.width * box.height);
  const tile = makeNoiseTile(7);
  for (let y = 0; y < box.height; y++) {
    const v = Math.max(0, (y + 0.5) / step - 0.5);
    const v0 = Math.min(map.height - 1, Math.floor(v));
    const row0 = v0 * map.width;
    const row1 = Math.min(map.height - 1, v0 + 1) * map.width;
    const fv = v - v0;
    for (let x = 0; x < box.width; x++) {
      const u = Math.max(0, (x + 0.5) / step - 0.5);
      const u0 = Math.min(map.width - 1, Math.floor(u));
      const u1 = Math.min(map.width - 1, u0 + 1);
      const fu = u - u0;
      const upper = (map.data[row0 + u0] ?? 0) * (1 - fu) + (map.data[row0 + u1] ?? 0) * fu;
      const lower = (map.data[row1 + u0] ?? 0) * (1 - fu) + (map.data[row1 + u1] ?? 0) * fu;
      const dark = (upper * (1 - fv) + lower * fv) * 255;
      if (dark > 0.05)
        strength[y * box.width + x] = Math.max(
          0,
          Math.min(255, Math.round(dark + noiseAt(tile, x, y) * 0.5)),
        );
    }
  }
  return { box, strength };
};
