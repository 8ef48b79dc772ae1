import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { boxOf } from '#app/domain/imaging/placement.ts';
import { rgbOf } from '#app/domain/recipe/colour.ts';
import { ASPECTS } from '#app/domain/recipe/frame.ts';
import { OUTPUT_FORMATS, type RecipeInput, SHADOWS } from '#app/domain/recipe/recipe.ts';
import type { CutOutMask, RenderedPicture } from '#app/ports/imaging.ts';
import { runs } from '#tests/support/long-form.ts';
import { drawJar, HEIGHT, makeRender, maskOf, parsed, provenance, renderer, WIDTH } from './jar-photo.ts';
import { readDigitalSourceType, readXmp } from './xmp.ts';

let source: Buffer;
let mask: CutOutMask;
let render: ReturnType<typeof makeRender>;

beforeAll(async () => {
  ({ source, mask } = await drawJar());
  render = makeRender(source, mask);
});

const small = { width: 300, height: 300 };
const pixels = async (picture: RenderedPicture): Promise<Uint8Array> =>
  sharp(picture.bytes).removeAlpha().raw().toBuffer();

it('leaves nothing of the old background at the edges: whatever it was, the picture is the same', async () => {
  const recipe: RecipeInput = { kind: 'packshot', format: 'png', frame: small };
  const onGreen = await drawJar([20, 230, 60]);
  const a = await pixels(await render(recipe));
  const b = await pixels(await makeRender(onGreen.source, onGreen.mask)(recipe));
  let far = 0;
  for (let i = 0; i < a.length; i++) far = Math.max(far, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  expect(far).toBeLessThan(25);
});

describe('backgroundExact', () => {
  const colour = fc
    .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
    .map(([r, g, b]) => `#${[r, g, b].map((v) => v.toString(16).padStart(2, '0')).join('')}`);
  it('holds for any colour, shadow and format, and is true of the decoded file', async () => {
    await fc.assert(
      fc.asyncProperty(
        colour,
        fc.constantFrom(...SHADOWS),
        fc.constantFrom(...OUTPUT_FORMATS),
        fc.integer({ min: 40, max: 100 }),
        async (background, shadow, format, quality) => {
          const picture = await render({
            kind: 'packshot',
            background,
            shadow,
            format,
            quality,
            frame: { width: 200, height: 200 },
          });
          expect(picture.backgroundExact).toBe(true);
          const out = await pixels(picture);
          // a corner is far from everything
          expect([...out.subarray(0, 3)]).toEqual([...rgbOf(background)]);
        },
      ),
      { numRuns: runs(40) },
    );
  });

  it('is exact up to the last pixel without loss', async () => {
    const picture = await render({
      kind: 'packshot',
      background: '#12ab9f',
      format: 'webp',
      lossless: true,
      frame: small,
    });
    expect(picture.backgroundExact).toBe(true);
  });

  it('is not claimed where a recipe asks for no exact colour', async () => {
    expect((await render({ kind: 'studio', frame: small })).backgroundExact).toBeNull();
  });
});

describe('a finished packshot', () => {
  it('has the fill and the size that were asked for, in every aspect', async () => {
    for (const aspect of ASPECTS) {
      const fill = aspect === '16:9' ? 0.95 : 0.6;
      const picture = await render({ kind: 'packshot', frame: { aspect, size: 400 }, fill, format: 'png' });
      expect(Math.abs(picture.fill / fill - 1)).toBeLessThan(0.01);
      const meta = await sharp(picture.bytes).metadata();
      expect([meta.width, meta.height]).toEqual([picture.width, picture.height]);
    }
  });

  it('is centred', async () => {
    const out = await pixels(
      await render({ kind: 'packshot', format: 'png', frame: { width: 500, height: 400 } }),
    );
    const plane = new Uint8Array(500 * 400);
    for (let i = 0; i < plane.length; i++)
      plane[i] = (out[i * 3] ?? 0) < 250 || (out[i * 3 + 1] ?? 0) < 250 ? 255 : 0;
    const box = boxOf(plane, 500, 400, 128);
    expect(box).not.toBeNull();
    if (!box) return;
    expect(Math.abs(box.left + box.width / 2 - 250)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(box.top + box.height / 2 - 200)).toBeLessThanOrEqual(1.5);
  });

  it('says by how much it was enlarged', async () => {
    expect(
      (await render({ kind: 'packshot', frame: { aspect: '1:1', size: 1000 } })).upscaled,
    ).toBeGreaterThan(3);
    expect((await render({ kind: 'packshot', frame: { aspect: '1:1', size: 150 } })).upscaled).toBe(1);
  });

  it('keeps what shows through when the background is transparent', async () => {
    for (const format of ['png', 'webp'] as const) {
      const picture = await render({ kind: 'packshot', background: 'transparent', format, frame: small });
      const alpha = await sharp(picture.bytes).extractChannel('alpha').raw().toBuffer();
      expect(alpha[0]).toBe(0);
      expect(alpha[150 * 300 + 150]).toBe(255);
      expect(picture.backgroundExact).toBe(true);
    }
  });

  it('has its shadow below the product and nowhere above it', async () => {
    const plain = await pixels(await render({ kind: 'packshot', format: 'png', frame: small, fill: 0.7 }));
    for (const shadow of ['contact', 'soft'] as const) {
      const out = await pixels(
        await render({ kind: 'packshot', format: 'png', frame: small, fill: 0.7, shadow }),
      );
      const darker = (from: number, to: number): number => {
        let n = 0;
        for (let i = from * 900; i < to * 900; i++) n += (plain[i] ?? 0) > (out[i] ?? 0) ? 1 : 0;
        return n;
      };
      expect(darker(0, 150)).toBe(0);
      expect(darker(254, 300)).toBeGreaterThan(100);
    }
  });
});

describe('every file', () => {
  const inputs: RecipeInput[] = OUTPUT_FORMATS.flatMap((format): RecipeInput[] => [
    { kind: 'packshot', format, frame: small, background: '#d7e3f1' },
    { kind: 'studio', format, frame: small, backdrop: { kind: 'plinth' }, reflection: 0.5, seed: 11 },
  ]);
  it.each(inputs.map((i) => [`${i.kind} ${i.format}`, i] as const))(
    'carries its label and provenance: %s',
    async (_, input) => {
      const picture = await render(input);
      expect(readDigitalSourceType(picture.bytes)).toBe(picture.digitalSourceType);
      expect(readXmp(picture.bytes)).toContain(provenance.sourceHash);
      const meta = await sharp(picture.bytes).metadata();
      expect(meta.exif).toBeUndefined();
      expect(meta.format).toBe(input.format);
      // other readers find the packet too
      expect(meta.xmpAsString ?? meta.xmp?.toString()).toContain('DigitalSourceType');
    },
  );

  it.each(inputs.map((i) => [`${i.kind} ${i.format}`, i] as const))(
    'is the same, byte for byte, made twice: %s',
    async (_, input) => {
      const [a, b] = [await render(input), await render(input)];
      expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
    },
  );

  it('differs with the seed', async () => {
    const [a, b] = [
      await render({ kind: 'studio', frame: small, seed: 1 }),
      await render({ kind: 'studio', frame: small, seed: 2 }),
    ];
    expect(Buffer.compare(a.bytes, b.bytes)).not.toBe(0);
  });
});

describe('a request that cannot be met', () => {
  const bare = parsed({ kind: 'packshot', frame: small });
  it('is refused when the mask is empty', async () => {
    const empty = await maskOf(new Uint8Array(WIDTH * HEIGHT), WIDTH, HEIGHT);
    expect(await renderer.render({ source, mask: empty, recipe: bare, provenance })).toMatchObject({
      ok: false,
      error: { kind: 'mask-empty' },
    });
  });

  it('ends when it is cancelled', async () => {
    const request = { source, mask, recipe: bare, provenance };
    expect(await renderer.render(request, { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { kind: 'cancelled' },
    });
    const later = new AbortController();
    const running = renderer.render(request, { signal: later.signal });
    later.abort();
    expect(await running).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });

  it('names a source that broke since it was looked at', async () => {
    const broken = source.subarray(0, source.length >> 1);
    expect(await renderer.render({ source: broken, mask, recipe: bare, provenance })).toMatchObject({
      ok: false,
      error: { kind: 'image-corrupt' },
    });
  });
});

describe('a source of another make', () => {
  it('is turned upright, made sRGB, and loses its private metadata', async () => {
    const turned = await sharp(source)
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .withExifMerge({ IFD0: { Artist: 'Somebody' } })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const recipe = parsed({ kind: 'packshot', format: 'png', frame: small });
    const result = await renderer.render({ source: turned, mask, recipe, provenance });
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    expect(Buffer.from(result.value.bytes).includes('Somebody')).toBe(false);
    const upright = await pixels(await render({ kind: 'packshot', format: 'png', frame: small }));
    const out = await pixels(result.value);
    let sum = 0;
    for (let i = 0; i < out.length; i++) sum += Math.abs((out[i] ?? 0) - (upright[i] ?? 0));
    expect(sum / out.length).toBeLessThan(3);
  });

  it('may be cut out already: its own alpha is taken, soft parts and all', async () => {
    const alpha = new Uint8Array(WIDTH * HEIGHT);
    for (let y = 60; y < 240; y++) alpha.fill(y < 150 ? 128 : 255, y * WIDTH + 100, y * WIDTH + 260);
    const rgba = Buffer.alloc(WIDTH * HEIGHT * 4);
    for (let i = 0; i < alpha.length; i++) rgba.set([200, 100, 40, alpha[i] ?? 0], i * 4);
    const cut = await sharp(rgba, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } })
      .png()
      .toBuffer();
    const recipe = parsed({ kind: 'packshot', format: 'png', frame: small, background: 'transparent' });
    const own = await maskOf(alpha, WIDTH, HEIGHT, 'alpha');
    const result = await renderer.render({ source: cut, mask: own, recipe, provenance });
    expect(result.ok).toBe(true);
    if (!result.ok) return;
    const out = await sharp(result.value.bytes).raw().toBuffer();
    const at = (x: number, y: number) => [...out.subarray((y * 300 + x) * 4, (y * 300 + x) * 4 + 4)];
    expect(at(150, 250)).toEqual([200, 100, 40, 255]);
    // colour under half alpha is carried premultiplied through the resampling, which costs a level
    at(150, 60).forEach((v, i) => {
      expect(Math.abs(v - ([200, 100, 40, 128][i] ?? 0))).toBeLessThanOrEqual(1);
    });
  });
});
