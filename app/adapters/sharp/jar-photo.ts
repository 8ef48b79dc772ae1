/** A photo drawn for the renderer's tests, with its true mask. */
import sharp from 'sharp';
import type { CutOutFacts } from '#app/domain/imaging/cut-out-facts.ts';
import { boxOf } from '#app/domain/imaging/placement.ts';
import { parseRecipe } from '#app/domain/recipe/parse-recipe.ts';
import { isLocalRecipe, type LocalRecipe, type RecipeInput } from '#app/domain/recipe/recipe.ts';
import type { CutOutMask, RenderedPicture } from '#app/ports/imaging.ts';
import { makeSharpRenderer } from './sharp-renderer.ts';

export const WIDTH = 360;
export const HEIGHT = 300;
export const renderer = makeSharpRenderer();
export const provenance = {
  sourceHash: 'a'.repeat(64),
  recipeHash: 'b'.repeat(64),
  versions: { softbox: '0.1.0' },
};

/** A jar with a lid before a loud background: curved edges, a narrow neck, pixels that all differ. */
export const drawJar = async (
  oldBackground = [220, 30, 200],
): Promise<{ readonly source: Buffer; readonly mask: CutOutMask }> => {
  const shape =
    '<path d="M140 60 h80 v30 c40 10 50 30 50 60 v100 a20 20 0 0 1 -20 20 h-140 a20 20 0 0 1 -20 -20 v-100 c0 -30 10 -50 50 -60 z"';
  const svg = (body: string) =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${body}</svg>`);
  const alpha = await sharp(svg(`${shape} fill="#fff"/>`))
    .extractChannel('alpha')
    .raw()
    .toBuffer();
  const texture = Buffer.from(
    Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => (i % 3 === 0 ? 60 : 90) + ((i * 31) % 90)),
  );
  const photo = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let i = 0; i < alpha.length; i++) {
    const a = (alpha[i] ?? 0) / 255;
    // the old background is loud, so that any of it left at an edge shows
    oldBackground.forEach((back, c) => {
      photo[i * 3 + c] = Math.round((texture[i * 3 + c] ?? 0) * a + back * (1 - a));
    });
  }
  const source = await sharp(photo, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
  return { source, mask: await maskOf(alpha, WIDTH, HEIGHT) };
};

export const maskOf = async (
  alpha: Uint8Array,
  width: number,
  height: number,
  method: CutOutFacts['method'] = 'model',
): Promise<CutOutMask> => ({
  facts: {
    width,
    height,
    box: boxOf(alpha, width, height, 128),
    confidence: 1,
    doubts: [],
    method,
    model: null,
    version: 't',
  },
  png: await sharp(alpha, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toBuffer(),
});

export const parsed = (input: RecipeInput): LocalRecipe => {
  const recipe = parseRecipe(input);
  if (!recipe.ok) throw new Error(recipe.error.message);
  if (!isLocalRecipe(recipe.value)) throw new Error('not drawn here');
  return recipe.value;
};

export const makeRender =
  (source: Buffer, mask: CutOutMask) =>
  async (input: RecipeInput): Promise<RenderedPicture> => {
    const result = await renderer.render({ source, mask, recipe: parsed(input), provenance });
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
