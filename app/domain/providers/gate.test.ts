import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breakerState } from './circuit-breaker.ts';
import { countInFlight, enterGate, leaveGate, neverFits } from './gate.ts';
import {
  type CallSize,
  DEFAULT_BREAKER,
  FRESH_GATE,
  type GateOutcome,
  type GateRules,
  type GateState,
  type Limit,
} from './gate-types.ts';

const MINUTE = 60_000;
const START = 1_790_000_000_000;
const rulesOf = (limits: readonly Limit[], others: Partial<GateRules> = {}): GateRules => ({
  limits,
  perStoreInFlight: 1_000,
  ticketMs: 120_000,
  breaker: DEFAULT_BREAKER,
  ...others,
});
const perMinute = (amount: number): Limit => ({ unit: 'requests', amount, windowMs: MINUTE });
const ONE: CallSize = { images: 1, tokens: 100 };

/** A gate in memory that is driven with explicit times. */
const drive = (rules: GateRules) => {
  let state: GateState = FRESH_GATE;
  let ids = 0;
  return {
    enter: (now: number, storeId = 'a', size = ONE) => {
      const ticketId = `t${ids++}`;
      const decision = enterGate(state, rules, { ticketId, storeId, size }, now);
      if (decision.state) state = decision.state;
      return { ...decision, ticketId };
    },
    leave: (ticketId: string, outcome: GateOutcome, now: number) => {
      state = leaveGate(state, rules, ticketId, outcome, now) ?? state;
    },
    breaker: (now: number) => breakerState(state, now),
    inFlight: (now: number) => countInFlight(state, rules, now),
    json: () => JSON.stringify(state),
  };
};

const ANSWERED: GateOutcome = { kind: 'answered', used: null };
const BROKEN: GateOutcome = { kind: 'broken', used: null };

describe('limits', () => {
  test('hold in every span of their window, whoever asks whenever for whatever', () => {
    const ask = fc.record({
      afterMs: fc.integer({ min: 0, max: 9_000 }),
      store: fc.constantFrom('a', 'b', 'c'),
      images: fc.integer({ min: 0, max: 2 }),
      tokens: fc.integer({ min: 0, max: 900 }),
      used: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    });
    const limits: readonly Limit[] = [
      perMinute(7),
      { unit: 'images', amount: 5, windowMs: MINUTE },
      { unit: 'tokens', amount: 2_000, windowMs: MINUTE },
      { unit: 'requests', amount: 20, windowMs: 10 * MINUTE },
    ];
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 120 }), (asks) => {
        const gate = drive(rulesOf(limits));
        const admitted: { at: number; requests: number; images: number; tokens: number }[] = [];
        let now = START;
        for (const { afterMs, store, images, tokens, used } of asks) {
          now += afterMs;
          const size = { images, tokens };
          const entry = gate.enter(now, store, size);
          if (!entry.admitted) continue;
          const real = used === null ? size : { images, tokens: Math.floor(tokens * used) };
          gate.leave(entry.ticketId, { kind: 'answered', used: real }, now + 10);
          admitted.push({ at: now, requests: 1, ...real });
        }
        for (const { unit, amount, windowMs } of limits) {
          for (const { at: from } of admitted) {
            const inSpan = admitted.filter((c) => c.at >= from && c.at < from + windowMs);
            expect(inSpan.reduce((sum, c) => sum + c[unit], 0)).toBeLessThanOrEqual(amount);
          }
        }
      }),
    );
  });

  test('are used up: who keeps asking gets the whole rate but the slice in which the window moves', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: MINUTE }), (amount, offset) => {
        const gate = drive(rulesOf([perMinute(amount)]));
        const end = START + offset + 10 * 61_000;
        const admitted: number[] = [];
        for (let now = START + offset; now < end; ) {
          const entry = gate.enter(now);
          if (entry.admitted) {
            gate.leave(entry.ticketId, ANSWERED, now);
            admitted.push(now);
          } else now += Math.min(500, entry.retryAfterMs);
        }
        expect(admitted.length).toBeGreaterThanOrEqual(10 * amount);
        const tooClose = admitted.filter(
          (at, i) => at - (admitted[i - amount] ?? Number.NEGATIVE_INFINITY) < MINUTE,
        );
        expect(tooClose).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('what was reserved and not used is given back at once', () => {
    const gate = drive(rulesOf([{ unit: 'tokens', amount: 1_000, windowMs: MINUTE }]));
    const first = gate.enter(START, 'a', { images: 0, tokens: 900 });
    expect(gate.enter(START + 1, 'a', { images: 0, tokens: 200 }).admitted).toBe(false);
    gate.leave(first.ticketId, { kind: 'answered', used: { images: 0, tokens: 300 } }, START + 2);
    expect(gate.enter(START + 3, 'a', { images: 0, tokens: 700 }).admitted).toBe(true);
    expect(gate.enter(START + 4, 'a', { images: 0, tokens: 1 }).admitted).toBe(false);
  });

  test('a call that was never sent takes nothing', () => {
    const gate = drive(rulesOf([perMinute(1)]));
    const first = gate.enter(START);
    gate.leave(first.ticketId, { kind: 'unsent' }, START + 1);
    expect(gate.enter(START + 2).admitted).toBe(true);
  });

  test('a call larger than a limit is named, so that nobody waits for ever', () => {
    const rules = rulesOf([{ unit: 'tokens', amount: 1_000, windowMs: MINUTE }]);
    expect(neverFits(rules, { images: 0, tokens: 1_001 })?.unit).toBe('tokens');
    expect(neverFits(rules, { images: 9, tokens: 1_000 })).toBeNull();
  });

  test('the state stays small however long it is used', () => {
    const gate = drive(rulesOf([perMinute(600), { ...perMinute(100_000), windowMs: 86_400_000 }]));
    for (let now = START; now < START + 30 * MINUTE; now += 150) {
      const entry = gate.enter(now);
      if (entry.admitted) gate.leave(entry.ticketId, ANSWERED, now + 100);
    }
    expect(gate.json().length).toBeLessThan(8_000);
  });
});

