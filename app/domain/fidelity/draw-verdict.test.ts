import { expect, test } from 'vitest';
import { type DrawVerdict, fateOf } from './draw-verdict.ts';

const verdict = (over: Partial<DrawVerdict>): DrawVerdict => ({
  verdict: 'pass',
  score: 0.9,
  sentence: 'The handle is missing.',
  regions: [],
  secondLook: null,
  ...over,
});
const first = { number: 1, most: 3 };

test('a draw that passes is taken', () => {
  expect(fateOf(verdict({}), first)).toEqual({ fate: 'take' });
});

test('a draw in doubt waits for a person, with the reason', () => {
  expect(fateOf(verdict({ verdict: 'hold' }), first)).toEqual({
    fate: 'hold',
    doubt: 'The handle is missing.',
  });
});

test('a draw that fails is made again twice, and then given up in words a merchant understands', () => {
  const fail = verdict({ verdict: 'fail' });
  expect(fateOf(fail, first)).toEqual({ fate: 'again' });
  expect(fateOf(fail, { number: 2, most: 3 })).toEqual({ fate: 'again' });
  expect(fateOf(fail, { number: 3, most: 3 })).toMatchObject({
    fate: 'fail',
    reason: { kind: 'fidelity-failed', message: expect.stringContaining('The handle is missing.') },
  });
});

test.each([
  ['nobody', null],
  ['failed', 'Claude is overloaded.'],
] as const)(
  'a second look that was asked for and is missing (%s) is a reason for a person to look',
  (status, why) => {
    const missed = verdict({ secondLook: { status, by: null, isPlaceholder: false, why } });
    expect(fateOf(missed, first)).toMatchObject({
      fate: 'hold',
      doubt: expect.stringContaining(why ?? 'second look'),
    });
  },
);
