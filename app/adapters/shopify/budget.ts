import type { Clock } from '#app/ports/clock.ts';

export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  readonly restoreRate: number;
}

/** Points one query may cost until a reply has told. */
const UNKNOWN_COST = 100;
/** Nobody waits longer than this before a call; if it is still too early the platform says so. */
const LONGEST_WAIT_MS = 10_000;
const MOST_STORES = 5_000;

/**
 * What is known of each store's points (https://shopify.dev/docs/api/usage/limits): a bucket that the replies report and
 * that fills by itself. It only saves calls that would be refused; other processes draw from the same bucket.
 */
export interface QueryBudget {
  /** How long to wait before a call of this kind, in milliseconds. */
  waitMs(storeId: string, operation: string): number;
  /** `cost`: points asked for. */
  report(storeId: string, operation: string, cost: number, status: ThrottleStatus): void;
}

export const makeQueryBudget = (clock: Clock): QueryBudget => {
  const known = new Map<string, { status: ThrottleStatus; at: number }>();
  const costs = new Map<string, number>();
  return {
    waitMs: (storeId, operation) => {
      const entry = known.get(storeId);
      if (!entry) return 0;
      const { status, at } = entry;
      const need = Math.min(costs.get(operation) ?? UNKNOWN_COST, status.maximumAvailable);
      const available =
        status.currentlyAvailable + ((clock.now().getTime() - at) / 1_000) * status.restoreRate;
      return Math.min(LONGEST_WAIT_MS, msUntil(need - available, status.restoreRate));
    },
    report: (storeId, operation, cost, status) => {
      costs.set(operation, cost);
      known.delete(storeId);
      known.set(storeId, { status, at: clock.now().getTime() });
      const oldest = known.keys().next().value;
      if (known.size > MOST_STORES && oldest !== undefined) known.delete(oldest);
    },
  };
};

/** Time in which `points` flow in. */
export const msUntil = (points: number, restoreRate: number): number =>
  points <= 0 ? 0 : Math.ceil((points / Math.max(1, restoreRate)) * 1_000);
