// node scripts/scenes/render-thumbnails.ts    draws public/scenes/<id>.webp for every scene of the library, and removes those of
// scenes that are gone. The stand-in's renderer draws them from the very words a model would be sent, so they are ours and show a
// sketch of the place, not what a model will make of it. The same code gives the same bytes.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { geminiWording } from '#app/adapters/gemini/wording.ts';
import { sceneSchema } from '#app/domain/recipe/model-recipes.ts';
import { composePlatePrompt } from '#app/domain/scene/compose-prompt.ts';
import { SCENE_LIBRARY } from '#app/domain/scene/library/scene-library.ts';
import type { SceneDescription } from '#app/domain/scene/scene-description.ts';
import { drawPlate } from '#sandbox/provider/plate/draw-plate.ts';
import { readScene } from '#sandbox/provider/plate/read-scene.ts';

const FOLDER = join(import.meta.dirname, '../../public/scenes');
/** Drawn larger, so that edges come out smooth. */
const DRAWN = 960;
const SIDE = 320;
const MAX_BYTES = 25 * 1024;

const draw = async (scene: SceneDescription): Promise<Buffer> => {
  const recipe = sceneSchema.parse({ kind: 'scene', scene });
  const prompt = composePlatePrompt({ recipe, box: null, analysis: null });
  if (!prompt.ok) throw new Error(prompt.error.message);
  const { data, width, height } = await drawPlate(readScene(geminiWording(prompt.value)), DRAWN, DRAWN);
  const small = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(SIDE, SIDE)
    .png()
    .toBuffer();
  for (const quality of [82, 74, 66, 56, 46]) {
    const file = await sharp(small).webp({ quality, effort: 6 }).toBuffer();
    if (file.byteLength <= MAX_BYTES) return file;
  }
  throw new Error('the picture stays too large');
};

await mkdir(FOLDER, { recursive: true });
for (const { id, scene } of SCENE_LIBRARY) {
  const file = await draw(scene);
  await writeFile(join(FOLDER, `${id}.webp`), file);
  console.log(`${id}  ${file.byteLength} bytes`);
}
const ids = new Set(SCENE_LIBRARY.map(({ id }) => `${id}.webp`));
for (const file of await readdir(FOLDER)) if (!ids.has(file)) await rm(join(FOLDER, file));
