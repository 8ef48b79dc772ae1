import { breakerState } from '../domain/providers/circuit-breaker.ts';
import {
  countInFlight,
  enterGate,
  type GateDecision,
  leaveGate,
  neverFits,
} from '../domain/providers/gate.ts';
import type { GateRules, GateState } from '../domain/providers/gate-types.ts';
import type { NewId } from '../ports/clock.ts';
import type { GateReading, GateStates } from '../ports/gate-states.ts';
import type { GateKey, GateRequest, GateTicket, ProviderGate } from '../ports/provider-gate.ts';

export interface ProviderGateDeps {
  readonly states: GateStates;
  readonly rulesOf: (key: GateKey) => GateRules;
  readonly newId: NewId;
  /** Resolves after `ms`: between two tries at writing what another was quicker to write. */
  readonly sleep: (ms: number) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Of those that write at once one succeeds, so this many losses in a row take as many others that got through. */
const MAX_TRIES = 200;
const MAX_PAUSE_MS = 12;
/** What an asker is told that lost every time: the backend is busy, not the provider. */
const CROWDED_MS = 100;

type Decide<T> = (reading: GateReading) => { readonly next: GateState | null; readonly result: T };

/** Reads, decides and writes until nobody was quicker; null after too many losses. */
const change = async <T>(deps: ProviderGateDeps, key: GateKey, decide: Decide<T>): Promise<T | null> => {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const reading = await deps.states.read(key);
    const { next, result } = decide(reading);
    if (next === null) return result;
    if (await deps.states.write(key, reading.version, next)) return result;
    await deps.sleep(Math.ceil(deps.random() * Math.min(MAX_PAUSE_MS, 1 + tries)));
  }
  return null;
};

/**
 * The providers' limits over any backend that can compare and set. Every decision is one of the pure rules in
 * domain/providers, taken on the state that all workers share.
 */
export const makeProviderGate = (deps: ProviderGateDeps): ProviderGate => ({
  async enter(request: GateRequest) {
    const { provider, model, storeId, size } = request;
    const ticket: GateTicket = { provider, model, storeId, id: deps.newId() };
    const rules = deps.rulesOf(request);
    if (neverFits(rules, size)) return { admitted: false, refusal: 'too-large', retryAfterMs: 0 };
    const decision = await change<GateDecision>(deps, request, ({ state, now }) => {
      const result = enterGate(state, rules, { ticketId: ticket.id, storeId, size }, now);
      return { next: result.state, result };
    });
    if (decision === null) return { admitted: false, refusal: 'limit', retryAfterMs: CROWDED_MS };
    if (decision.admitted) return { admitted: true, ticket };
    return { admitted: false, refusal: decision.refusal, retryAfterMs: decision.retryAfterMs };
  },
  async leave(ticket, outcome) {
    const rules = deps.rulesOf(ticket);
    // when even this gives up, the ticket expires by itself and what it reserved stays taken: never too little
    await change<true>(deps, ticket, ({ state, now }) => ({
      next: leaveGate(state, rules, ticket.id, outcome, now),
      result: true,
    }));
  },
  async view(key) {
    const { state, now } = await deps.states.read(key);
    return {
      breaker: breakerState(state, now),
      blockedUntil: state.blockedUntil > now ? new Date(state.blockedUntil) : null,
      inFlight: countInFlight(state, deps.rulesOf(key), now),
    };
  },
});
