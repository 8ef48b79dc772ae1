import { expect, test } from 'vitest';
import { failure } from './failure.ts';
import { fateOfTry } from './job-fate.ts';

const CREATED = new Date('2026-11-20T00:00:00Z');
const after = (hours: number) => new Date(CREATED.getTime() + hours * 3_600_000);
const job = { attempt: 1, createdAt: CREATED, canWait: false };
const throttled = failure('provider-throttled', 'Slow down.', { retryAfterMs: 90_000 });

test('what cannot help is not tried again', () => {
  expect(fateOfTry(failure('provider-refused', 'No.'), job, after(1), 0.5)).toEqual({ fate: 'failed' });
});

test('what may pass is tried four times', () => {
  const why = failure('provider-unavailable', 'Down.');
  expect(fateOfTry(why, { ...job, attempt: 3 }, after(1), 0.5)).toMatchObject({ countsAsAttempt: true });
  expect(fateOfTry(why, { ...job, attempt: 4 }, after(1), 0.5)).toEqual({ fate: 'failed' });
});

test('what others keep waiting waits at least as long as they say, for a day; four for an order that can wait', () => {
  expect(fateOfTry(throttled, job, after(23), 0)).toEqual({
    fate: 'later',
    ms: 90_000,
    countsAsAttempt: false,
  });
  expect(fateOfTry(throttled, job, after(25), 0)).toEqual({ fate: 'failed' });
  const waiting = { ...job, canWait: true };
  expect(fateOfTry(throttled, waiting, after(95), 0).fate).toBe('later');
  expect(fateOfTry(throttled, waiting, after(97), 0)).toEqual({ fate: 'failed' });
});
