import sharp, { type Region } from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { boxOf } from '#app/domain/imaging/placement.ts';
import { BACKDROP_KINDS, type RecipeInput } from '#app/domain/recipe/recipe.ts';
import type { CutOutMask } from '#app/ports/imaging.ts';
import { drawJar, HEIGHT, makeRender, maskOf, WIDTH } from './jar-photo.ts';

let source: Buffer;
let mask: CutOutMask;

beforeAll(async () => {
  ({ source, mask } = await drawJar());
});

const small = { width: 300, height: 300 };

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
      // the model hesitates in the middle of the product: its pixels have to stay all the same
      const unsure = await sharp(mask.png).extractChannel(0).raw().toBuffer();
      for (let y = 150; y < 190; y++) unsure.fill(190, y * WIDTH + 150, y * WIDTH + 210);
      const picture = await makeRender(source, await maskOf(unsure, WIDTH, HEIGHT))(input);
      const out = await sharp(picture.bytes).removeAlpha().raw().toBuffer();
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
