import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanMask } from './clean-mask.ts';
import { findParts } from './mask-runs.ts';

const SIDE = 64;
/** A photo in which nothing tells product from background. */
const GREY = new Uint8Array(SIDE * SIDE * 3).fill(200);
const plane = (
  ...areas: readonly [left: number, top: number, width: number, height: number, value: number][]
): Float32Array => {
  const cells = new Float32Array(SIDE * SIDE);
  for (const [left, top, width, height, value] of areas) {
    for (let y = top; y < top + height; y++) cells.fill(value, y * SIDE + left, y * SIDE + left + width);
  }
  return cells;
};
const at = (cells: Float32Array, x: number, y: number): number => cells[y * SIDE + x] ?? Number.NaN;

describe('cleaning a mask', () => {
  it('takes dust away and leaves a second product alone', () => {
    const cells = plane([4, 4, 24, 24, 1], [40, 40, 12, 12, 1], [58, 2, 2, 2, 1]);
    expect(cleanMask(cells, GREY, SIDE)).toEqual({ kept: [576, 144], props: 0 });
    expect(at(cells, 58, 2)).toBe(0);
    expect(at(cells, 45, 45)).toBe(1);
  });

  it('closes a pinhole in which the model hesitates, and keeps a hole that is one', () => {
    const hesitant = plane([4, 4, 50, 50, 1], [20, 20, 4, 4, 0.3]);
    cleanMask(hesitant, GREY, SIDE);
    expect(at(hesitant, 22, 22)).toBe(1);
    const handle = plane([4, 4, 50, 50, 1], [20, 20, 4, 4, 0]);
    cleanMask(handle, GREY, SIDE);
    expect(at(handle, 22, 22)).toBe(0);
  });

  it('decides half-way cells away from edges and leaves edges as they are', () => {
    const cells = plane([0, 0, 64, 64, 0.2], [4, 4, 30, 50, 0.8], [30, 4, 4, 50, 0.6]);
    cleanMask(cells, GREY, SIDE);
    expect(at(cells, 14, 30)).toBe(1);
    expect(at(cells, 60, 30)).toBe(0);
    expect(at(cells, 32, 30)).toBeCloseTo(0.6);
  });

  it('leaves a bowl that the photo cuts off beside a product that stands whole', () => {
    const cells = plane([24, 10, 18, 44, 1], [0, 30, 14, 20, 1]);
    expect(cleanMask(cells, GREY, SIDE)).toEqual({ kept: [792], props: 1 });
    expect(at(cells, 6, 40)).toBe(0);
  });

  it('keeps a product that the photo cuts off when nothing else stands whole', () => {
    const cells = plane([0, 10, 40, 44, 1]);
    expect(cleanMask(cells, GREY, SIDE)).toEqual({ kept: [1760], props: 0 });
  });

  it('finds nothing in nothing', () => {
    expect(cleanMask(plane(), GREY, SIDE)).toEqual({ kept: [], props: 0 });
  });
});

it('finds the same connected parts as a flood fill', () => {
  const side = 9;
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: side * side, maxLength: side * side }), (bits) => {
      const cells = Float32Array.from(bits, (b) => (b ? 1 : 0));
      const sizes: number[] = [];
      const seen = new Set<number>();
      for (let start = 0; start < cells.length; start++) {
        if (cells[start] === 0 || seen.has(start)) continue;
        const stack = [start];
        let size = 0;
        seen.add(start);
        for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
          size += 1;
          const x = cell % side;
          const around = [x > 0 ? cell - 1 : -1, x < side - 1 ? cell + 1 : -1, cell - side, cell + side];
          for (const next of around) {
            if (next < 0 || next >= cells.length || cells[next] === 0 || seen.has(next)) continue;
            seen.add(next);
            stack.push(next);
          }
        }
        sizes.push(size);
      }
      expect([...findParts(cells, side, 0.5).sizes].sort((a, b) => a - b)).toEqual(
        sizes.sort((a, b) => a - b),
      );
    }),
  );
});
