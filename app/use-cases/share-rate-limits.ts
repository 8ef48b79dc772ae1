import type { Log } from '../ports/log.ts';
import type { RateLimiter } from '../ports/rate-limiter.ts';
import type { RateAllowances } from '../ports/repositories/rate-allowances.ts';

/** A token bucket per key over the rows that all processes share. */
export const makeSharedRateLimiter = (
  allowances: Pick<RateAllowances, 'take'>,
  config: { readonly burst: number; readonly perSecond: number },
): RateLimiter => {
  const msPerToken = 1_000 / config.perSecond;
  return {
    take: async (key, cost = 1) => {
      if (cost > config.burst) throw new Error(`a request that costs ${cost} is never allowed`);
      return allowances.take(key, { costMs: cost * msPerToken, burstMs: config.burst * msPerToken });
    },
  };
};

/**
 * Asks `shared`; while that cannot answer, `local` counts in this process alone: a limiter that is down must neither close the
 * API nor open it without bounds.
 */
export const makeInsuredRateLimiter = (
  shared: RateLimiter,
  local: RateLimiter,
  log: Pick<Log, 'warn'>,
): RateLimiter => ({
  take: async (key, cost) => {
    try {
      return await shared.take(key, cost);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      log.warn({ error: words }, 'the shared rate limiter does not answer; counting in this process alone');
      return local.take(key, cost);
    }
  },
});
