import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHADOWS } from '#app/domain/recipe/output-options.ts';
import {
  CAMERA_HEIGHTS,
  LIGHT_DIRECTIONS,
  LIGHT_QUALITIES,
  LIGHT_TEMPERATURES,
} from '#app/domain/scene/scene-description.ts';
import { runs } from '#tests/support/long-form.ts';
import { readXmp } from '../xmp.ts';
import { makeJarInAPlace } from './jar-in-a-place.ts';
import { FRAME, pixelsOf, plateOf, ROOM, sceneRecipe } from './test-scenes.ts';

type Jar = Awaited<ReturnType<typeof makeJarInAPlace>>;
let jar: Jar;
beforeAll(async () => {
  jar = await makeJarInAPlace();
});

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
        const picture = await jar.composed(recipe, { room, plate: await plateOf(colour, { noise }) });
        const out = await pixelsOf(picture.bytes);
        const inner = await jar.innerPixels(recipe, room);
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
    const onGreen = await makeJarInAPlace([20, 230, 60]);
    const recipe = sceneRecipe({ shadow: 'none' });
    const a = await pixelsOf((await jar.composed(recipe)).bytes);
    const other = await pixelsOf((await onGreen.composed(recipe)).bytes);
    expect(a.reduce((far, v, i) => Math.max(far, Math.abs(v - (other[i] ?? 0))), 0)).toBeLessThan(30);
  });
});

describe('a tint that is asked for', () => {
  const toLight = (v: number) => (v <= 10.3 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const insideMean = async (tint: number): Promise<number[]> => {
    const recipe = sceneRecipe({ tint, shadow: 'none', fill: 0.6 });
    const picture = await jar.composed(recipe, { plate: await plateOf([230, 180, 130]) });
    const out = await pixelsOf(picture.bytes);
    const inner = await jar.innerPixels(recipe);
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
    const tinted = await jar.composed(sceneRecipe({ tint: 0.25 }), { plate: await plateOf([230, 180, 130]) });
    expect(readXmp(tinted.bytes)).toMatch(/tint 0\.25 towards 1\.\d+\/\d\.\d+\/0\.\d+/);
    expect(readXmp((await jar.composed(sceneRecipe())).bytes)).not.toContain('tint');
  });
});
