import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { HEIGHT, maskOf, provenance, WIDTH } from '../jar-photo.ts';
import { readDigitalSourceType, readXmp } from '../xmp.ts';
import { makeJarInAPlace } from './jar-in-a-place.ts';
import { compositor, meanOf, pixelsOf, plateOf, ROOM, sceneRecipe } from './test-scenes.ts';

type Jar = Awaited<ReturnType<typeof makeJarInAPlace>>;
let jar: Jar;
beforeAll(async () => {
  jar = await makeJarInAPlace();
});

describe('a composed picture', () => {
  it('is the same bytes for the same inputs, and others for another seed', async () => {
    const [a, b, c] = await Promise.all([
      jar.composed(sceneRecipe({ seed: 3 })),
      jar.composed(sceneRecipe({ seed: 3 })),
      jar.composed(sceneRecipe({ seed: 4 })),
    ]);
    expect(Buffer.from(a.bytes).equals(b.bytes)).toBe(true);
    expect(Buffer.from(a.bytes).equals(c.bytes)).toBe(false);
  });

  it("is labelled as a composite, and carries nothing of the plate's own metadata", async () => {
    const secret = await sharp(jar.plate)
      .withExif({ IFD0: { Artist: 'Secret Person', Copyright: 'Secret Person' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">Secret Person</x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(secret.includes('Secret Person')).toBe(true);
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const picture = await jar.composed(sceneRecipe({ format }), { plate: secret });
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
    const picture = await jar.composed(recipe);
    expect([picture.width, picture.height]).toEqual([320, 200]);
    expect(picture.fill).toBeCloseTo(0.4, 1);
  });

  it('crops the plate about the room: what was at the footing stays there', async () => {
    const wide = withMark(await plateOf([200, 200, 200], { width: 600, height: 300 }), 0.3 * 600, 0.82 * 300);
    const recipe = sceneRecipe({ shadow: 'none', fill: 0.3 });
    const room = { ...ROOM, footing: { x: 0.3, y: 0.82 } };
    const out = await pixelsOf((await jar.composed(recipe, { plate: await wide, room })).bytes);
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
      (await jar.composed(sceneRecipe({ shadow: 'none', fill: 0.3 }), { plate: turned })).bytes,
    );
    expect(meanOf(out, 300, { left: 265, top: 10, width: 8, height: 8 })[1]).toBeLessThan(40);
    const p3 = await sharp(await plateOf([200, 100, 60]))
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const stored = (await sharp(p3, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3);
    const read = (
      await pixelsOf((await jar.composed(sceneRecipe({ shadow: 'none', fill: 0.3 }), { plate: p3 })).bytes)
    ).subarray(0, 3);
    expect(stored[0]).not.toBe(200);
    expect(Math.abs((read[0] ?? 0) - 200)).toBeLessThanOrEqual(6);
  });

  it('says by how much the product was enlarged, and refuses when it must not be', async () => {
    const frame = { width: 900, height: 900 };
    expect((await jar.composed(sceneRecipe({ frame }))).upscaled).toBeGreaterThan(2);
    const recipe = sceneRecipe({ frame, upscale: 'refuse' });
    const refused = await compositor.composeScene(jar.request(recipe));
    expect(refused).toMatchObject({ ok: false, error: { kind: 'image-too-small', field: 'upscale' } });
  });

  it('tells of a plate that had to be enlarged, in the file', async () => {
    expect(readXmp((await jar.composed(sceneRecipe())).bytes)).not.toContain('enlarged');
    const small = await plateOf([90, 90, 90], { width: 120, height: 120 });
    const picture = await jar.composed(sceneRecipe({ fill: 0.4 }), { plate: small });
    expect(readXmp(picture.bytes)).toContain('plate enlarged 2.50 times');
    expect(picture.upscaled).toBe(1);
  });

  it('is refused for a mask without a product', async () => {
    const empty = await maskOf(new Uint8Array(WIDTH * HEIGHT), WIDTH, HEIGHT);
    const result = await compositor.composeScene(jar.request(sceneRecipe(), { mask: empty }));
    expect(result).toMatchObject({ ok: false, error: { kind: 'mask-empty' } });
  });

  it('is not made when the work was cancelled', async () => {
    const signal = AbortSignal.abort();
    const result = await compositor.composeScene(jar.request(sceneRecipe()), { signal });
    expect(result).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });
});

describe('a hostile plate', () => {
  const bomb = () => {
    // a PNG header that promises 60000 x 60000 pixels
    const png = Buffer.from(jar.plate);
    png.writeUInt32BE(60_000, 16);
    png.writeUInt32BE(60_000, 20);
    return png;
  };
  it.each([
    ['no bytes', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('I cannot draw that.')],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>')],
    ['half a file', () => jar.plate.subarray(0, jar.plate.length >> 1)],
    ['a promise of too many pixels', bomb],
    [
      'damaged data',
      () => Buffer.concat([jar.plate.subarray(0, 60), Buffer.alloc(80, 7), jar.plate.subarray(140)]),
    ],
  ])('of %s is refused by name', async (_, bytes) => {
    const result = await compositor.composeScene(jar.request(sceneRecipe(), { plate: bytes() }));
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt', details: { picture: 'plate' } },
    });
  });
  it('of one pixel is refused by name', async () => {
    const tiny = await plateOf([1, 2, 3], { width: 1, height: 1 });
    const result = await compositor.composeScene(jar.request(sceneRecipe(), { plate: tiny }));
    expect(result).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt', details: { reason: 'image-too-small' } },
    });
  });
});
