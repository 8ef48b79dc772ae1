import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openGateStates as onPostgres } from '#app/adapters/prisma/gate-states.ts';
import { openGateStates as onRedis } from '#app/adapters/redis/gate-states.ts';
import { DEFAULT_BREAKER, type GateRules } from '#app/domain/providers/gate-types.ts';
import type { GateStates } from '#app/ports/gate-states.ts';
import type { GateKey, ProviderGate } from '#app/ports/provider-gate.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

const SIZE = { images: 1, tokens: 100 };
const WINDOW_MS = 900;

interface Backend {
  states(): GateStates;
  close(): Promise<void>;
}

const postgres = async (): Promise<Backend> => {
  const db: TestDatabase = await withDatabase({ poolSize: 8 });
  return { states: () => onPostgres(db.database), close: () => db.close() };
};

const redis = async (): Promise<Backend | null> => {
  const url = inject('redisUrl');
  if (url === null) return null;
  const clients: Redis[] = [];
  return {
    states: () => {
      const client = new Redis(`${url}/9`);
      clients.push(client);
      return onRedis(client);
    },
    close: async () => {
      for (const client of clients) client.disconnect();
    },
  };
};

describe.each([
  ['PostgreSQL', postgres],
  ['Redis', redis],
])('the gate on %s', (_name, open) => {
  let backend: Backend | null;
  beforeAll(async () => {
    backend = await open();
  });
  afterAll(async () => {
    await backend?.close();
  });

  /** Gates of as many workers, with a model of their own. */
  const workers = (
    count: number,
    rules: Partial<GateRules>,
  ): { gates: ProviderGate[]; key: GateKey } | null => {
    const key = { provider: 'test', model: newId() };
    const whole: GateRules = {
      limits: [{ unit: 'requests', amount: 1_000, windowMs: WINDOW_MS }],
      perStoreInFlight: 1_000,
      ticketMs: 60_000,
      breaker: DEFAULT_BREAKER,
      ...rules,
    };
    const make = () =>
      backend &&
      makeProviderGate({
        states: backend.states(),
        rulesOf: () => whole,
        newId,
        sleep: (ms) => sleep(ms),
        random: Math.random,
      });
    const gates = Array.from({ length: count }, make).filter((g) => g !== null);
    return gates.length === count ? { gates, key } : null;
  };

  /** Every worker makes calls as fast as it is let, for `forMs`; returns when each was let in. */
  const hammer = async (gates: readonly ProviderGate[], key: GateKey, forMs: number): Promise<number[]> => {
    const end = Date.now() + forMs;
    const admitted: number[] = [];
    await Promise.all(
      gates.map(async (gate, i) => {
        while (Date.now() < end) {
          const verdict = await gate.enter({ ...key, storeId: `store-${i % 3}`, size: SIZE });
          if (verdict.admitted) {
            admitted.push(Date.now());
            await gate.leave(verdict.ticket, { kind: 'answered', used: SIZE });
          } else await sleep(Math.min(verdict.retryAfterMs, 40));
        }
      }),
    );
    return admitted.sort((a, b) => a - b);
  };

  test('more workers neither pass the limit in any span of its window nor get less than one does', async (ctx) => {
    const amount = 24;
    const rates: number[] = [];
    for (const count of [1, 4, 12]) {
      const made = workers(count, { limits: [{ unit: 'requests', amount, windowMs: WINDOW_MS }] });
      if (!made) return ctx.skip();
      const forMs = WINDOW_MS * 3;
      const admitted = await hammer(made.gates, made.key, forMs);
      // the time of the backend decides; ours is read a little later
      const tooClose = admitted.filter((at, i) => at - (admitted[i - amount] ?? 0) < WINDOW_MS - 150);
      expect(tooClose).toEqual([]);
      rates.push(admitted.length);
    }
    const [alone = 0, ...together] = rates;
    expect(alone).toBeGreaterThanOrEqual(amount * 2);
    for (const rate of together) expect(rate).toBeGreaterThanOrEqual(alone * 0.9);
  });

  test('tokens and pictures are limits like requests', async (ctx) => {
    const made = workers(2, {
      limits: [
        { unit: 'requests', amount: 100, windowMs: 60_000 },
        { unit: 'images', amount: 3, windowMs: 60_000 },
        { unit: 'tokens', amount: 1_000, windowMs: 60_000 },
      ],
    });
    if (!made) return ctx.skip();
    const [a, b] = made.gates as [ProviderGate, ProviderGate];
    const enter = (gate: ProviderGate, images: number, tokens: number) =>
      gate.enter({ ...made.key, storeId: 's', size: { images, tokens } });
    const first = await enter(a, 1, 800);
    expect(await enter(b, 1, 300)).toMatchObject({ admitted: false, refusal: 'limit' });
    if (first.admitted) await a.leave(first.ticket, { kind: 'answered', used: { images: 1, tokens: 100 } });
    expect((await enter(b, 2, 300)).admitted).toBe(true);
    expect(await enter(a, 1, 1)).toMatchObject({ admitted: false, refusal: 'limit' });
    expect((await enter(a, 0, 1)).admitted).toBe(true);
  });

  test('a 429 with a hint closes the model for every worker until then', async (ctx) => {
    const made = workers(2, {});
    if (!made) return ctx.skip();
    const [a, b] = made.gates as [ProviderGate, ProviderGate];
    const ask = { ...made.key, storeId: 's', size: SIZE };
    const entry = await a.enter(ask);
    if (!entry.admitted) throw new Error('not let in');
    await a.leave(entry.ticket, { kind: 'throttled', retryAfterMs: 400 });
    const refused = await b.enter(ask);
    expect(refused).toMatchObject({ admitted: false, refusal: 'blocked' });
    expect((await b.view(made.key)).blockedUntil).not.toBeNull();
    await sleep(410);
    expect((await b.enter(ask)).admitted).toBe(true);
    expect((await b.view(made.key)).blockedUntil).toBeNull();
  });

  test('of many workers one sends the probe of an open circuit, and its answer lets all in', async (ctx) => {
    const made = workers(6, { breaker: { ...DEFAULT_BREAKER, openMs: 300 } });
    if (!made) return ctx.skip();
    const { gates, key } = made;
    const ask = { ...key, storeId: 's', size: SIZE };
    const breakOne = async (gate: ProviderGate) => {
      const entry = await gate.enter(ask);
      if (entry.admitted) await gate.leave(entry.ticket, { kind: 'broken', used: null });
    };
    for (const gate of gates.slice(0, 5)) await breakOne(gate);
    const [first] = gates as [ProviderGate];
    expect((await first.view(key)).breaker).toBe('open');
    expect(await first.enter(ask)).toMatchObject({ admitted: false, refusal: 'breaker' });
    await sleep(320);
    const verdicts = await Promise.all(gates.map((g) => g.enter(ask)));
    const probes = verdicts.flatMap((v) => (v.admitted ? [v.ticket] : []));
    expect(probes).toHaveLength(1);
    for (const ticket of probes) await first.leave(ticket, { kind: 'answered', used: null });
    const after = await Promise.all(gates.map((g) => g.enter(ask)));
    expect(after.every((v) => v.admitted)).toBe(true);
  });

  test('at once from many workers a store gets no more calls in flight than it may', async (ctx) => {
    const made = workers(8, { perStoreInFlight: 3 });
    if (!made) return ctx.skip();
    const enterAs = (storeId: string) =>
      Promise.all(made.gates.map((g) => g.enter({ ...made.key, storeId, size: SIZE })));
    const [mine, others] = await Promise.all([enterAs('mine'), enterAs('others')]);
    expect(mine.filter((v) => v.admitted)).toHaveLength(3);
    expect(others.filter((v) => v.admitted)).toHaveLength(3);
    expect((await (made.gates[0] as ProviderGate).view(made.key)).inFlight).toBe(6);
  });
});
