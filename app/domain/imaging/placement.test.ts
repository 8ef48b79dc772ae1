import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASPECTS, frameSize } from '../recipe/frame.ts';
import { sceneSchema } from '../recipe/model-recipes.ts';
import { type PackshotRecipe, packshotSchema, type StudioRecipe, studioSchema } from '../recipe/recipe.ts';
import type { Box } from './cut-out-facts.ts';
import { boxOf, fillOf, placeInRoom, placeProduct } from './placement.ts';

const boxes = fc.record({
  left: fc.integer({ min: 0, max: 900 }),
  top: fc.integer({ min: 0, max: 900 }),
  width: fc.integer({ min: 20, max: 3000 }),
  height: fc.integer({ min: 20, max: 3000 }),
});
const recipes: fc.Arbitrary<PackshotRecipe | StudioRecipe> = fc
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

describe('placing a product in a room', () => {
  const scene = (height: 'table' | 'overhead', fill: number) =>
    sceneSchema.parse({
      kind: 'scene',
      fill,
      frame: { aspect: '4:5', size: 1000 },
      scene: {
        setting: 'a kitchen',
        surface: 'oak table',
        light: { direction: 'left', quality: 'soft', temperature: 'warm' },
        palette: [],
        camera: { height, distance: 'medium' },
        props: [],
        mood: 'calm',
      },
    });
  const box = { left: 40, top: 60, width: 300, height: 400 };
  const room = { footing: { x: 0.6, y: 0.8 }, width: 0.5, height: 0.6 };

  it('sets its foot on the footing, its middle above it', () => {
    const placed = placeInRoom(scene('table', 0.5), room, box, widened(box, 5));
    if (!placed.ok) throw new Error(placed.error.message);
    const { product } = placed.value;
    expect(product.top + product.height).toBeCloseTo(800, 6);
    expect(product.left + product.width / 2).toBeCloseTo(480, 6);
    expect(product.height).toBeCloseTo(500, 6);
  });

  it('lays it in the middle of the room when it is seen from straight above', () => {
    const placed = placeInRoom(scene('overhead', 0.5), room, box, box);
    if (!placed.ok) throw new Error(placed.error.message);
    const { product } = placed.value;
    expect(product.top + product.height / 2).toBeCloseTo(500, 6);
  });

  it('moves it only where it would leave the frame', () => {
    fc.assert(
      fc.property(
        boxes,
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        fc.nat(100),
        fc.nat(100),
        (b, f, x, y) => {
          const placed = placeInRoom(
            scene('table', f),
            { ...room, footing: { x: x / 100, y: y / 100 } },
            b,
            b,
          );
          if (!placed.ok) return;
          const { product, frame } = placed.value;
          expect(product.left).toBeGreaterThanOrEqual(-1e-6);
          expect(product.top).toBeGreaterThanOrEqual(-1e-6);
          expect(product.left + product.width).toBeLessThanOrEqual(frame.width + 1e-6);
          expect(product.top + product.height).toBeLessThanOrEqual(frame.height + 1e-6);
        },
      ),
    );
  });
});
