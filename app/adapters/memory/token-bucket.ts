import type { Clock } from '#app/ports/clock.ts';
import type { RateLimiter } from '#app/ports/rate-limiter.ts';

export interface TokenBucketConfig {
  /** What a caller who was quiet may do at once. */
  readonly burst: number;
  readonly perSecond: number;
  /** Buckets kept at most; the one unused for longest goes first. */
  readonly maxKeys?: number;
}

/**
 * A token bucket per key, in the memory of this process: with several web processes a caller has the allowance once per
 * process, and a restart fills every bucket. Good for one process; several share `RateAllowances` or Redis behind the same port.
 */
export const makeTokenBucketLimiter = (config: TokenBucketConfig, clock: Pick<Clock, 'now'>): RateLimiter => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const maxKeys = config.maxKeys ?? 10_000;
  return {
    take: async (key, cost = 1) => {
      const now = clock.now().getTime();
      const last = buckets.get(key);
      const earned = last ? (Math.max(0, now - last.at) / 1000) * config.perSecond : config.burst;
      const tokens = Math.min(config.burst, (last?.tokens ?? 0) + earned);
      const allowed = tokens >= cost;
      // taken out and put back, so that the map's order is the order of last use
      buckets.delete(key);
      buckets.set(key, { tokens: allowed ? tokens - cost : tokens, at: now });
      const oldest = buckets.keys().next();
      if (buckets.size > maxKeys && !oldest.done) buckets.delete(oldest.value);
      if (allowed) return { allowed };
      return { allowed, retryAfterMs: Math.ceil(((cost - tokens) / config.perSecond) * 1000) };
    },
  };
};