describe('stores', () => {
  test('one store has no more calls in flight than it may, and others are not kept out by it', () => {
    const gate = drive(rulesOf([perMinute(100)], { perStoreInFlight: 2 }));
    const first = gate.enter(START, 'a');
    gate.enter(START, 'a');
    expect(gate.enter(START, 'a')).toMatchObject({ admitted: false, refusal: 'store-busy' });
    expect(gate.enter(START, 'b').admitted).toBe(true);
    gate.leave(first.ticketId, ANSWERED, START + 5);
    expect(gate.enter(START + 6, 'a').admitted).toBe(true);
  });

  test('a place that a killed worker holds comes free by itself', () => {
    const gate = drive(rulesOf([perMinute(100)], { perStoreInFlight: 1, ticketMs: 5_000 }));
    gate.enter(START, 'a');
    expect(gate.enter(START + 4_999, 'a').admitted).toBe(false);
    expect(gate.enter(START + 5_000, 'a').admitted).toBe(true);
    expect(gate.inFlight(START + 5_000)).toBe(1);
  });

  test('a store that asks only now and then has its turn whenever there is room again, although another asks without pause', () => {
    const gate = drive(rulesOf([perMinute(3)]));
    const waits: number[] = [];
    let total = 0;
    let modestSince: number | null = null;
    for (let now = START; now < START + 10 * MINUTE; now += 20) {
      const greedy = gate.enter(now, 'greedy');
      if (greedy.admitted) gate.leave(greedy.ticketId, ANSWERED, now);
      if (greedy.admitted) total += 1;
      if ((now - START) % 1_000 !== 980) continue;
      modestSince ??= now;
      const modest = gate.enter(now, 'modest');
      if (!modest.admitted) continue;
      gate.leave(modest.ticketId, ANSWERED, now);
      waits.push(now - modestSince);
      modestSince = null;
      total += 1;
    }
    expect(waits.length).toBeGreaterThanOrEqual(9);
    expect(Math.max(...waits)).toBeLessThanOrEqual(62_000);
    // and the turns cost nothing: all that the limit allows is used
    expect(total).toBeGreaterThanOrEqual(3 * 9);
  });
});

