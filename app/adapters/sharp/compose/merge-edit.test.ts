import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { DIGITAL_SOURCE_TYPES } from '#app/domain/recipe/digital-source-type.ts';
import { type EditRecipe, editSchema } from '#app/domain/recipe/model-recipes.ts';
import { runs } from '#tests/support/long-form.ts';
import { provenance } from '../jar-photo.ts';
import { readDigitalSourceType } from '../xmp.ts';
import { compositor, noisy, pixelsOf, plateOf } from './test-scenes.ts';

const WIDTH = 240;
const HEIGHT = 200;
const label = DIGITAL_SOURCE_TYPES.compositeWithTrainedAlgorithmicMedia;

let canvas: Buffer;
let edited: Buffer;
beforeAll(async () => {
  canvas = await plateOf([120, 140, 160], { width: WIDTH, height: HEIGHT, noise: 120 });
  edited = await plateOf([200, 40, 40], { width: 480, height: 400, noise: 60 });
});

const recipeOf = (change: Partial<EditRecipe> = {}): EditRecipe =>
  editSchema.parse({
    kind: 'edit',
    assetId: '0190a0b0-0000-7000-8000-000000000001',
    instruction: 'make it red',
    format: 'png',
    ...change,
  });
type Box = { left: number; top: number; width: number; height: number };
const inside = ({ left, top, width, height }: Box, x: number, y: number): boolean =>
  x >= left && x < left + width && y >= top && y < top + height;
const maskPng = async (box: Box, width = WIDTH, height = HEIGHT): Promise<Buffer> => {
  const plane = Buffer.alloc(width * height);
  for (let i = 0; i < plane.length; i++) if (inside(box, i % width, Math.floor(i / width))) plane[i] = 255;
  return sharp(plane, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();
};
const merge = (
  mask: Uint8Array | null,
  change: Partial<EditRecipe> = {},
  over: { canvas?: Buffer; edited?: Buffer } = {},
) =>
  compositor.mergeEdit({
    canvas: over.canvas ?? canvas,
    edited: { bytes: over.edited ?? edited },
    mask,
    recipe: recipeOf(change),
    label,
    provenance,
  });
const merged = async (...args: Parameters<typeof merge>) => {
  const result = await merge(...args);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const MIDDLE: Box = { left: 60, top: 50, width: 100, height: 80 };

describe('outside the mask', () => {
  it('not one pixel changes, whatever is painted, in PNG and in lossless WebP', async () => {
    const own = await pixelsOf(canvas);
    const box = fc.record({
      left: fc.integer({ min: 0, max: WIDTH - 3 }),
      top: fc.integer({ min: 0, max: HEIGHT - 3 }),
      width: fc.integer({ min: 2, max: WIDTH }),
      height: fc.integer({ min: 2, max: HEIGHT }),
    });
    await fc.assert(
      fc.asyncProperty(box, fc.constantFrom('png', 'webp'), async (painted, format) => {
        const picture = await merged(await maskPng(painted), { format, lossless: format === 'webp' });
        const out = await pixelsOf(picture.bytes);
        let changed = 0;
        let edits = 0;
        for (let i = 0; i < WIDTH * HEIGHT; i++) {
          const same = own.compare(out, i * 3, i * 3 + 3, i * 3, i * 3 + 3) === 0;
          if (inside(painted, i % WIDTH, Math.floor(i / WIDTH))) edits += same ? 0 : 1;
          else changed += same ? 0 : 1;
        }
        expect(changed).toBe(0);
        expect(edits).toBeGreaterThan(0);
      }),
      { numRuns: runs(25) },
    );
  });

  it('a transparent canvas stays as transparent as it was', async () => {
    const rgba = Buffer.alloc(WIDTH * HEIGHT * 4, 90);
    for (let i = 0; i < WIDTH * HEIGHT; i++) rgba[i * 4 + 3] = i % WIDTH < 30 ? 0 : 200;
    const clear = await sharp(rgba, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } })
      .png()
      .toBuffer();
    const out = await sharp((await merged(await maskPng(MIDDLE), {}, { canvas: clear })).bytes)
      .raw()
      .toBuffer();
    expect(out.length).toBe(rgba.length);
    const at = (x: number, y: number) => [...out.subarray((y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 4)];
    expect(at(10, 10)).toEqual([90, 90, 90, 0]);
    expect(at(200, 10)).toEqual([90, 90, 90, 200]);
    expect(at(110, 90)[3]).toBe(255);
  });
});

describe('inside the mask', () => {
  it('stands the edited picture, with a seam that rises from the border inwards', async () => {
    const flat = await plateOf([200, 40, 40], { width: WIDTH, height: HEIGHT });
    const ground = await plateOf([100, 140, 160], { width: WIDTH, height: HEIGHT });
    const out = await pixelsOf(
      (await merged(await maskPng(MIDDLE), {}, { edited: flat, canvas: ground })).bytes,
    );
    const red = (x: number) => out[(90 * WIDTH + x) * 3] ?? 0;
    expect(red(110)).toBe(200);
    expect(red(60)).toBeGreaterThan(100);
    expect(red(60)).toBeLessThan(200);
    expect(red(59)).toBe(100);
  });
  it('of a mask that reaches the border of the picture there is no seam at that border', async () => {
    const out = await pixelsOf(
      (await merged(await maskPng({ left: 0, top: 0, width: 120, height: HEIGHT }))).bytes,
    );
    const own = await sharp(edited)
      .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'lanczos3' })
      .raw()
      .toBuffer();
    expect([...out.subarray(0, 3)]).toEqual([...own.subarray(0, 3)]);
  });
  it('without a mask all of it is the edited picture, brought to the size of the canvas', async () => {
    const picture = await merged(null);
    expect([picture.width, picture.height]).toEqual([WIDTH, HEIGHT]);
    const own = await sharp(edited)
      .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'lanczos3' })
      .raw()
      .toBuffer();
    expect((await pixelsOf(picture.bytes)).equals(own)).toBe(true);
  });
});

