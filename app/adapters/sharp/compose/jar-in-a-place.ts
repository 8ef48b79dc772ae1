/** The jar of the renderer's tests, in a place: what the compositor's tests ask for, and what they compare it with. */
import sharp from 'sharp';
import { boxOf, placeInRoom } from '#app/domain/imaging/placement.ts';
import type { SceneRecipe } from '#app/domain/recipe/model-recipes.ts';
import type { CutOutMask } from '#app/ports/imaging.ts';
import { drawJar, HEIGHT, provenance, WIDTH } from '../jar-photo.ts';
import { compositor, plateOf, ROOM } from './test-scenes.ts';

interface Given {
  readonly plate?: Uint8Array;
  readonly room?: typeof ROOM;
  readonly mask?: CutOutMask;
}

export const makeJarInAPlace = async (oldBackground?: number[]) => {
  const { source, mask } = await drawJar(oldBackground);
  const plate = await plateOf();
  const request = (recipe: SceneRecipe, given: Given = {}) => ({
    source,
    mask: given.mask ?? mask,
    plate: { bytes: given.plate ?? plate },
    room: given.room ?? ROOM,
    recipe,
    provenance,
  });
  const composed = async (recipe: SceneRecipe, given?: Given) => {
    const result = await compositor.composeScene(request(recipe, given));
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const placed = async (recipe: SceneRecipe, room = ROOM) => {
    const plane = await sharp(mask.png).extractChannel(0).raw().toBuffer();
    const support = boxOf(plane, WIDTH, HEIGHT, 4);
    const box = boxOf(plane, WIDTH, HEIGHT, 128);
    if (!box || !support) throw new Error('the jar has no box');
    const placement = placeInRoom(recipe, room, box, support);
    if (!placement.ok) throw new Error(placement.error.message);
    return placement.value;
  };
  /** The product as one resampling of the source gives it, made here without the compositor's code, and only inside the mask eroded by 2 px. */
  const innerPixels = async (recipe: SceneRecipe, room = ROOM) => {
    const { region, target } = await placed(recipe, room);
    const { width, height } = target;
    const size = { width, height, fit: 'fill', fastShrinkOnLoad: false } as const;
    const rgb = await sharp(source)
      .extract(region)
      .resize({ ...size, kernel: 'lanczos3' })
      .raw()
      .toBuffer();
    const alpha = await sharp(mask.png).extract(region).resize(size).extractChannel(0).raw().toBuffer();
    const inner: { x: number; y: number; rgb: readonly number[] }[] = [];
    for (let y = 2; y < height - 2; y++) {
      for (let x = 2; x < width - 2; x++) {
        let solid = true;
        for (let v = -2; v <= 2 && solid; v++)
          for (let u = -2; u <= 2 && solid; u++) solid = (alpha[(y + v) * width + x + u] ?? 0) >= 128;
        const at = (y * width + x) * 3;
        if (solid) inner.push({ x: target.left + x, y: target.top + y, rgb: [...rgb.subarray(at, at + 3)] });
      }
    }
    return inner;
  };
  return { source, mask, plate, request, composed, placed, innerPixels };
};
