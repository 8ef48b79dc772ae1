import type { Redis } from 'ioredis';
import type { RateLimiter } from '#app/ports/rate-limiter.ts';

/**
 * Redis runs a script as one step, by its own clock. The value is the time at which the allowance is whole again, in
 * milliseconds; by then the key is gone by itself. Returns 0, or the milliseconds to wait.
 */
const TAKE = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
local cost, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local whole = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')) + cost
if whole > now + burst then return math.max(1, math.ceil(whole - now - burst)) end
redis.call('SET', KEYS[1], string.format('%.3f', whole), 'PX', math.max(1, math.ceil(whole - now)))
return 0`;

/** A token bucket per key, shared by every process that uses this Redis. One call a request. */
export const makeRedisRateLimiter = (
  redis: Pick<Redis, 'eval'>,
  config: { readonly burst: number; readonly perSecond: number },
): RateLimiter => {
  const msPerToken = 1_000 / config.perSecond;
  return {
    take: async (key, cost = 1) => {
      if (cost > config.burst) throw new Error(`a request that costs ${cost} is never allowed`);
      const args = [`softbox:rate:${key}`, cost * msPerToken, config.burst * msPerToken];
      const waitMs = Number(await redis.eval(TAKE, 1, ...args));
      return waitMs === 0 ? { allowed: true } : { allowed: false, retryAfterMs: waitMs };
    },
  };
};
