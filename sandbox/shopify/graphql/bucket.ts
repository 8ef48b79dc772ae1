import type { Clock } from '../types.ts';

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/**
 * The points one app has in one shop: a bucket that fills by `restoreRate` a second. Source:
 * https://shopify.dev/docs/api/usage/limits; 2000 and 100 are what the standard plan's answers say (captures).
 */
export const STANDARD_PLAN = { maximumAvailable: 2000, restoreRate: 100 };

export type Bucket = {
  status(): ThrottleStatus;
  /** False when there is not enough: then nothing is taken. */
  take(points: number): boolean;
  giveBack(points: number): void;
};

export function makeBucket(clock: Clock, plan: { maximumAvailable: number; restoreRate: number }): Bucket {
  let available = plan.maximumAvailable;
  let at = clock.now();
  const refill = () => {
    const now = clock.now();
    available = Math.min(
      plan.maximumAvailable,
      available + (Math.max(0, now - at) / 1000) * plan.restoreRate,
    );
    at = now;
  };
  return {
    status() {
      refill();
      return { ...plan, currentlyAvailable: Math.floor(available) };
    },
    take(points) {
      refill();
      if (available < points) return false;
      available -= points;
      return true;
    },
    giveBack(points) {
      refill();
      available = Math.min(plan.maximumAvailable, available + points);
    },
  };
}
