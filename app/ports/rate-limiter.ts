/** Whether a caller may do one more thing now, or how long it has to wait. */
export type RateVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly retryAfterMs: number };

export interface RateLimiter {
  /** Takes `cost` (default 1) from the allowance of `key`. */
  take(key: string, cost?: number): Promise<RateVerdict>;
}
