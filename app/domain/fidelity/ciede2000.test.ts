import { describe, expect, it } from 'vitest';
import { ciede2000 } from './ciede2000.ts';
import { type Lab, labOfLinear, linearOf, linearOfLab, srgbOf } from './lab.ts';

const lab = (l: number, a: number, b: number): Lab => ({ l, a, b });

// Pairs published with the formula (Sharma, Wu, Dalal 2005, table 1): they reach its branches on hue
const PUBLISHED: readonly [Lab, Lab, number][] = [
  [lab(50, 2.6772, -79.7751), lab(50, 0, -82.7485), 2.0425],
  [lab(50, -1.3802, -84.2814), lab(50, 0, -82.7485), 1.0],
  [lab(50, 0, 0), lab(50, -1, 2), 2.3669],
  [lab(50, 2.49, -0.001), lab(50, -2.49, 0.0009), 7.1792],
  [lab(50, 2.49, -0.001), lab(50, -2.49, 0.0011), 7.2195],
  [lab(50, 2.5, 0), lab(73, 25, -18), 27.1492],
  [lab(50, 2.5, 0), lab(56, -27, -3), 31.903],
  [lab(60.2574, -34.0099, 36.2677), lab(60.4626, -34.1751, 39.4387), 1.2644],
  [lab(22.7233, 20.0904, -46.694), lab(23.0331, 14.973, -42.5619), 2.0373],
  [lab(90.9257, -0.5406, -0.9208), lab(88.6381, -0.8985, -0.7239), 1.5381],
  [lab(2.0776, 0.0795, -1.135), lab(0.9033, -0.0636, -0.5514), 0.9082],
];

describe('the colour difference CIEDE2000', () => {
  it('gives the figures published with the formula, in both directions', () => {
    for (const [one, two, expected] of PUBLISHED) {
      expect(ciede2000(one, two)).toBeCloseTo(expected, 3);
      expect(ciede2000(two, one)).toBeCloseTo(expected, 3);
    }
  });

  it('lets a difference of lightness count for less when asked', () => {
    expect(ciede2000(lab(50, 0, 0), lab(60, 0, 0), 2)).toBeCloseTo(
      ciede2000(lab(50, 0, 0), lab(60, 0, 0)) / 2,
      6,
    );
  });
});

describe('Lab', () => {
  it('has white at lightness 100 without colour, and comes back to the same light', () => {
    const white = labOfLinear(1, 1, 1);
    expect(white.l).toBeCloseTo(100, 3);
    expect(Math.abs(white.a) + Math.abs(white.b)).toBeLessThan(0.02);
    for (const [r, g, b] of [
      [0.8, 0.1, 0.3],
      [0.02, 0.5, 0.9],
      [0.001, 0.001, 0.002],
    ] as const) {
      const [r2, g2, b2] = linearOfLab(labOfLinear(r, g, b));
      expect(r2).toBeCloseTo(r, 4);
      expect(g2).toBeCloseTo(g, 4);
      expect(b2).toBeCloseTo(b, 4);
    }
    expect(srgbOf(linearOf(0.37))).toBeCloseTo(0.37, 9);
  });
});
