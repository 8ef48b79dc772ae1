import { describe, expect, it } from 'vitest';
import { refineMask } from './refine-mask.ts';

const SIDE = 64;
const SCALE = 4;
const WIDTH = SIDE * SCALE;

/** A disc of one colour on another, at the photo's scale, and a mask of it as blurred as a small model makes it. */
const disc = (front: readonly number[], back: readonly number[]) => {
  const rgb = new Uint8Array(WIDTH * WIDTH * 3);
  const truth = new Uint8Array(WIDTH * WIDTH);
  const mask = new Uint8Array(WIDTH * WIDTH);
  const square = new Uint8Array(SIDE * SIDE * 3);
  const coarse = new Float32Array(SIDE * SIDE);
  const alphaAt = (x: number, y: number, soft: number): number =>
    Math.max(0, Math.min(1, 0.5 + (80 - Math.hypot(x - 128, y - 128)) / soft));
  for (let y = 0; y < WIDTH; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const i = y * WIDTH + x;
      const a = alphaAt(x, y, 1.5);
      truth[i] = Math.round(a * 255);
      mask[i] = Math.round(alphaAt(x, y, 16) * 255);
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = Math.round((front[c] ?? 0) * a + (back[c] ?? 0) * (1 - a));
      if (x % SCALE !== 2 || y % SCALE !== 2) continue;
      const cell = ((y - 2) / SCALE) * SIDE + (x - 2) / SCALE;
      coarse[cell] = alphaAt(x, y, 16);
      for (let c = 0; c < 3; c++) square[cell * 3 + c] = rgb[i * 3 + c] ?? 0;
    }
  }
  return { coarse, square, side: SIDE, rgb, mask, width: WIDTH, height: WIDTH, truth };
};
const error = (mask: Uint8Array, truth: Uint8Array): number =>
  mask.reduce((sum, v, i) => sum + Math.abs(v - (truth[i] ?? 0)), 0);

describe('refining a mask', () => {
  it('finds the edge where the colours change', () => {
    const { truth, ...input } = disc([40, 90, 60], [225, 220, 215]);
    const before = error(input.mask, truth);
    refineMask(input);
    expect(error(input.mask, truth)).toBeLessThan(0.25 * before);
  });

  it('stays with the model where product and background have one colour', () => {
    const { truth, ...input } = disc([200, 200, 200], [202, 201, 200]);
    const before = error(input.mask, truth);
    refineMask(input);
    expect(error(input.mask, truth)).toBeLessThan(1.05 * before);
  });

  it('touches nothing away from edges', () => {
    const { truth: _, ...input } = disc([40, 90, 60], [225, 220, 215]);
    // a spot of background colour deep inside the product stays product
    input.rgb.set([225, 220, 215], (128 * WIDTH + 128) * 3);
    refineMask(input);
    expect(input.mask[128 * WIDTH + 128]).toBe(255);
    expect(input.mask[4 * WIDTH + 4]).toBe(0);
  });
});
