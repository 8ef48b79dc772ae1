import type { BreakerState, CallSize, GateOutcome, GateRefusal } from '#app/domain/providers/gate-types.ts';

/** A model of a provider: limits, blocks and the circuit breaker are per model. */
export interface GateKey {
  readonly provider: string;
  readonly model: string;
}

export interface GateRequest extends GateKey {
  readonly storeId: string;
  /** Upper bounds: what the call takes of the limits until it is known better. */
  readonly size: CallSize;
}

/** Permission for one call. It expires by itself, so that a killed worker does not hold its place for ever. */
export interface GateTicket extends GateKey {
  readonly id: string;
  readonly storeId: string;
}

export type GateVerdict =
  | { readonly admitted: true; readonly ticket: GateTicket }
  | { readonly admitted: false; readonly refusal: GateRefusal; readonly retryAfterMs: number };

export interface GateView {
  readonly breaker: BreakerState;
  /** Until when nobody calls, because the provider said so; null: it did not. */
  readonly blockedUntil: Date | null;
  /** Calls in flight. */
  readonly inFlight: number;
}

/**
 * Limits of the providers, shared by every worker of the installation: requests, pictures and tokens per minute and per day,
 * what the provider asked us to wait, a circuit breaker, and how many calls one store may have in flight. Time is that of the
 * backend, not of the workers.
 */
export interface ProviderGate {
  /** One call may be made now, or not before `retryAfterMs`. Never waits by itself. */
  enter(request: GateRequest): Promise<GateVerdict>;
  /**
   * The call ended: gives back its place, corrects the tokens and pictures it took, feeds the circuit breaker and, for
   * `throttled`, closes the model for all workers until the provider's hint has passed. Twice is once.
   */
  leave(ticket: GateTicket, outcome: GateOutcome): Promise<void>;
  view(key: GateKey): Promise<GateView>;
}