describe('a provider that says wait', () => {
  test('is left alone by everybody for exactly as long as it said', () => {
    const gate = drive(rulesOf([perMinute(100)]));
    const entry = gate.enter(START);
    gate.leave(entry.ticketId, { kind: 'throttled', retryAfterMs: 7_000 }, START + 100);
    expect(gate.enter(START + 101, 'b')).toMatchObject({ refusal: 'blocked', retryAfterMs: 6_999 });
    expect(gate.enter(START + 7_099, 'b').admitted).toBe(false);
    expect(gate.enter(START + 7_100, 'b').admitted).toBe(true);
  });

  test('without a hint is given twice as long each time, until it answers', () => {
    const gate = drive(rulesOf([perMinute(100)]));
    const waits: number[] = [];
    let now = START;
    for (let i = 0; i < 7; i++) {
      gate.leave(gate.enter(now).ticketId, { kind: 'throttled', retryAfterMs: null }, now);
      const next = gate.enter(now);
      if (next.admitted) throw new Error('let in at once');
      waits.push(next.retryAfterMs);
      now += next.retryAfterMs;
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    gate.leave(gate.enter(now).ticketId, ANSWERED, now);
    gate.leave(gate.enter(now).ticketId, { kind: 'throttled', retryAfterMs: null }, now);
    expect(gate.enter(now)).toMatchObject({ refusal: 'blocked', retryAfterMs: 2_000 });
  });

  test('a hint counts even when it comes for a ticket that has expired', () => {
    const gate = drive(rulesOf([perMinute(100)], { ticketMs: 1_000 }));
    const slow = gate.enter(START);
    gate.leave(gate.enter(START + 5_000).ticketId, ANSWERED, START + 5_001);
    gate.leave(slow.ticketId, { kind: 'throttled', retryAfterMs: 3_000 }, START + 6_000);
    expect(gate.enter(START + 6_001)).toMatchObject({ refusal: 'blocked' });
  });
});

describe('the circuit breaker', () => {
  const broken = (gate: ReturnType<typeof drive>, times: number, now: number) => {
    for (let i = 0; i < times; i++) gate.leave(gate.enter(now).ticketId, BROKEN, now);
  };

  test('opens at five broken calls, lets one probe through, and closes when it is answered', () => {
    const gate = drive(rulesOf([perMinute(1_000)]));
    broken(gate, 4, START);
    expect(gate.breaker(START)).toBe('closed');
    broken(gate, 1, START);
    expect(gate.breaker(START)).toBe('open');
    expect(gate.enter(START + 14_999)).toMatchObject({ refusal: 'breaker', retryAfterMs: 1 });
    const probe = gate.enter(START + 15_000);
    expect(probe.admitted).toBe(true);
    expect(gate.enter(START + 15_001, 'b')).toMatchObject({ refusal: 'breaker' });
    gate.leave(probe.ticketId, ANSWERED, START + 16_000);
    expect(gate.breaker(START + 16_000)).toBe('closed');
    expect(gate.enter(START + 16_001, 'b').admitted).toBe(true);
  });

  test('stays open twice as long when the probe breaks', () => {
    const gate = drive(rulesOf([perMinute(1_000)]));
    broken(gate, 5, START);
    broken(gate, 1, START + 15_000);
    expect(gate.enter(START + 15_001)).toMatchObject({ refusal: 'breaker', retryAfterMs: 29_999 });
  });

  test('stays closed while at least half of the calls are answered', () => {
    const gate = drive(rulesOf([perMinute(1_000)]));
    for (let i = 0; i < 12; i++) {
      gate.leave(gate.enter(START + i).ticketId, ANSWERED, START + i);
      gate.leave(gate.enter(START + i).ticketId, ANSWERED, START + i);
      broken(gate, 1, START + i);
    }
    expect(gate.breaker(START + 12)).toBe('closed');
  });

  test('tries another probe when the first was killed', () => {
    const gate = drive(rulesOf([perMinute(1_000)], { ticketMs: 2_000 }));
    broken(gate, 5, START);
    expect(gate.enter(START + 15_000).admitted).toBe(true);
    expect(gate.enter(START + 16_999).admitted).toBe(false);
    expect(gate.enter(START + 17_000).admitted).toBe(true);
  });

  test('a ticket that leaves twice is counted once', () => {
    const gate = drive(rulesOf([perMinute(1_000)]));
    const entry = gate.enter(START);
    for (let i = 0; i < 9; i++) gate.leave(entry.ticketId, BROKEN, START);
    expect(gate.breaker(START)).toBe('closed');
  });
});
