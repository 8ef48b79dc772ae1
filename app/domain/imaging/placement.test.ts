import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASPECTS, frameSize } from '../recipe/frame.ts';
import { packshotSchema, type Recipe, studioSchema } from '../recipe/recipe.ts';
import type { Box } from './cut-out-facts.ts';
import { boxOf, fillOf, placeProduct } from './placement.ts';

const boxes = fc.record({
  left: fc.integer({ min: 0, max: 900 }),
  top: fc.integer({ min: 0, max: 900 }),
  width: fc.integer({ min: 20, max: 3000 }),
  height: fc.integer({ min: 20, max: 3000 }),
});
const recipes: fc.Arbitrary<Recipe> = fc
  .record({
    kind: fc.constantFrom('packshot', 'studio'),
    aspect: fc.constantFrom(...ASPECTS),
    size: fc.integer({ min: 600, max: 4472 }),
    fill: fc.double({ min: 0.3, max: 1, noNaN: true }),
    backdrop: fc.constantFrom('solid', 'sweep', 'table', 'plinth'),
  })
  .map(({ kind, aspect, size, fill, backdrop }) => {
    const frame = { aspect, size };
    return kind === 'packshot'
      ? packshotSchema.parse({ kind, frame, fill })
      : studioSchema.parse({ kind, frame, fill, backdrop: { kind: backdrop } });
  });
const widened = (box: Box, by: number): Box => ({
  left: box.left - by,
  top: box.top - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
});

describe('placing a product', () => {
  it('gives its longest side the share of the frame that was asked for, within one percent', () => {
    fc.assert(
      fc.property(recipes, boxes, (recipe, box) => {
        const placed = placeProduct(recipe, box, box);
        if (!placed.ok) return;
        const { target, frame } = placed.value;
        const fill = fillOf(
          { ...target, width: box.width * placed.value.scale, height: box.height * placed.value.scale },
          frame,
        );
        expect(Math.abs(fill / recipe.fill - 1)).toBeLessThan(0.001);
        const long = box.height >= box.width ? target.height / frame.height : target.width / frame.width;
        expect(Math.abs(long / recipe.fill - 1)).toBeLessThan(0.01);
      }),
    );
  });

  it('centres a packshot to a pixel, soft edges or not', () => {
    fc.assert(
      fc.property(recipes, boxes, fc.integer({ min: 0, max: 40 }), (recipe, box, soft) => {
        if (recipe.kind !== 'packshot') return;
        const placed = placeProduct(recipe, box, widened(box, soft));
        if (!placed.ok) return;
        const { target, frame } = placed.value;
        expect(Math.abs(target.left + target.width / 2 - frame.width / 2)).toBeLessThanOrEqual(1);
        expect(Math.abs(target.top + target.height / 2 - frame.height / 2)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps the whole product inside the frame, or refuses the fill by name', () => {
    fc.assert(
      fc.property(recipes, boxes, (recipe, box) => {
        const placed = placeProduct(recipe, box, box);
        if (!placed.ok) {
          expect(placed.error).toMatchObject({ kind: 'unsupported-option', field: 'fill' });
          const most = placed.error.details?.most;
          if (typeof most === 'number' && most >= 0.3) {
            expect(placeProduct({ ...recipe, fill: most }, box, box).ok).toBe(true);
          }
          return;
        }
        const { target, frame } = placed.value;
        expect(target.left).toBeGreaterThanOrEqual(-1);
        expect(target.top).toBeGreaterThanOrEqual(-1);
        expect(target.left + target.width).toBeLessThanOrEqual(frame.width + 1);
        expect(target.top + target.height).toBeLessThanOrEqual(frame.height + 1);
      }),
    );
  });

  it('refuses to enlarge when told so, and names the frame that would do', () => {
    const box = { left: 10, top: 10, width: 200, height: 400 };
    const recipe = packshotSchema.parse({ kind: 'packshot', upscale: 'refuse' });
    const refused = placeProduct(recipe, box, box);
    expect(refused).toMatchObject({ ok: false, error: { kind: 'image-too-small', field: 'upscale' } });
    if (refused.ok) return;
    const size = Number(refused.error.details?.longestSide);
    expect(frameSize({ aspect: '1:1', size }).height).toBe(470);
    expect(placeProduct({ ...recipe, frame: { aspect: '1:1', size } }, box, box).ok).toBe(true);
  });
});

it('finds the box of what is solid enough', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 12 }),
      fc.infiniteStream(fc.constantFrom(0, 0, 127, 128, 255)),
      (width, height, stream) => {
        const plane = Uint8Array.from({ length: width * height }, () => stream.next().value as number);
        const xs: number[] = [];
        const ys: number[] = [];
        plane.forEach((v, i) => {
          if (v >= 128) {
            xs.push(i % width);
            ys.push(Math.floor(i / width));
          }
        });
        const expected =
          xs.length === 0
            ? null
            : {
                left: Math.min(...xs),
                top: Math.min(...ys),
                width: Math.max(...xs) - Math.min(...xs) + 1,
                height: Math.max(...ys) - Math.min(...ys) + 1,
              };
        expect(boxOf(plane, width, height, 128)).toEqual(expected);
      },
    ),
  );
});
