import { breakerAfter, breakerState } from './circuit-breaker.ts';
import type {
  CallSize,
  GateOutcome,
  GateRefusal,
  GateRules,
  GateState,
  Limit,
  Ticket,
} from './gate-types.ts';
import { amountOf, correct, roomFor, take, waitFor } from './limit-windows.ts';

/** A store that has not asked again for this long no longer waits. */
const WAITER_MS = 3_000;
/** How soon to ask again when it is another's turn. */
const TURN_MS = 100;
const STORE_BUSY_MS = 250;
/** First wait after a 429 without a hint; doubled each time, up to a minute. */
const UNHINTED_MS = 2_000;
const MAX_UNHINTED_MS = 60_000;

const inFlight = (state: GateState, rules: GateRules, now: number): readonly Ticket[] =>
  state.tickets.filter((t) => now - t.at < rules.ticketMs);

export type GateDecision =
  | { readonly admitted: true; readonly state: GateState }
  /** `state` null: nothing to remember. */
  | {
      readonly admitted: false;
      readonly refusal: GateRefusal;
      readonly retryAfterMs: number;
      readonly state: GateState | null;
    };

export interface GateAsk {
  readonly ticketId: string;
  readonly storeId: string;
  readonly size: CallSize;
}

const refused = (
  refusal: GateRefusal,
  retryAfterMs: number,
  state: GateState | null = null,
): GateDecision => ({
  admitted: false,
  refusal,
  retryAfterMs,
  state,
});

/** The refused store keeps its place in the line; written at most twice within `WAITER_MS`, to spare the backend. */
const remember = (state: GateState, storeId: string, now: number): GateState | null => {
  const waiting = state.waiting.filter(([, , lastAsked]) => now - lastAsked < WAITER_MS);
  const mine = waiting.find(([id]) => id === storeId);
  if (mine && now - mine[2] < WAITER_MS / 3) return null;
  const others = waiting.filter(([id]) => id !== storeId);
  return { ...state, waiting: [...others, [storeId, mine?.[1] ?? now, now]] };
};

/** Other stores that were refused before this one and still ask. */
const waitersBefore = (state: GateState, storeId: string, now: number): number => {
  const mine = state.waiting.find(([id]) => id === storeId)?.[1] ?? now;
  return state.waiting.filter(
    ([id, since, lastAsked]) => id !== storeId && since < mine && now - lastAsked < WAITER_MS,
  ).length;
};

const closedFor = (state: GateState, rules: GateRules, ask: GateAsk, now: number): GateDecision | null => {
  const flying = inFlight(state, rules, now);
  if (now < state.blockedUntil) return refused('blocked', state.blockedUntil - now);
  const breaker = breakerState(state, now);
  if (breaker === 'open') return refused('breaker', state.breaker.openUntil - now);
  const probe = flying.find((t) => t.probe);
  if (breaker === 'half-open' && probe) return refused('breaker', STORE_BUSY_MS * 4);
  if (flying.filter((t) => t.storeId === ask.storeId).length >= rules.perStoreInFlight) {
    return refused('store-busy', STORE_BUSY_MS);
  }
  return null;
};

/**
 * Decides about one call. In any span of a limit's window, admitted calls take no more than the limit, however many ask; while
 * there is room nobody is refused for a limit, except to let those in first that have waited longer.
 */
export const enterGate = (state: GateState, rules: GateRules, ask: GateAsk, now: number): GateDecision => {
  const closed = closedFor(state, rules, ask, now);
  if (closed) return closed;
  const wait = Math.max(0, ...rules.limits.map((l) => waitFor(state, l, amountOf(l, ask.size), now)));
  if (wait > 0) return refused('limit', wait, remember(state, ask.storeId, now));
  const before = waitersBefore(state, ask.storeId, now);
  if (before > 0 && roomFor(state, rules, ask.size, now, before + 1) <= before) {
    return refused('limit', TURN_MS, remember(state, ask.storeId, now));
  }
  const ticket: Ticket = {
    id: ask.ticketId,
    storeId: ask.storeId,
    at: now,
    size: ask.size,
    probe: breakerState(state, now) === 'half-open',
  };
  return {
    admitted: true,
    state: {
      ...state,
      taken: take(state, rules, ask.size, now, now),
      tickets: [...inFlight(state, rules, now), ticket],
      waiting: state.waiting.filter(([id, , asked]) => id !== ask.storeId && now - asked < WAITER_MS),
    },
  };
};

/** True when one call alone is larger than a limit: no waiting would ever let it in. */
export const neverFits = (rules: GateRules, size: CallSize): Limit | null =>
  rules.limits.find((limit) => amountOf(limit, size) > limit.amount) ?? null;

/** Milliseconds for which nobody calls after a 429: the provider's hint, or our own guess that doubles. */
const blockFor = (retryAfterMs: number | null, throttles: number): number =>
  retryAfterMs ?? Math.min(MAX_UNHINTED_MS, UNHINTED_MS * 2 ** throttles);

/** The call of a ticket ended; null when the ticket is not known any more (it left before, or expired). */
export const leaveGate = (
  state: GateState,
  rules: GateRules,
  ticketId: string,
  outcome: GateOutcome,
  now: number,
): GateState | null => {
  const ticket = state.tickets.find((t) => t.id === ticketId);
  if (!ticket) {
    // its place is gone, but what the provider said holds all the same
    return outcome.kind === 'throttled' && outcome.retryAfterMs !== null
      ? { ...state, blockedUntil: Math.max(state.blockedUntil, now + outcome.retryAfterMs) }
      : null;
  }
  const tickets = inFlight(state, rules, now).filter((t) => t.id !== ticketId);
  switch (outcome.kind) {
    case 'unsent':
      return { ...state, tickets, taken: correct(state, rules, ticket, 'nothing', now) };
    case 'throttled':
      return {
        ...state,
        tickets,
        throttles: outcome.retryAfterMs === null ? state.throttles + 1 : 0,
        blockedUntil: Math.max(state.blockedUntil, now + blockFor(outcome.retryAfterMs, state.throttles)),
        // it answered, if only with "later": a probe that is throttled proves that somebody is there
        breaker: breakerAfter(state.breaker, rules.breaker, { probe: ticket.probe, broken: false }, now),
      };
    case 'answered':
    case 'broken': {
      const broken = outcome.kind === 'broken';
      const call = { probe: ticket.probe, broken };
      return {
        ...state,
        tickets,
        throttles: broken ? state.throttles : 0,
        taken: outcome.used === null ? state.taken : correct(state, rules, ticket, outcome.used, now),
        breaker: breakerAfter(state.breaker, rules.breaker, call, now),
      };
    }
  }
};

/** Calls in flight at `now`. */
export const countInFlight = (state: GateState, rules: GateRules, now: number): number =>
  inFlight(state, rules, now).length;