describe('a mask', () => {
  const whole = { left: 0, top: 0, width: WIDTH, height: HEIGHT };
  it.each([
    [
      'no PNG',
      async () =>
        sharp(await maskPng(whole))
          .jpeg()
          .toBuffer(),
    ],
    ['text', async () => Buffer.from('mask')],
    ['one pixel too wide', () => maskPng(whole, WIDTH + 1)],
    ['turned', () => maskPng(whole, HEIGHT, WIDTH)],
    ['all black', () => maskPng({ left: 0, top: 0, width: 0, height: 0 })],
    ['cut short', async () => (await maskPng(MIDDLE)).subarray(0, 90)],
    [
      'white only where it is transparent',
      () =>
        sharp({
          create: {
            width: WIDTH,
            height: HEIGHT,
            channels: 4,
            background: { r: 255, g: 255, b: 255, alpha: 0 },
          },
        })
          .png()
          .toBuffer(),
    ],
  ])('that is %s is refused by its name', async (_, make) => {
    expect(await merge(await make())).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', field: 'mask' },
    });
  });
});

describe('an edited picture', () => {
  it('of another shape is refused as a bad reply', async () => {
    const square = await plateOf([1, 2, 3], { width: 300, height: 300 });
    const result = await merge(null, {}, { edited: square });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'provider-bad-reply', details: { reason: 'WRONG_ASPECT' } },
    });
  });
  it.each([
    ['edited picture', { edited: Buffer.from('sorry') }],
    ['picture to edit', { canvas: Buffer.from('sorry') }],
  ])('or canvas that cannot be read is named: %s', async (picture, over) => {
    expect(await merge(null, {}, over)).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt', details: { picture } },
    });
  });
  it('carries the label it was given, in each format', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const picture = await merged(await maskPng(MIDDLE), { format });
      expect(readDigitalSourceType(picture.bytes)).toBe(label);
      expect(picture.digitalSourceType).toBe(label);
    }
  });
  it('says by how much the model had to be enlarged', async () => {
    const smaller = await sharp(noisy(120, 100, [9, 9, 9]), { raw: { width: 120, height: 100, channels: 3 } })
      .png()
      .toBuffer();
    expect((await merged(null, {}, { edited: smaller })).upscaled).toBe(2);
    expect((await merged(null)).upscaled).toBe(1);
  });
});
