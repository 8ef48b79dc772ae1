import type { RateVerdict } from '../rate-limiter.ts';

/** A bucket in terms of time: what is taken grows back by one millisecond a millisecond. */
export interface AllowanceRequest {
  /** What this request takes. At most `burstMs`. */
  readonly costMs: number;
  /** What a caller who was quiet may take at once. */
  readonly burstMs: number;
}

/**
 * What callers have used of their allowance, one row a caller, for all processes; times are the database's. Keys are made by
 * the edge from proven callers, so it takes no storeId.
 */
export interface RateAllowances {
  /** One statement. */
  take(key: string, request: AllowanceRequest): Promise<RateVerdict>;
  /** A sweep: forgets up to `limit` callers whose allowance is whole again; returns how many. */
  forgetWhole(limit: number): Promise<number>;
}
