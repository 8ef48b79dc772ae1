import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { boxOf, placeInRoom } from '#app/domain/imaging/placement.ts';
import { SHADOWS } from '#app/domain/recipe/output-options.ts';
import {
  CAMERA_HEIGHTS,
  LIGHT_DIRECTIONS,
  LIGHT_QUALITIES,
  LIGHT_TEMPERATURES,
} from '#app/domain/scene/scene-description.ts';
import type { CutOutMask } from '#app/ports/imaging.ts';
import { runs } from '#tests/support/long-form.ts';
import { drawJar, HEIGHT, maskOf, provenance, WIDTH } from '../jar-photo.ts';
import { readDigitalSourceType, readXmp } from '../xmp.ts';
import { compositor, FRAME, meanOf, pixelsOf, plateOf, ROOM, sceneRecipe } from './test-scenes.ts';

let source: Buffer;
let mask: CutOutMask;
let plate: Buffer;
beforeAll(async () => {
  ({ source, mask } = await drawJar());
  plate = await plateOf();
});

type Recipe = ReturnType<typeof sceneRecipe>;
const composed = async (
  recipe: Recipe,
  with_: { plate?: Uint8Array; room?: typeof ROOM; mask?: CutOutMask } = {},
) => {
  const result = await compositor.composeScene({
    source,
    mask: with_.mask ?? mask,
    plate: { bytes: with_.plate ?? plate },
    room: with_.room ?? ROOM,
    recipe,
    provenance,
  });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const boxes = async () => {
  const plane = await sharp(mask.png).extractChannel(0).raw().toBuffer();
  const support = boxOf(plane, WIDTH, HEIGHT, 4);
  const box = boxOf(plane, WIDTH, HEIGHT, 128);
  if (!box || !support) throw new Error('the jar has no box');
  return { box, support, plane };
};
const placed = async (recipe: Recipe, room = ROOM) => {
  const { box, support } = await boxes();
  const placement = placeInRoom(recipe, room, box, support);
  if (!placement.ok) throw new Error(placement.error.message);
  return placement.value;
};

/** The product as one resampling of the source gives it, made here without the compositor's code; null outside the eroded mask. */
const innerPixels = async (recipe: Recipe, room: typeof ROOM) => {
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

describe('the product in a place is never repainted', () => {
  it('equals its source inside the mask eroded by 2 px, whatever the light, the shadow, the camera and the plate', async () => {
    const options = fc.record({
      shadow: fc.constantFrom(...SHADOWS),
      light: fc.record({
        direction: fc.constantFrom(...LIGHT_DIRECTIONS),
        quality: fc.constantFrom(...LIGHT_QUALITIES),
        temperature: fc.constantFrom(...LIGHT_TEMPERATURES),
      }),
      height: fc.constantFrom(...CAMERA_HEIGHTS),
      fill: fc.double({ min: 0.3, max: 0.9, noNaN: true }),
      footing: fc.record({ x: fc.integer({ min: 30, max: 70 }), y: fc.integer({ min: 70, max: 95 }) }),
      colour: fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
      noise: fc.constantFrom(0, 40),
      seed: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(options, async ({ shadow, light, height, fill, footing, colour, noise, seed }) => {
        const recipe = sceneRecipe({ shadow, fill, seed }, { light, camera: { height, distance: 'close' } });
        const room = { ...ROOM, footing: { x: footing.x / 100, y: footing.y / 100 } };
        const picture = await composed(recipe, { room, plate: await plateOf(colour, { noise }) });
        const out = await pixelsOf(picture.bytes);
        const inner = await innerPixels(recipe, room);
        expect(inner.length).toBeGreaterThan(1000);
        const changed = inner.filter(({ x, y, rgb }) => {
          const at = (y * FRAME.width + x) * 3;
          return rgb.some((v, c) => out[at + c] !== v);
        });
        expect(changed.length).toBe(0);
      }),
      { numRuns: runs(10) },
    );
  });

  it('leaves nothing of the old background at its edges: whatever it was, the picture is the same', async () => {
    const onGreen = await drawJar([20, 230, 60]);
    const recipe = sceneRecipe({ shadow: 'none' });
    const a = await pixelsOf((await composed(recipe)).bytes);
    const b = await compositor.composeScene({
      source: onGreen.source,
      mask: onGreen.mask,
      plate: { bytes: plate },
      room: ROOM,
      recipe,
      provenance,
    });
    if (!b.ok) throw new Error(b.error.message);
    const other = await pixelsOf(b.value.bytes);
    expect(a.reduce((far, v, i) => Math.max(far, Math.abs(v - (other[i] ?? 0))), 0)).toBeLessThan(30);
  });
});

describe('a tint that is asked for', () => {
  const toLight = (v: number) => (v <= 10.3 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const insideMean = async (tint: number): Promise<number[]> => {
    const recipe = sceneRecipe({ tint, shadow: 'none', fill: 0.6 });
    const picture = await composed(recipe, { plate: await plateOf([230, 180, 130]) });
    const out = await pixelsOf(picture.bytes);
    const inner = await innerPixels(recipe, ROOM);
    return [0, 1, 2].map(
      (c) =>
        inner.reduce((sum, { x, y }) => sum + toLight(out[(y * FRAME.width + x) * 3 + c] ?? 0), 0) /
        inner.length,
    );
  };
  it("changes the product's light in proportion to its strength, towards the place's white point", async () => {
    const [none, half, whole] = await Promise.all([insideMean(0), insideMean(0.5), insideMean(1)]);
    for (const c of [0, 1, 2]) {
      const full = (whole?.[c] ?? 0) - (none?.[c] ?? 0);
      expect((half?.[c] ?? 0) - (none?.[c] ?? 0)).toBeCloseTo(full / 2, 3);
    }
    expect((whole?.[0] ?? 0) - (none?.[0] ?? 0)).toBeGreaterThan(0.01);
    expect((whole?.[2] ?? 0) - (none?.[2] ?? 0)).toBeLessThan(-0.01);
  });

  it('is named in the file with its strength and what was measured', async () => {
    const tinted = await composed(sceneRecipe({ tint: 0.25 }), { plate: await plateOf([230, 180, 130]) });
    expect(readXmp(tinted.bytes)).toMatch(/tint 0\.25 towards 1\.\d+\/\d\.\d+\/0\.\d+/);
    expect(readXmp((await composed(sceneRecipe())).bytes)).not.toContain('tint');
  });
});

describe('the shadow in a place', () => {
  /** How much darker the ground left and right of the jar is than the same place without shadow. */
  const sides = async (
    direction: (typeof LIGHT_DIRECTIONS)[number],
    height: 'table' | 'overhead' = 'table',
  ) => {
    const dark = async (shadow: 'none' | 'soft') => {
      const recipe = sceneRecipe(
        { shadow },
        {
          light: { direction, quality: 'soft', temperature: 'neutral' },
          camera: { height, distance: 'close' },
        },
      );
      const rgb = await pixelsOf((await composed(recipe)).bytes);
      const { product } = await placed(recipe);
      const top =
        height === 'overhead' ? product.top + product.height / 3 : product.top + product.height - 14;
      const strip = { top: Math.round(top), width: 12, height: 12 };
      const left = meanOf(rgb, FRAME.width, { ...strip, left: Math.round(product.left - 16) });
      const right = meanOf(rgb, FRAME.width, {
        ...strip,
        left: Math.round(product.left + product.width + 4),
      });
      const below = meanOf(rgb, FRAME.width, {
        left: Math.round(product.left + product.width / 2 - 6),
        top: Math.round(product.top + product.height + 3),
        width: 12,
        height: 12,
      });
      return [left[1], right[1], below[1]] as const;
    };
    const [without, shaded] = await Promise.all([dark('none'), dark('soft')]);
    return { left: without[0] - shaded[0], right: without[1] - shaded[1], below: without[2] - shaded[2] };
  };

  it.each(['table', 'overhead'] as const)(
    'falls away from the light, seen from %s height',
    async (height) => {
      const fromLeft = await sides('left', height);
      const fromRight = await sides('right', height);
      expect(fromLeft.right).toBeGreaterThan(fromLeft.left + 3);
      expect(fromRight.left).toBeGreaterThan(fromRight.right + 3);
    },
  );

  it('falls towards the camera when the light comes from behind', async () => {
    expect((await sides('back')).below).toBeGreaterThan((await sides('front')).below + 3);
  });

  it('lies all round a product that is seen from straight above', async () => {
    const { left, right, below } = await sides('top', 'overhead');
    for (const side of [left, right, below]) expect(side).toBeGreaterThan(2);
  });

  it("keeps the ground's hue: on a red floor it is a darker red, never grey", async () => {
    const recipe = sceneRecipe({ shadow: 'soft' });
    const red: [number, number, number] = [200, 90, 70];
    const rgb = await pixelsOf((await composed(recipe, { plate: await plateOf(red) })).bytes);
    const { product } = await placed(recipe);
    const under = meanOf(rgb, FRAME.width, {
      left: Math.round(product.left + product.width + 3),
      top: Math.round(product.top + product.height - 14),
      width: 10,
      height: 10,
    });
    expect(under[0]).toBeLessThan(red[0] - 5);
    expect(under[0] / under[2]).toBeGreaterThan(red[0] / red[2]);
  });

  it('touches nothing of the plate when there is none and the plate has grain enough', async () => {
    const grainy = await plateOf([120, 130, 140], { ...FRAME, noise: 60 });
    const recipe = sceneRecipe({ shadow: 'none' });
    const out = await pixelsOf((await composed(recipe, { plate: grainy })).bytes);
    const own = await pixelsOf(grainy);
    const { target } = await placed(recipe);
    const rows = target.top * FRAME.width * 3;
    expect(out.subarray(0, rows).equals(own.subarray(0, rows))).toBe(true);
  });
});

describe('a composed picture', () => {
  it('is the same bytes for the same inputs, and others for another seed', async () => {
    const [a, b, c] = await Promise.all([
      composed(sceneRecipe({ seed: 3 })),
      composed(sceneRecipe({ seed: 3 })),
      composed(sceneRecipe({ seed: 4 })),
    ]);
    expect(Buffer.from(a.bytes).equals(b.bytes)).toBe(true);
    expect(Buffer.from(a.bytes).equals(c.bytes)).toBe(false);
  });

  it("is labelled as a composite, and carries nothing of the plate's own metadata", async () => {
    const secret = await sharp(plate)
      .withExif({ IFD0: { Artist: 'Secret Person', Copyright: 'Secret Person' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Secret Person</x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(secret.includes('Secret Person')).toBe(true);
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const picture = await composed(sceneRecipe({ format }), { plate: secret });
      expect(readDigitalSourceType(picture.bytes)).toBe(
        'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
      );
      expect(readXmp(picture.bytes)).toContain(provenance.sourceHash);
      expect(Buffer.from(picture.bytes).includes('Secret Person')).toBe(false);
      expect((await sharp(picture.bytes).metadata()).exif).toBeUndefined();
    }
  });

  it('has the fill and the frame that were asked for', async () => {
    const recipe = sceneRecipe({ fill: 0.4, frame: { width: 320, height: 200 } });
    const picture = await composed(recipe);
    expect([picture.width, picture.height]).toEqual([320, 200]);
    expect(picture.fill).toBeCloseTo(0.4, 1);
  });

  it('crops the plate about the room: what was at the footing stays there', async () => {
    const wide = withMark(await plateOf([200, 200, 200], { width: 600, height: 300 }), 0.3 * 600, 0.82 * 300);
    const recipe = sceneRecipe({ shadow: 'none', fill: 0.3 });
    const room = { ...ROOM, footing: { x: 0.3, y: 0.82 } };
    const out = await pixelsOf((await composed(recipe, { plate: await wide, room })).bytes);
    const below = meanOf(out, 300, { left: 86, top: 252, width: 8, height: 6 });
    expect(below[1]).toBeLessThan(60);
  });
  /** A black square round a point of a picture. */
  const withMark = (png: Buffer, x: number, y: number) =>
    sharp(png)
      .composite([
        {
          input: { create: { width: 30, height: 30, channels: 3, background: '#000' } },
          left: Math.round(x - 15),
          top: Math.round(y - 15),
        },
      ])
      .png()
      .toBuffer();

  it('turns the plate upright and brings its colours to sRGB', async () => {
    const marked = await withMark(await plateOf([200, 200, 200]), 290, 20);
    const turned = await sharp(marked)
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    const out = await pixelsOf(
      (await composed(sceneRecipe({ shadow: 'none', fill: 0.3 }), { plate: turned })).bytes,
    );
    expect(meanOf(out, 300, { left: 265, top: 10, width: 8, height: 8 })[1]).toBeLessThan(40);
    const p3 = await sharp(await plateOf([200, 100, 60]))
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const stored = (await sharp(p3, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3);
    const read = (
      await pixelsOf((await composed(sceneRecipe({ shadow: 'none', fill: 0.3 }), { plate: p3 })).bytes)
    ).subarray(0, 3);
    expect(stored[0]).not.toBe(200);
    expect(Math.abs((read[0] ?? 0) - 200)).toBeLessThanOrEqual(6);
  });

  it('says by how much the product was enlarged, and refuses when it must not be', async () => {
    const frame = { width: 900, height: 900 };
    expect((await composed(sceneRecipe({ frame }))).upscaled).toBeGreaterThan(2);
    const recipe = sceneRecipe({ frame, upscale: 'refuse' });
    const refused = await compositor.composeScene({
      source,
      mask,
      plate: { bytes: plate },
      room: ROOM,
      recipe,
      provenance,
    });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'image-too-small', field: 'upscale' } });
  });

  it('is refused for a mask without a product', async () => {
    const empty = await maskOf(new Uint8Array(WIDTH * HEIGHT), WIDTH, HEIGHT);
    const result = await compositor.composeScene({
      source,
      mask: empty,
      plate: { bytes: plate },
      room: ROOM,
      recipe: sceneRecipe(),
      provenance,
    });
    expect(result).toMatchObject({ ok: false, error: { kind: 'mask-empty' } });
  });

  it('is not made when the work was cancelled', async () => {
    const signal = AbortSignal.abort();
    const request = { source, mask, plate: { bytes: plate }, room: ROOM, recipe: sceneRecipe(), provenance };
    const result = await compositor.composeScene(request, { signal });
    expect(result).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('a hostile plate', () => {
  const bomb = () => {
    // a PNG header that promises 60000 x 60000 pixels
    const png = Buffer.from(plate);
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    return png;
  };
  it.each([
    ['no bytes', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('I cannot draw that.')],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>')],
    ['half a file', () => plate.subarray(0, plate.length >> 1)],
    ['a promise of too many pixels', bomb],
    ['damaged data', () => Buffer.concat([plate.subarray(0, 60), Buffer.alloc(80, 7), plate.subarray(140)])],
  ])('of %s is refused by name', async (_, bytes) => {
    const result = await compositor.composeScene({
      source,
      mask,
      plate: { bytes: bytes() },
      room: ROOM,
      recipe: sceneRecipe(),
      provenance,
    });
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt', details: { picture: 'plate' } },
    });
  });
  it('of one pixel is refused by name', async () => {
    const tiny = await plateOf([1, 2, 3], { width: 1, height: 1 });
    const request = { source, mask, plate: { bytes: tiny }, room: ROOM, recipe: sceneRecipe(), provenance };
    const result = await compositor.composeScene(request);
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt', details: { reason: 'image-too-small' } },
    });
  });
});
