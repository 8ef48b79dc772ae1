import fc from 'fast-check';
import sharp, { type Region } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CutOutFacts } from '#app/domain/imaging/cut-out-facts.ts';
import { boxOf } from '#app/domain/imaging/placement.ts';
import { rgbOf } from '#app/domain/recipe/colour.ts';
import { ASPECTS } from '#app/domain/recipe/frame.ts';
import { parseRecipe } from '#app/domain/recipe/parse-recipe.ts';
import {
  BACKDROP_KINDS,
  OUTPUT_FORMATS,
  type Recipe,
  type RecipeInput,
  SHADOWS,
} from '#app/domain/recipe/recipe.ts';
import type { CutOutMask, RenderedPicture } from '#app/ports/imaging.ts';
import { runs } from '#tests/support/long-form.ts';
import { makeSharpRenderer } from './sharp-renderer.ts';
import { readDigitalSourceType, readXmp } from './xmp.ts';

const WIDTH = 360;
const HEIGHT = 300;
const renderer = makeSharpRenderer();
const provenance = { sourceHash: 'a'.repeat(64), recipeHash: 'b'.repeat(64), versions: { softbox: '0.1.0' } };

let source: Buffer;
let mask: CutOutMask;

/** A jar with a lid on a table: curved edges, a narrow neck, pixels that all differ. */
beforeAll(async () => {
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
    [220, 30, 200].forEach((back, c) => {
      photo[i * 3 + c] = Math.round((texture[i * 3 + c] ?? 0) * a + back * (1 - a));
    });
  }
  source = await sharp(photo, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
  mask = await maskOf(alpha, WIDTH, HEIGHT);
});

const maskOf = async (
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

const parsed = (input: RecipeInput): Recipe => {
  const recipe = parseRecipe(input);
  if (!recipe.ok) throw new Error(recipe.error.message);
  return recipe.value;
};

const render = async (input: RecipeInput): Promise<RenderedPicture> => {
  const result = await renderer.render({ source, mask, recipe: parsed(input), provenance });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const small = { width: 300, height: 300 };
const pixels = async (picture: RenderedPicture): Promise<Uint8Array> =>
  sharp(picture.bytes).removeAlpha().raw().toBuffer();

/** The product as one resampling of the source gives it, made here without any of the renderer's code. */
const resampled = async (width: number, height: number, region: Region) => {
  const size = { width, height, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false } as const;
  const rgb = await sharp(source).extract(region).resize(size).raw().toBuffer();
  const alpha = await sharp(mask.png).extract(region).resize(size).extractChannel(0).raw().toBuffer();
  return { rgb, alpha };
};

describe('the product is never repainted', () => {
  const kinds: RecipeInput[] = [
    { kind: 'packshot', format: 'png', frame: small, fill: 1 },
    { kind: 'packshot', format: 'png', frame: small, fill: 0.3 },
    { kind: 'packshot', format: 'png', frame: small, background: '#00ff00' },
    { kind: 'packshot', format: 'png', frame: small, background: '#000000', shadow: 'soft' },
    { kind: 'packshot', format: 'png', frame: small, background: 'transparent', shadow: 'contact' },
    ...BACKDROP_KINDS.map(
      (kind): RecipeInput => ({
        kind: 'studio',
        format: 'png',
        frame: small,
        backdrop: { kind },
        reflection: 1,
      }),
    ),
  ];
  it.each(kinds.map((k) => [JSON.stringify(k), k] as const))(
    'inside the mask eroded by 2 px it equals the source: %s',
    async (_, input) => {
      const picture = await render(input);
      const out = await pixels(picture);
      const plane = await sharp(mask.png).extractChannel(0).raw().toBuffer();
      const region = boxOf(plane, WIDTH, HEIGHT, 4) ?? { left: 0, top: 0, width: 0, height: 0 };
      const box = boxOf(plane, WIDTH, HEIGHT, 128) ?? region;
      const scale = (picture.fill * 300) / Math.max(box.width, box.height);
      const found = await locate(out, region, scale);
      expect(found.compared).toBeGreaterThan(2000);
      expect(found.different).toBe(0);
    },
  );

  /** Looks for the place where the resampled product lies, and counts the pixels of the eroded mask that differ there. */
  const locate = async (out: Uint8Array, region: Region, scale: number) => {
    let best = { compared: 0, different: Number.POSITIVE_INFINITY };
    for (const dw of [0, -1, 1]) {
      for (const dh of [0, -1, 1]) {
        const width = Math.round(region.width * scale) + dw;
        const height = Math.round(region.height * scale) + dh;
        const { rgb, alpha } = await resampled(width, height, region);
        const inner = eroded(alpha, width, height);
        for (let top = 0; top <= 300 - height; top++) {
          for (const left of [-1, 0, 1].map((d) => Math.round((300 - width) / 2) + d)) {
            const different = count(out, rgb, inner, width, left, top, best.different);
            if (different < best.different) best = { compared: inner.length, different };
          }
        }
      }
    }
    return best;
  };
  const eroded = (alpha: Uint8Array, width: number, height: number): number[] => {
    const inner: number[] = [];
    for (let y = 2; y < height - 2; y++) {
      for (let x = 2; x < width - 2; x++) {
        let solid = true;
        for (let v = -2; v <= 2 && solid; v++) {
          for (let u = -2; u <= 2 && solid; u++) solid = (alpha[(y + v) * width + x + u] ?? 0) >= 128;
        }
        if (solid) inner.push(y * width + x);
      }
    }
    return inner;
  };
  const count = (
    out: Uint8Array,
    rgb: Uint8Array,
    inner: number[],
    width: number,
    left: number,
    top: number,
    enough: number,
  ): number => {
    let different = 0;
    for (const at of inner) {
      const to = ((top + Math.floor(at / width)) * 300 + left + (at % width)) * 3;
      if (out[to] !== rgb[at * 3] || out[to + 1] !== rgb[at * 3 + 1] || out[to + 2] !== rgb[at * 3 + 2])
        different += 1;
      if (different >= enough) return different;
    }
    return different;
  };
});

it('leaves nothing of the old background at the edges', async () => {
  const picture = await render({ kind: 'packshot', format: 'png', frame: small });
  const out = await pixels(picture);
  // the old background is (220, 30, 200): pixels whose green is far below both others come from it
  let tainted = 0;
  for (let i = 0; i < out.length; i += 3) {
    const [r = 0, g = 0, b = 0] = out.subarray(i, i + 3);
    if (r - g > 70 && b - g > 70) tainted += 1;
  }
  expect(tainted).toBe(0);
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
