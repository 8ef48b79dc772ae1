import { type Failure, failure } from '../domain/failure.ts';
import { providerFailure } from '../domain/providers/failure-words.ts';
import type { CallSize, GateRefusal } from '../domain/providers/gate-types.ts';
import { type ProviderUsage, tokensOf } from '../domain/providers/usage.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { GateTicket, GateVerdict, ProviderGate } from '../ports/provider-gate.ts';

export interface StandAtGateDeps {
  readonly gate: Pick<ProviderGate, 'enter'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** What of a call the gate has to know. */
export interface GateCall {
  readonly storeId: string;
  readonly provider: string;
  readonly displayName: string;
  readonly model: string;
  readonly bound: ProviderUsage;
  readonly maxWaitMs?: number;
  readonly signal: AbortSignal;
}

const DEFAULT_WAIT_MS = 8_000;
/** Longest sleep at the gate between two questions, so that a place that comes free early is seen. */
const MAX_NAP_MS = 1_000;
/** When to ask again for limits that could not be read. */
const GATE_AWAY_MS = 5_000;

/** What a usage takes of the limits. */
export const sizeOf = (usage: ProviderUsage): CallSize => ({ images: usage.images, tokens: tokensOf(usage) });

const refusalFailure = (spec: GateCall, refusal: GateRefusal, retryAfterMs: number): Failure => {
  switch (refusal) {
    case 'blocked':
      return providerFailure('provider-throttled', spec.displayName, { retryAfterMs });
    case 'limit':
    case 'breaker':
    case 'store-busy':
      return providerFailure('provider-paused', spec.displayName, { retryAfterMs });
    case 'too-large':
      return failure(
        'unsupported-option',
        `One such call is larger than the limit that is set for ${spec.model}. Raise the limit in SOFTBOX_PROVIDER_LIMITS, or send fewer pictures.`,
        { field: 'model' },
      );
  }
};

const cancelled = (): Failure => failure('cancelled', 'Stopped before the call was made.');

/** While the limits cannot be read nobody calls: that is not the picture's fault, so it waits. */
const enter = async (deps: StandAtGateDeps, spec: GateCall): Promise<GateVerdict> => {
  const { provider, model, storeId } = spec;
  try {
    return await deps.gate.enter({ provider, model, storeId, size: sizeOf(spec.bound) });
  } catch (e) {
    const error = e instanceof Error ? e.message : String(e);
    deps.log.error({ provider, model, error }, 'the limits of a provider cannot be read');
    return { admitted: false, refusal: 'breaker', retryAfterMs: GATE_AWAY_MS };
  }
};

/**
 * A place at the gate, waiting for it at most `maxWaitMs`. Failures: provider-throttled and provider-paused, with when to come
 * again; unsupported-option for a call that no limit would ever let in; cancelled.
 */
export const standAtGate = async (deps: StandAtGateDeps, spec: GateCall): Promise<Result<GateTicket>> => {
  const { signal } = spec;
  const until = deps.clock.now().getTime() + (spec.maxWaitMs ?? DEFAULT_WAIT_MS);
  for (;;) {
    if (signal.aborted) return err(cancelled());
    const verdict = await enter(deps, spec);
    if (verdict.admitted) return ok(verdict.ticket);
    const { refusal, retryAfterMs } = verdict;
    const nap = Math.min(MAX_NAP_MS, Math.max(20, retryAfterMs)) + Math.round(deps.random() * 30);
    if (refusal === 'too-large' || deps.clock.now().getTime() + Math.max(nap, retryAfterMs) > until) {
      return err(refusalFailure(spec, refusal, retryAfterMs));
    }
    const slept = await deps.clock.sleep(nap, signal).then(
      () => true,
      () => false,
    );
    if (!slept) return err(cancelled());
  }
};
