import type { BreakerRules, BreakerState, GateState } from './gate-types.ts';

/** Outcomes that are remembered at most. */
const MAX_OUTCOMES = 40;

/** What the circuit breaker says at `now`. */
export const breakerState = (state: GateState, now: number): BreakerState => {
  if (state.breaker.openUntil === 0) return 'closed';
  return now < state.breaker.openUntil ? 'open' : 'half-open';
};

const openAgain = (breaker: GateState['breaker'], rules: BreakerRules, now: number): GateState['breaker'] => {
  const openMs = Math.min(rules.maxOpenMs, rules.openMs * 2 ** breaker.opened);
  return { openUntil: now + openMs, opened: breaker.opened + 1, outcomes: [] };
};

/** The breaker after one call ended; a probe's end closes it or opens it for longer. */
export const breakerAfter = (
  breaker: GateState['breaker'],
  rules: BreakerRules,
  call: { readonly probe: boolean; readonly broken: boolean },
  now: number,
): GateState['breaker'] => {
  if (call.probe) {
    return call.broken ? openAgain(breaker, rules, now) : { openUntil: 0, opened: 0, outcomes: [] };
  }
  // while it is open or probing, calls of before tell nothing new
  if (breaker.openUntil > 0) return breaker;
  const outcome = [now, call.broken ? 1 : 0] as const;
  const outcomes = [...breaker.outcomes.filter(([at]) => now - at < rules.windowMs), outcome].slice(
    -MAX_OUTCOMES,
  );
  const failures = outcomes.filter(([, broken]) => broken === 1).length;
  const opens = failures >= rules.failures && failures * 2 >= outcomes.length;
  return opens ? openAgain(breaker, rules, now) : { ...breaker, outcomes };
};
