import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FailureKind } from '#app/domain/failure.ts';
import { CLAUDE_FAULTS, type ClaudeFaultKind } from '#sandbox/claude/faults.ts';
import { SMALL_REDRAW, startModelWorld } from '#tests/support/models/model-world.ts';
import { rowArrived } from '#tests/support/provider-stand-ins.ts';
import { orderOne, UNCHANGED, type World, wordsFor } from './provider-days.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  world.claude.faults.clear();
  await world.db.database.prisma.providerGate.deleteMany();
});

interface Expected {
  readonly kind: FailureKind;
  /** `later`: the look is asked for again, the draw stays; `person`: a person looks instead. */
  readonly next: 'later' | 'person';
}
const later = (kind: FailureKind): Expected => ({ kind, next: 'later' });
const person = (kind: FailureKind): Expected => ({ kind, next: 'person' });

/** Each documented way in which the second look can fail, and what becomes of the picture. */
const EXPECTED: Record<ClaudeFaultKind, Expected> = {
  'rate-limited-with-hint': later('provider-throttled'),
  'rate-limited': later('provider-throttled'),
  'quota-exhausted': person('provider-quota'),
  'spend-limit': person('provider-quota'),
  'no-credit': person('provider-unauthorized'),
  'key-invalid': person('provider-unauthorized'),
  'permission-denied': person('provider-unauthorized'),
  'model-gone': person('unsupported-option'),
  'server-error': later('provider-unavailable'),
  'service-unavailable': later('provider-unavailable'),
  'gateway-timeout': later('provider-unavailable'),
  overloaded: later('provider-unavailable'),
  'gateway-page': later('provider-unavailable'),
  'stall-mid-body': later('provider-reply-lost'),
  'cut-mid-body': later('provider-reply-lost'),
  'no-answer': later('provider-reply-lost'),
  refusal: person('provider-refused'),
  'max-tokens': later('provider-bad-reply'),
  'invalid-json': later('provider-bad-reply'),
  'bad-answer': later('provider-bad-reply'),
  'broken-body': later('provider-bad-reply'),
};
const ROWS = Object.entries(EXPECTED) as [ClaudeFaultKind, Expected][];
const ALONE = { judges: ['claude'], meter: UNCHANGED } as const;
const MODEL = 'claude-sonnet-5-5';
const isSlow = (fault: ClaudeFaultKind) => fault === 'stall-mid-body' || fault === 'no-answer';

test('every way in which the stand-in can fail is in the table', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual([...CLAUDE_FAULTS].sort());
});

describe('a second look that Claude does not give', () => {
  test.each(ROWS)('%s: nobody pays twice, and nothing is taken unseen', async (fault, { kind, next }) => {
    const one = await orderOne(world, SMALL_REDRAW, {
      ...ALONE,
      callTimeoutMs: 60_000,
      lookTimeoutMs: isSlow(fault) ? 2_500 : 60_000,
    });
    const billedBefore = world.claude.billing().length;
    world.claude.faults.add({ kind: fault });
    const words = wordsFor(kind, 'Claude', MODEL);
    expect(await one.run()).toBe(next === 'later' ? 'requeued' : 'held');
    const row = await one.row();
    if (next === 'later') {
      expect([row.failureKind, row.failureMessage]).toEqual([kind, words]);
      await one.ledgerSays('reserved');
    } else {
      const { asset, model } = await one.assetOf();
      expect(asset?.doubts.at(-1)).toBe(`The second look that the recipe asks for did not happen: ${words}`);
      expect(model?.fidelity?.secondLook).toMatchObject({ status: 'failed', why: words });
      await one.ledgerSays('settled');
    }
    if (kind === 'provider-reply-lost') await rowArrived(() => world.claude.billing().length, billedBefore);
    const book = await one.calls();
    expect(book.map((call) => [call.provider, call.failureKind])).toEqual([
      ['gemini', null],
      ['claude', kind],
    ]);
    await one.bookIsBill();
  });

  test('is given later, of the same draw', async () => {
    const one = await orderOne(world, SMALL_REDRAW, ALONE);
    world.claude.faults.add({ kind: 'overloaded' });
    expect(await one.run()).toBe('requeued');
    await one.later();
    expect(await one.run()).toMatch(/^(ready|held)$/);
    const { model } = await one.assetOf();
    expect(model?.fidelity?.secondLook).toMatchObject({ status: 'looked' });
    expect((await one.calls()).map((call) => call.provider)).toEqual(['gemini', 'claude', 'claude']);
    await one.ledgerSays('settled');
    await one.bookIsBill();
  });

  test('is given by Gemini where that may look too', async () => {
    const one = await orderOne(world, SMALL_REDRAW, { meter: UNCHANGED });
    world.claude.faults.add({ kind: 'key-invalid' });
    expect(await one.run()).toMatch(/^(ready|held)$/);
    const { model } = await one.assetOf();
    expect(model?.fidelity?.secondLook).toMatchObject({
      status: 'looked',
      by: 'gemini/gemini-3.5-flash-lite',
    });
    await one.bookIsBill();
  });

  test('and that stays away leaves the picture to a person after four tries', async () => {
    const one = await orderOne(world, SMALL_REDRAW, ALONE);
    world.claude.faults.add({ kind: 'overloaded', times: 9 });
    const outcomes = [];
    for (let i = 0; i < 4; i++) {
      outcomes.push(await one.run());
      await one.later();
    }
    expect(outcomes).toEqual(['requeued', 'requeued', 'requeued', 'held']);
    expect((await one.calls()).filter((call) => call.provider === 'gemini')).toHaveLength(1);
    await one.ledgerSays('settled');
    await one.bookIsBill();
  });
});
