/** What limits count. */
export const LIMIT_UNITS = ['requests', 'images', 'tokens'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** What one call takes of the limits. */
export interface CallSize {
  readonly images: number;
  readonly tokens: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Why a call may not be made now. */
export type GateRefusal =
  /** A limit per minute or day is reached. */
  | 'limit'
  /** The provider told us to wait. */
  | 'blocked'
  /** The circuit breaker is open, or its one probe is under way. */
  | 'breaker'
  /** The store has as many calls in flight as one store may have. */
  | 'store-busy';

/** How a call ended, as far as the limits and the circuit breaker care. */
export type GateOutcome =
  /** The provider did its work; a refusal or a safety block counts as work. */
  | { readonly kind: 'answered'; readonly used: CallSize | null }
  /** 5xx, overloaded, no connection, lost reply, unusable reply: what the circuit breaker counts. */
  | { readonly kind: 'broken'; readonly used: CallSize | null }
  /** 429. `retryAfterMs` null: without a hint. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number | null }
  /** Never sent: what it took is given back. */
  | { readonly kind: 'unsent' };
