import { describe, expect, it } from 'vitest';
import { closeFalseHoles } from './holes.ts';

const SIDE = 128;
type Colour = readonly [number, number, number];
const PAPER: Colour = [235, 235, 233];

/** A product of 80 × 80 with a hole of 30 × 30 in it, before a background, and what shows in the hole. */
const picture = (shown: { hole: Colour; background?: (x: number, y: number) => Colour; answer?: number }) => {
  const plane = new Float32Array(SIDE * SIDE);
  const photo = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const at = y * SIDE + x;
      const inProduct = x >= 24 && x < 104 && y >= 24 && y < 104;
      const inHole = x >= 50 && x < 80 && y >= 50 && y < 80;
      plane[at] = inHole ? (shown.answer ?? 0) : inProduct ? 1 : 0;
      const colour = inHole ? shown.hole : inProduct ? [180, 40, 30] : (shown.background?.(x, y) ?? PAPER);
      photo.set(colour, at * 3);
    }
  }
  const closed = closeFalseHoles(plane, photo, SIDE, 0.5);
  return { closed, middle: plane[64 * SIDE + 64] };
};

describe('holes in a mask', () => {
  it('leaves a handle alone: it shows the background, or the background in shade', () => {
    expect(picture({ hole: PAPER })).toEqual({ closed: false, middle: 0 });
    expect(picture({ hole: [150, 149, 148] })).toEqual({ closed: false, middle: 0 });
  });

  it('closes a sun printed on the product: no background has that colour', () => {
    expect(picture({ hole: [238, 226, 205] })).toEqual({ closed: true, middle: 1 });
  });

  it('closes what shines brighter than the background behind it', () => {
    expect(picture({ hole: [255, 255, 254] })).toEqual({ closed: true, middle: 1 });
  });

  it('does not judge by colour before a background of many colours', () => {
    const background = (x: number, y: number): Colour =>
      (Math.floor(x / 8) + Math.floor(y / 8)) % 2 === 0 ? [60, 120, 110] : [200, 190, 120];
    expect(picture({ hole: [250, 240, 220], background })).toEqual({ closed: false, middle: 0 });
  });
});
