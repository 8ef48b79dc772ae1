import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makeTokenBucketLimiter } from '#app/adapters/memory/token-bucket.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeRateAllowances } from '#app/adapters/prisma/rate-allowances.ts';
import { connectRedis } from '#app/adapters/redis/connect.ts';
import { makeRedisRateLimiter } from '#app/adapters/redis/rate-limiter.ts';
import type { RateLimiter } from '#app/ports/rate-limiter.ts';
import { makeInsuredRateLimiter, makeSharedRateLimiter } from '#app/use-cases/share-rate-limits.ts';
import { silentLog } from '#tests/support/clock.ts';
import { withDatabase } from '#tests/support/database.ts';

interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}
/** Limiters as `processes` would make them that share one allowance. */
interface Home {
  limiters(allowance: Allowance, processes: number): RateLimiter[];
  close(): Promise<void>;
}

const memory = async (): Promise<Home> => ({
  // one process can share with nobody
  limiters: (allowance, processes) =>
    Array(processes).fill(makeTokenBucketLimiter(allowance, systemClock)) as RateLimiter[],
  close: async () => {},
});
const postgres = async (): Promise<Home> => {
  const db = await withDatabase({ poolSize: 8 });
  const allowances = makeRateAllowances(db.database.prisma);
  return {
    limiters: (allowance, processes) =>
      Array.from({ length: processes }, () => makeSharedRateLimiter(allowances, allowance)),
    close: () => db.close(),
  };
};
const redis = async (): Promise<Home | null> => {
  const url = inject('redisUrl');
  if (url === null) return null;
  const clients = [0, 1].map(() => connectRedis(`${url}/8`, silentLog));
  return {
    limiters: (allowance, processes) =>
      clients.slice(0, processes).map((client) => makeRedisRateLimiter(client, allowance)),
    close: async () => {
      for (const client of clients) client.disconnect();
    },
  };
};

describe.each([
  ['memory', memory],
  ['PostgreSQL', postgres],
  ['Redis', redis],
])('a rate limiter in %s', (_name, open) => {
  let home: Home | null;
  beforeAll(async () => {
    home = await open();
  });
  afterAll(() => home?.close());
  const limiter = (allowance: Allowance) => home?.limiters(allowance, 1)[0];

  it('lets a burst through, then says how long to wait, and keeps its word', async ({ skip }) => {
    const limit = limiter({ burst: 3, perSecond: 0.5 });
    if (!limit) return skip();
    const key = newId();
    for (let i = 0; i < 3; i++) expect(await limit.take(key)).toEqual({ allowed: true });
    const refused = await limit.take(key);
    const wait = refused.allowed ? 0 : refused.retryAfterMs;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(2_000);
    // a refusal takes nothing, so it does not put the end off
    expect((await limit.take(key)).allowed).toBe(false);
    await sleep(wait + 5);
    expect(await limit.take(key)).toEqual({ allowed: true });
    expect((await limit.take(key)).allowed).toBe(false);
  });

  it('keeps the callers apart', async ({ skip }) => {
    const limit = limiter({ burst: 1, perSecond: 0.01 });
    if (!limit) return skip();
    const [mine, theirs] = [newId(), newId()];
    await limit.take(mine);
    expect((await limit.take(mine)).allowed).toBe(false);
    expect((await limit.take(theirs)).allowed).toBe(true);
  });

  it('takes what a request costs, all of it or nothing', async ({ skip }) => {
    const limit = limiter({ burst: 10, perSecond: 0.01 });
    if (!limit) return skip();
    const key = newId();
    expect((await limit.take(key, 7)).allowed).toBe(true);
    expect((await limit.take(key, 4)).allowed).toBe(false);
    expect((await limit.take(key, 3)).allowed).toBe(true);
    expect((await limit.take(key)).allowed).toBe(false);
  });

  it('does not save up more than a burst', async ({ skip }) => {
    const limit = limiter({ burst: 2, perSecond: 1 });
    if (!limit) return skip();
    const key = newId();
    await limit.take(key);
    await sleep(2_500);
    const taken = [await limit.take(key), await limit.take(key), await limit.take(key)];
    expect(taken.map((t) => t.allowed)).toEqual([true, true, false]);
  });

  it('is exact when many requests come at once, in several processes', async ({ skip }) => {
    const limiters = home?.limiters({ burst: 10, perSecond: 0.01 }, 2);
    if (!limiters) return skip();
    const key = newId();
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, i) => limiters[i % limiters.length]?.take(key)),
    );
    expect(verdicts.filter((v) => v?.allowed)).toHaveLength(10);
  });
});

describe('the allowances in PostgreSQL', () => {
  it('are forgotten once they are whole, and only then', async () => {
    const db = await withDatabase();
    const allowances = makeRateAllowances(db.database.prisma);
    await makeSharedRateLimiter(allowances, { burst: 5, perSecond: 0.01 }).take('at work');
    await makeSharedRateLimiter(allowances, { burst: 5, perSecond: 1_000 }).take('quiet');
    await expect.poll(() => allowances.forgetWhole(10)).toBe(1);
    expect(await db.database.prisma.rateAllowance.findMany({ select: { key: true } })).toEqual([
      { key: 'at work' },
    ]);
    await db.close();
  });
});

describe('a shared rate limiter that does not answer', () => {
  it('is stood in for by one of this process, so that the API is neither closed nor without bounds', async () => {
    const warned: unknown[] = [];
    const gone = connectRedis('redis://127.0.0.1:1', silentLog);
    const allowance = { burst: 2, perSecond: 0.01 };
    const limit = makeInsuredRateLimiter(
      makeRedisRateLimiter(gone, allowance),
      makeTokenBucketLimiter(allowance, systemClock),
      { warn: (facts) => void warned.push(facts) },
    );
    const started = Date.now();
    const taken = [await limit.take('a'), await limit.take('a'), await limit.take('a')];
    expect(taken.map((t) => t.allowed)).toEqual([true, true, false]);
    expect(warned).toHaveLength(3);
    expect(Date.now() - started).toBeLessThan(10_000);
    gone.disconnect();
  });
});
