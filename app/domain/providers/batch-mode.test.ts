import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOfLoss, type HandInLimits, inTurn, nextHandIn, nextLookMs } from './batch-mode.ts';

const START = Date.parse('2026-11-23T00:00:00Z');
const LIMITS: HandInLimits = {
  requests: 4,
  requestBytes: 1_000,
  replyBytes: 1_000,
  holdMs: 60_000,
  open: 5,
};
const piece = (storeId: string, at: number, bytes: { requestBytes?: number; replyBytes?: number } = {}) => ({
  storeId,
  requestBytes: 100,
  replyBytes: 100,
  createdAt: new Date(START + at),
  ...bytes,
});
const later = (ms: number) => new Date(START + ms);

describe('what is handed in next', () => {
  test('a small order waits for others, but not longer than the hold', () => {
    const waiting = [piece('a', 0), piece('a', 10)];
    expect(nextHandIn(waiting, LIMITS, later(59_999))).toEqual([]);
    expect(nextHandIn(waiting, LIMITS, later(60_000))).toEqual(waiting);
  });

  test('a batch that is full goes at once, and no store stands behind another', () => {
    const large = Array.from({ length: 10 }, (_, i) => piece('large', i));
    const small = piece('small', 20);
    const chosen = nextHandIn([...large, small], LIMITS, later(30));
    expect(chosen.map((one) => one.storeId)).toEqual(['large', 'small', 'large', 'large']);
  });

  test('nothing waits: nothing is handed in', () => {
    expect(nextHandIn([], LIMITS, later(1e9))).toEqual([]);
  });

  test('one that is too large by itself goes alone', () => {
    const huge = piece('a', 0, { requestBytes: 5_000 });
    expect(nextHandIn([huge, piece('b', 1)], LIMITS, later(2))).toEqual([huge]);
  });

  test('no batch passes a limit, and every draw is handed in in the end', () => {
    const pieces = fc.array(
      fc.record({
        storeId: fc.constantFrom('a', 'b', 'c'),
        requestBytes: fc.integer({ min: 1, max: 1_200 }),
        replyBytes: fc.integer({ min: 1, max: 1_200 }),
        createdAt: fc.integer({ min: 0, max: 60_000 }).map(later),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        let left = all;
        for (let turns = 0; left.length > 0; turns++) {
          const chosen = nextHandIn(left, LIMITS, later(120_000));
          expect(chosen.length).toBeGreaterThan(0);
          if (chosen.length > 1) {
            const sum = (field: 'requestBytes' | 'replyBytes') => chosen.reduce((n, p) => n + p[field], 0);
            expect(chosen.length).toBeLessThanOrEqual(LIMITS.requests);
            expect(sum('requestBytes')).toBeLessThanOrEqual(LIMITS.requestBytes);
            expect(sum('replyBytes')).toBeLessThanOrEqual(LIMITS.replyBytes);
          }
          left = left.filter((one) => !chosen.includes(one));
          expect(turns).toBeLessThan(all.length);
        }
      }),
    );
  });
});

test('stores take turns, each with its oldest first', () => {
  const all = [piece('a', 3), piece('a', 1), piece('b', 2), piece('a', 2)];
  expect(inTurn(all).map(({ storeId, createdAt }) => [storeId, createdAt.getTime() - START])).toEqual([
    ['a', 1],
    ['b', 2],
    ['a', 2],
    ['a', 3],
  ]);
});

test('a batch is looked at less and less often, and at least every ten minutes', () => {
  expect([0, 60_000, 600_000, 86_400_000].map(nextLookMs)).toEqual([15_000, 15_000, 60_000, 600_000]);
});

test('a batch that expired is told from one that may be tried again', () => {
  expect(failureOfLoss('expired', 'Gemini').kind).toBe('provider-run-expired');
  expect(failureOfLoss('failed', 'Gemini').kind).toBe('provider-unavailable');
});
