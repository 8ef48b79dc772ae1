import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BilledCall, type BookedCall, reconcileCalls } from './reconcile.ts';

const AT = Date.parse('2026-11-22T10:00:00Z');
const LATER = new Date(AT + 3_600_000);
const call = (id: string, changed: Partial<BookedCall> = {}): BookedCall => ({
  id,
  model: 'm',
  status: 'succeeded',
  cost: 100n,
  costUpperBound: 500n,
  requestId: `r-${id}`,
  startedAt: new Date(AT),
  finishedAt: new Date(AT + 8_000),
  reconciled: false,
  ...changed,
});
const lost = (id: string, changed: Partial<BookedCall> = {}) =>
  call(id, { status: 'unknown', cost: null, requestId: null, ...changed });
const billed = (requestId: string, changed: Partial<BilledCall> = {}): BilledCall => ({
  requestId,
  callId: null,
  model: 'm',
  cost: 120n,
  at: new Date(AT + 1_000),
  ...changed,
});

describe('the book is compared with what the provider bills', () => {
  test('a call gets the cost of its own entry, by its id or ours', () => {
    const calls = [call('a'), lost('b')];
    const entries = [billed('r-a', { cost: 101n }), billed('r-x', { callId: 'b', cost: 77n })];
    const found = reconcileCalls(calls, entries, LATER);
    expect(found.costs).toEqual([
      { id: 'a', cost: 101n, requestId: 'r-a' },
      { id: 'b', cost: 77n, requestId: 'r-x' },
    ]);
    expect(found.orphans).toEqual([]);
  });

  test('a lost reply gets the entry of its model and time that nobody else claims', () => {
    const entries = [
      billed('other-model', { model: 'n' }),
      billed('too-early', { at: new Date(AT - 60_000) }),
      billed('dearer', { cost: 501n }),
      billed('r-a'),
      billed('its'),
    ];
    const found = reconcileCalls([lost('b'), call('a')], entries, LATER);
    expect(found.costs.find((c) => c.id === 'b')).toEqual({ id: 'b', cost: 120n, requestId: 'its' });
    expect(found.orphans.map((o) => o.requestId)).toEqual(['other-model', 'too-early', 'dearer']);
  });

  test('a lost call that a complete list does not name cost nothing; before that nothing is said of it', () => {
    expect(reconcileCalls([lost('b')], [], LATER).costs).toEqual([{ id: 'b', cost: 0n, requestId: null }]);
    expect(reconcileCalls([lost('b')], [], new Date(AT + 9_000)).costs).toEqual([]);
  });

  test('a success that is not billed is reported and keeps its cost', () => {
    expect(reconcileCalls([call('a')], [], LATER)).toEqual({ costs: [], orphans: [], unbilled: ['a'] });
  });

  test('what was reconciled before keeps its entry and is not changed again', () => {
    const found = reconcileCalls([call('a', { reconciled: true })], [billed('r-a')], LATER);
    expect(found).toEqual({ costs: [], orphans: [], unbilled: [] });
  });

  test('whatever was lost, the sum is what was billed', () => {
    const one = fc.record({
      cost: fc.bigInt({ min: 0n, max: 500n }),
      offset: fc.integer({ min: 0, max: 600_000 }),
      fate: fc.constantFrom('succeeded', 'lost-billed', 'lost-unbilled'),
      named: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), (made) => {
        const calls = made.map(({ offset, fate, cost }, i) => {
          const times = { startedAt: new Date(AT + offset), finishedAt: new Date(AT + offset + 8_000) };
          return fate === 'succeeded' ? call(`${i}`, { ...times, cost }) : lost(`${i}`, times);
        });
        const entries = made.flatMap(({ cost, offset, fate, named }, i) =>
          fate === 'lost-unbilled'
            ? []
            : [billed(`r-${i}`, { cost, at: new Date(AT + offset), callId: named ? `${i}` : null })],
        );
        const found = reconcileCalls(calls, entries, LATER);
        const total = entries.reduce((sum, e) => sum + e.cost, 0n);
        const inBook = found.costs.reduce((sum, c) => sum + c.cost, 0n);
        expect(inBook).toBe(total);
        expect(found.orphans).toEqual([]);
        expect(new Set(found.costs.map((c) => c.id)).size).toBe(calls.length);
      }),
    );
  });
});
