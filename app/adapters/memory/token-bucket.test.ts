import { describe, expect, it } from 'vitest';
import { makeTokenBucketLimiter } from './token-bucket.ts';

const setUp = (config = { burst: 3, perSecond: 2 }, maxKeys?: number) => {
  let at = 1_000_000;
  const limiter = makeTokenBucketLimiter(
    { ...config, ...(maxKeys === undefined ? {} : { maxKeys }) },
    { now: () => new Date(at) },
  );
  const pass = (ms: number) => {
    at += ms;
  };
  return { limiter, pass };
};

describe('a token bucket', () => {
  it('lets a burst through, then says how long to wait, and keeps its word', async () => {
    const { limiter, pass } = setUp();
    for (let i = 0; i < 3; i++) expect(await limiter.take('a')).toEqual({ allowed: true });
    expect(await limiter.take('a')).toEqual({ allowed: false, retryAfterMs: 500 });
    pass(499);
    expect((await limiter.take('a')).allowed).toBe(false);
    pass(1);
    expect((await limiter.take('a')).allowed).toBe(true);
  });

  it('keeps the callers apart', async () => {
    const { limiter } = setUp({ burst: 1, perSecond: 1 });
    await limiter.take('a');
    expect((await limiter.take('a')).allowed).toBe(false);
    expect((await limiter.take('b')).allowed).toBe(true);
  });

  it('does not save up more than a burst', async () => {
    const { limiter, pass } = setUp();
    await limiter.take('a');
    pass(3_600_000);
    const taken = await Promise.all(Array.from({ length: 5 }, () => limiter.take('a')));
    expect(taken.filter((t) => t.allowed)).toHaveLength(3);
  });

  it('survives a clock that goes backwards', async () => {
    const { limiter, pass } = setUp({ burst: 1, perSecond: 1 });
    await limiter.take('a');
    pass(-60_000);
    expect(await limiter.take('a')).toEqual({ allowed: false, retryAfterMs: 1000 });
  });

  it('forgets the caller it has not seen for longest', async () => {
    const { limiter } = setUp({ burst: 1, perSecond: 0.001 }, 2);
    for (const key of ['a', 'b', 'a', 'c']) await limiter.take(key);
    expect((await limiter.take('a')).allowed).toBe(false);
    expect((await limiter.take('b')).allowed).toBe(true);
  });
});
