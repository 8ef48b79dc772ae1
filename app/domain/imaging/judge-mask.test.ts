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
  const kept = cleanMask(cleaned, SIDE);
  return judgeMask(measureMask(answer, cleaned, SIDE, kept));
};

describe('judging a mask', () => {
  it('trusts one clean product, a pair, and one that leaves the frame on a side', () => {
    expect(judged([30, 30, 60, 70, 1])).toEqual({ confidence: 1, doubts: [] });
    expect(judged([10, 30, 40, 70, 1], [70, 30, 40, 70, 1])).toEqual({ confidence: 1, doubts: [] });
    const cropped = judged([30, 30, 60, 98, 1]);
    expect(cropped.doubts).toEqual(['touches-border']);
    expect(isDoubtful(cropped)).toBe(false);
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
    ['unsure-edges', [[20, 20, 80, 80, 0.6]] as Area[]],
  ])('doubts one that is %s', (doubt, areas) => {
    const found = judged(...areas);
    expect(found.doubts).toContain(doubt);
    expect(isDoubtful(found)).toBe(true);
  });
});
