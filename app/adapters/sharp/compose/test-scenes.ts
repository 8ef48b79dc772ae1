/** Places and recipes for the compositor's tests, drawn small. */
import sharp from 'sharp';
import type { SceneRecipe } from '#app/domain/recipe/model-recipes.ts';
import { sceneSchema } from '#app/domain/recipe/model-recipes.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import { makeRandom } from '../noise.ts';
import { makeSharpInspector } from '../sharp-inspector.ts';
import { makeCompositor } from './compositor.ts';

export const compositor = makeCompositor({ inspector: makeSharpInspector() });

export const FRAME = { width: 300, height: 300 };
export const ROOM = { footing: { x: 0.5, y: 0.82 }, width: 0.5, height: 0.5 };

export const PLACE: SceneDescription = {
  setting: 'a kitchen',
  surface: 'an oak table',
  light: { direction: 'left', quality: 'soft', temperature: 'neutral' },
  palette: [],
  camera: { height: 'table', distance: 'medium' },
  props: [],
  mood: 'calm',
};

export const sceneRecipe = (
  change: Partial<SceneRecipe> = {},
  place: Partial<SceneDescription> = {},
): SceneRecipe =>
  sceneSchema.parse({ kind: 'scene', format: 'png', frame: FRAME, ...change, scene: { ...PLACE, ...place } });

/** Raw pixels of one colour with some noise, so that no two neighbours need be equal. */
export const noisy = (
  width: number,
  height: number,
  colour: readonly [number, number, number],
  noise = 0,
): Buffer => {
  const random = makeRandom(5);
  return Buffer.from(
    Uint8Array.from({ length: width * height * 3 }, (_, i) =>
      Math.max(0, Math.min(255, Math.round((colour[i % 3] ?? 0) + (random() - 0.5) * noise))),
    ),
  );
};

export const plateOf = (
  colour: readonly [number, number, number] = [190, 170, 150],
  { width = 320, height = 320, noise = 0 } = {},
): Promise<Buffer> =>
  sharp(noisy(width, height, colour, noise), { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

/** RGB pixels of a file. */
export const pixelsOf = (bytes: Uint8Array): Promise<Buffer> => sharp(bytes).removeAlpha().raw().toBuffer();

/** Mean of each channel over a box of an RGB picture that is `width` wide. */
export const meanOf = (
  rgb: Uint8Array,
  width: number,
  box: { left: number; top: number; width: number; height: number },
): [number, number, number] => {
  const sum: [number, number, number] = [0, 0, 0];
  for (let y = box.top; y < box.top + box.height; y++) {
    for (let x = box.left; x < box.left + box.width; x++) {
      for (const c of [0, 1, 2] as const) sum[c] += rgb[(y * width + x) * 3 + c] ?? 0;
    }
  }
  const n = box.width * box.height;
  return [sum[0] / n, sum[1] / n, sum[2] / n];
};
