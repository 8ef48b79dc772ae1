import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fairShares } from './fair-shares.ts';

const limits = { fileBytes: 700, totalBytes: 1_400 };
const sizes = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 14 });
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe('the room of a request', () => {
  test('is left to files that fit, each as it is', () => {
    expect(fairShares([100, 700, 600], limits)).toEqual([100, 700, 600]);
  });

  test('is shared evenly by those that are too large, and small ones stay as they are', () => {
    expect(fairShares([5_000, 100, 4_000, 2_000], limits)).toEqual([434, 100, 433, 433]);
    expect(fairShares([5_000], limits)).toEqual([700]);
  });

  test('is never exceeded, by one nor by all, and nobody is cut while another has more room than is fair', () => {
    fc.assert(
      fc.property(sizes, (given) => {
        const shares = fairShares(given, limits);
        expect(sum(shares)).toBeLessThanOrEqual(limits.totalBytes);
        const largest = Math.max(...shares);
        given.forEach((size, i) => {
          const share = shares[i] ?? 0;
          expect(share).toBeLessThanOrEqual(Math.min(size, limits.fileBytes));
          if (share < size && share < limits.fileBytes) expect(largest - share).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  test('is used: nothing is cut where all fits', () => {
    fc.assert(
      fc.property(sizes, (given) => {
        fc.pre(sum(given) <= limits.totalBytes && Math.max(...given) <= limits.fileBytes);
        expect(fairShares(given, limits)).toEqual(given);
      }),
    );
  });
});
