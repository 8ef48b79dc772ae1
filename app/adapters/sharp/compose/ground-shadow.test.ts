import { beforeAll, describe, expect, it } from 'vitest';
import type { LIGHT_DIRECTIONS } from '#app/domain/scene/scene-description.ts';
import { readFooting } from '../footing.ts';
import { makeJarInAPlace } from './jar-in-a-place.ts';
import { readStance } from './stance.ts';
import { FRAME, meanOf, pixelsOf, plateOf, sceneRecipe } from './test-scenes.ts';

type Jar = Awaited<ReturnType<typeof makeJarInAPlace>>;
let jar: Jar;
beforeAll(async () => {
  jar = await makeJarInAPlace();
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
      const rgb = await pixelsOf((await jar.composed(recipe)).bytes);
      const { product } = await jar.placed(recipe);
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
    const rgb = await pixelsOf((await jar.composed(recipe, { plate: await plateOf(red) })).bytes);
    const { product } = await jar.placed(recipe);
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
    const out = await pixelsOf((await jar.composed(recipe, { plate: grainy })).bytes);
    const own = await pixelsOf(grainy);
    const { target } = await jar.placed(recipe);
    const rows = target.top * FRAME.width * 3;
    expect(out.subarray(0, rows).equals(own.subarray(0, rows))).toBe(true);
  });
});

describe('light in a place', () => {
  it('pools round a product that is much the brighter, and nowhere else', async () => {
    const recipe = sceneRecipe({ shadow: 'none' });
    const on = async (level: number) => {
      const plate = await plateOf([level, level, level], { ...FRAME, noise: 8 });
      const rgb = await pixelsOf((await jar.composed(recipe, { plate })).bytes);
      const { product } = await jar.placed(recipe);
      const beside = { top: Math.round(product.top + 0.6 * product.height), width: 14, height: 14 };
      return meanOf(rgb, FRAME.width, { ...beside, left: Math.round(product.left - 20) })[1] / level;
    };
    expect(await on(24)).toBeGreaterThan(1.1);
    expect(await on(150)).toBeCloseTo(1, 1);
  });
});

describe('the line a product stands on', () => {
  /** A footing with this lower edge; columns without product are -1. */
  const stanceOf = (contour: readonly number[]) => {
    const width = contour.length;
    const alpha = new Uint8Array(width * 200);
    contour.forEach((low, x) => {
      for (let y = Math.max(0, low - 60); y <= low; y++) alpha[y * width + x] = 255;
    });
    return readStance(readFooting({ alpha, width, height: 200 }, 0, 0, width));
  };
  it('leads up the picture under a shoe that is seen at an angle', () => {
    const { slope, footing } = stanceOf(Array.from({ length: 200 }, (_, x) => 100 + Math.round(x * 0.3)));
    expect(slope).toBeCloseTo(0.3, 1);
    expect(Math.min(...footing.touch)).toBeGreaterThan(0.5);
  });
  it('joins two feet at unequal depth', () => {
    const { slope } = stanceOf(Array.from({ length: 200 }, (_, x) => (x < 40 ? 120 : x < 160 ? 70 : 150)));
    expect(slope).toBeGreaterThan(0.1);
  });
  it('is level under a round foot', () => {
    const round = Array.from({ length: 200 }, (_, x) => 150 - Math.round(((x - 99.5) / 100) ** 2 * 30));
    expect(stanceOf(round).slope).toBe(0);
  });
});
