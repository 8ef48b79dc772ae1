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
  /** A limit per minute or day is reached, or an other store has waited longer for what is left of it. */
  | 'limit'
  /** The provider told us to wait. */
  | 'blocked'
  /** The circuit breaker is open, or its one probe is under way. */
  | 'breaker'
  /** The store has as many calls in flight as one store may have. */
  | 'store-busy'
  /** The call alone takes more than a limit allows in its whole window: no waiting would ever let it in. */
  | 'too-large';

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

/** At most `amount` of a unit in any span of `windowMs`. */
export interface Limit {
  readonly unit: LimitUnit;
  readonly amount: number;
  readonly windowMs: number;
}

export interface GateRules {
  readonly limits: readonly Limit[];
  /** Calls that one store may have in flight. */
  readonly perStoreInFlight: number;
  /** A ticket counts as in flight for this long; longer than any call may take. */
  readonly ticketMs: number;
  readonly breaker: BreakerRules;
}

export interface BreakerRules {
  /** Only outcomes younger than this count. */
  readonly windowMs: number;
  /** It opens at so many broken calls, when they are at least half of all. */
  readonly failures: number;
  /** How long it stays open; doubled each time a probe fails, up to `maxOpenMs`. */
  readonly openMs: number;
  readonly maxOpenMs: number;
}

export const DEFAULT_BREAKER: BreakerRules = {
  windowMs: 60_000,
  failures: 5,
  openMs: 15_000,
  maxOpenMs: 300_000,
};

/** Index of a slice of time, and what was taken in it. */
export type Bucket = readonly [slice: number, taken: number];

/** One call in flight. */
export interface Ticket {
  readonly id: string;
  readonly storeId: string;
  readonly at: number;
  readonly size: CallSize;
  readonly probe: boolean;
}

/** State of one model's gate: plain JSON, so that any backend can keep it. Times are milliseconds of the backend's clock. */
export interface GateState {
  /** One list per limit, in the order of the rules' limits; named by unit and window, so that changed rules start afresh. */
  readonly taken: Readonly<Record<string, readonly Bucket[]>>;
  readonly tickets: readonly Ticket[];
  readonly blockedUntil: number;
  /** 429s without a hint in a row. */
  readonly throttles: number;
  readonly breaker: {
    /** 0: closed. */
    readonly openUntil: number;
    /** Times it opened since it was last closed. */
    readonly opened: number;
    readonly outcomes: readonly (readonly [at: number, broken: 0 | 1])[];
  };
  /** Stores that were refused for a limit and ask again: first refused, last asked. */
  readonly waiting: readonly (readonly [storeId: string, since: number, lastAsked: number])[];
}

export const FRESH_GATE: GateState = {
  taken: {},
  tickets: [],
  blockedUntil: 0,
  throttles: 0,
  breaker: { openUntil: 0, opened: 0, outcomes: [] },
  waiting: [],
};
