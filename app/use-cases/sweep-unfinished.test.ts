import { expect, test } from 'vitest';
import { makeDailySweep } from './sweep-unfinished.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const { signal } = new AbortController();

test('what was left half-written a day ago is swept at the start, once a day, and again soon when it went wrong', async () => {
  let now = Date.parse('2026-11-23T12:00:00Z');
  const asked: string[] = [];
  let broken = false;
  const sweep = makeDailySweep({
    sweepUnfinished: async (before) => {
      asked.push(before.toISOString());
      if (broken) throw new Error('the disk is away');
      return 3;
    },
    clock: { now: () => new Date(now) },
    log,
  });
  expect(await sweep(signal)).toBe(3);
  now += 3_600_000;
  expect(await sweep(signal)).toBeNull();
  now += 23 * 3_600_000;
  broken = true;
  await expect(sweep(signal)).rejects.toThrow('the disk is away');
  broken = false;
  now += 60_000;
  expect(await sweep(signal)).toBe(3);
  expect(asked).toEqual(['2026-11-22T12:00:00.000Z', '2026-11-23T12:00:00.000Z', '2026-11-23T12:01:00.000Z']);
});
