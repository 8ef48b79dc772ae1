import { describe, expect, it } from 'vitest';
import { cleanMask } from './clean-mask.ts';
import { isDoubtful } from './cut-out-facts.ts';
import { judgeMask, measureMask } from './judge-mask.ts';

const SIDE = 128;
type Area = readonly [left: number, top: number, width: number, height: number, value: number];
const judged = (...areas: readonly Area[]) => {
  const answer = new Float32Array(SIDE * SIDE);
  for (const [left, top, width, height, value] of areas) {
    for (let y = top; y < top + height; y++) answer.fill(value, y * SIDE + left, y * SIDE + left + width);
  }
  const cleaned = Float32Array.from(answer);
  const parts = cleanMask(cleaned, new Uint8Array(SIDE * SIDE * 3).fill(200), SIDE);
  return judgeMask(measureMask(answer, cleaned, SIDE, parts));
};

describe('judging a mask', () => {
  it('trusts one clean product, a pair, and one beside a prop that is left out', () => {
    expect(judged([30, 30, 60, 70, 1])).toEqual({ confidence: 1, doubts: [] });
    expect(judged([10, 30, 40, 70, 1], [70, 30, 40, 70, 1])).toEqual({ confidence: 1, doubts: [] });
    const besideBowl = judged([40, 30, 50, 70, 1], [0, 60, 20, 40, 1]);
    expect(besideBowl.doubts).toEqual(['props-left-out']);
    expect(isDoubtful(besideBowl)).toBe(false);
  });

  it.each([
    ['empty', [] as Area[]],
    ['nearly-empty', [[60, 60, 6, 6, 1]] as Area[]],
    ['nearly-full', [[1, 1, 125, 126, 1]] as Area[]],
    [
      'touches-all-borders',
      [
        [0, 40, 128, 40, 1],
        [40, 0, 40, 128, 1],
      ] as Area[],
    ],
    [
      'shattered',
      Array.from({ length: 9 }, (_, i): Area => [(i % 3) * 40 + 8, Math.floor(i / 3) * 40 + 8, 20, 20, 1]),
    ],
    ['touches-border', [[30, 30, 60, 98, 1]] as Area[]],
    [
      'several-things',
      [
        [30, 30, 50, 70, 1],
        [90, 60, 20, 30, 1],
      ] as Area[],
    ],
    ['unsure-edges', [[20, 20, 80, 80, 0.6]] as Area[]],
    [
      'see-through-parts',
      [
        [30, 20, 60, 30, 0.05],
        [30, 50, 60, 60, 1],
      ] as Area[],
    ],
  ])('doubts one that is %s', (doubt, areas) => {
    const found = judged(...areas);
    expect(found.doubts).toContain(doubt);
    expect(isDoubtful(found)).toBe(true);
  });
});
