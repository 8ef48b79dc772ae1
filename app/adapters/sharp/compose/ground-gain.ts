import type { Shadow } from '#app/domain/recipe/output-options.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import type { Canvas } from '../canvas.ts';
import { drawFootprint } from '../floor-shadow.ts';
import type { Footing } from '../footing.ts';
import type { LightTables } from '../linear-light.ts';
import type { Product } from '../load-product.ts';
import { blurred, makeSoftMap, type SoftMap } from '../soft-map.ts';
import { type GroundLight, groundLight } from './ground-light.ts';
import { lyingRegion, lyingShadow } from './lying-shadow.ts';
import { type Field, makeField, planeOf } from './shadow-field.ts';
import { castShadow, type Standing, standingRegion } from './standing-shadow.ts';

/** Shares of the light taken away at each cell: right at the foot, around it, and by the thrown shadow; 0..1 each. */
interface Darkness {
  readonly contact: SoftMap;
  readonly around: SoftMap | null;
  readonly cast: SoftMap | null;
}

/** What each channel of the plate is multiplied by at each cell of the field (sRGB values, near enough a power of light). */
export interface GroundGain {
  readonly field: Field;
  readonly gains: readonly [red: SoftMap, green: SoftMap, blue: SoftMap];
}

/** sRGB values are close to light to this power, so shares of light become factors of values. */
const ENCODING = 1 / 2.2;
/** How much of the ground's own hue a shadow on it keeps: what lights it there has come off the ground and its surroundings. */
const HUE_IN_SHADOW = 0.35;
/** Most that the product's colour brightens or tints the ground beside it. */
const BOUNCE = 0.09;

/**
 * How the ground changes where the product stands: its shadow, following the scene's light and tinted by the ground's own
 * colours, and a breath of the product's colour thrown back. Null when there is nothing to change.
 */
export const drawGroundGain = (
  plate: Canvas,
  placed: Standing,
  scene: SceneDescription,
  shadow: Shadow,
  tables: LightTables,
): GroundGain | null => {
  if (shadow === 'none') return null;
  const light = groundLight(scene);
  const lies = scene.camera.height === 'overhead';
  const field = makeField(plate, lies ? lyingRegion(placed, light) : standingRegion(placed, light));
  const dark = lies
    ? lyingDarkness(placed, light, field, shadow)
    : standingDarkness(placed, light, field, shadow);
  const colours = localColours(plate, field, tables);
  const bounce = meanLight(placed.product, tables);
  const gains = [planeOf(field), planeOf(field), planeOf(field)] as const;
  for (let at = 0; at < field.width * field.height; at++) {
    const left = lightLeft(dark, light, at);
    const glow = 4 * BOUNCE * (dark.around?.data[at] ?? 0) * left;
    const local = colours.map((c) => c.data[at] ?? 0) as [number, number, number];
    const level = luminance(local);
    for (const c of [0, 1, 2] as const) {
      const hue = Math.max(0.4, Math.min(2.5, (local[c] + 0.004) / (level + 0.004)));
      const kept = left ** (light.bias[c] * hue ** -HUE_IN_SHADOW);
      const thrown = 1 + glow * (bounce[c] - 0.5 * luminance(bounce));
      gains[c].data[at] = (kept * thrown) ** ENCODING;
    }
  }
  return { field, gains };
};

/** Shadows of several kinds multiply: what one leaves, the next darkens. */
const lightLeft = ({ contact, around, cast }: Darkness, light: GroundLight, at: number): number =>
  (1 - 0.78 * (contact.data[at] ?? 0)) *
  (1 - light.around * (around?.data[at] ?? 0)) *
  (1 - light.cast * (cast?.data[at] ?? 0));

const lyingDarkness = (placed: Standing, light: GroundLight, field: Field, shadow: Shadow): Darkness => {
  const { cast, contact, around } = lyingShadow(placed, light, field);
  return shadow === 'soft' ? { contact, around, cast } : { contact, around: null, cast: null };
};

const standingDarkness = (placed: Standing, light: GroundLight, field: Field, shadow: Shadow): Darkness => {
  const { footing } = placed.stance;
  const base = Math.max(1, footing.right - footing.left + 1);
  const print = printOf(footing, field);
  const contact = contactOf(print, base, field);
  if (shadow === 'contact') return { contact, around: null, cast: null };
  return {
    contact,
    around: blurred(print, (0.13 * base) / field.step, (0.06 * base + 0.1 * base * light.tilt) / field.step),
    cast: castShadow(placed, light, field),
  };
};

/** A dark line where the foot presses on the ground, and the narrow gap of dusk beside it. */
const contactOf = (print: SoftMap, base: number, field: Field): SoftMap => {
  const deep = (0.022 * base + 4) / field.step;
  const tight = blurred(print, (0.006 * base + 2) / field.step, (0.004 * base + 2) / field.step);
  const near = blurred(print, (0.04 * base + 4) / field.step, deep);
  // the gap is on the near side of the foot, where it is seen
  const down = Math.round(0.5 * deep) * field.width;
  for (let at = tight.data.length - 1; at >= 0; at--)
    tight.data[at] =
      1 -
      (1 - 0.8 * Math.min(1, 1.7 * (tight.data[at] ?? 0))) *
        (1 - 0.8 * Math.min(1, 1.4 * (near.data[at - down] ?? 0)));
  return tight;
};

/** The footprint on the field's cells, by the same drawing that the studio's shadow uses. */
const printOf = (footing: Footing, field: Field): SoftMap => {
  const step = Math.max(1, Math.round(field.step));
  const box = { left: 0, top: 0, width: footing.contour.length, height: footing.base + 2 * step };
  const drawn = drawFootprint(footing, box, step);
  const plane = planeOf(field);
  for (let v = 0; v < field.height; v++) {
    const y = Math.floor((field.top + (v + 0.5) * field.step) / step);
    if (y < 0 || y >= drawn.height) continue;
    for (let u = 0; u < field.width; u++) {
      const x = Math.floor((field.left + (u + 0.5) * field.step) / step);
      if (x >= 0 && x < drawn.width) plane.data[v * field.width + u] = drawn.data[y * drawn.width + x] ?? 0;
    }
  }
  return plane;
};

/** Mean light of the plate around each cell, three channels; beyond the frame that of its border. */
const localColours = (plate: Canvas, field: Field, { toLight }: LightTables) => {
  const planes = [0, 1, 2].map(() => makeSoftMap(field.width, field.height));
  for (let v = 0; v < field.height; v++) {
    const y = clamp(Math.round(field.top + (v + 0.5) * field.step), plate.height);
    for (let u = 0; u < field.width; u++) {
      const x = clamp(Math.round(field.left + (u + 0.5) * field.step), plate.width);
      const at = (y * plate.width + x) * plate.channels;
      planes.forEach((plane, c) => {
        plane.data[v * field.width + u] = toLight[plate.data[at + c] ?? 0] ?? 0;
      });
    }
  }
  return planes.map((plane) => blurred(plane, 7));
};

const clamp = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));

type Light = readonly [number, number, number];

const luminance = ([r, g, b]: Light): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** The product's mean light: what it throws back on the ground beside it. */
const meanLight = ({ rgb, alpha }: Product, { toLight }: LightTables): Light => {
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let at = 0; at < alpha.length; at += 7) {
    if (alpha[at] !== 255) continue;
    for (const c of [0, 1, 2] as const) sum[c] += toLight[rgb[at * 3 + c] ?? 0] ?? 0;
    count += 1;
  }
  return count === 0 ? [0, 0, 0] : [sum[0] / count, sum[1] / count, sum[2] / count];
};
