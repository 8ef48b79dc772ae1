import { failure } from '../domain/failure.ts';
import type { Micros } from '../domain/ledger.ts';
import { type CallMode, costBound, costOf } from '../domain/providers/cost.ts';
import { providerFailure } from '../domain/providers/failure-words.ts';
import type { GateOutcome } from '../domain/providers/gate-types.ts';
import type { ModelPrice } from '../domain/providers/prices.ts';
import type { CallPurpose } from '../domain/providers/tasks.ts';
import type { ProviderUsage } from '../domain/providers/usage.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ProviderGate } from '../ports/provider-gate.ts';
import type { ProviderCallOptions, ProviderReply } from '../ports/provider-reply.ts';
import type { ProviderCallEnd, ProviderCalls } from '../ports/repositories/provider-calls.ts';
import { sizeOf, standAtGate } from './stand-at-gate.ts';

export interface CallProviderDeps {
  readonly providerCalls: Pick<ProviderCalls, 'start' | 'settle'>;
  readonly gate: Pick<ProviderGate, 'enter' | 'leave'>;
  readonly priceAt: (provider: string, model: string, at: Date) => ModelPrice | null;
  readonly clock: Clock;
  readonly newId: NewId;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly log: Log;
}

/** One call, before it is made. */
export interface ProviderCallSpec<T> {
  readonly storeId: string;
  /** The try of an image job that it belongs to; null beside a job. */
  readonly attemptId: string | null;
  readonly provider: string;
  /** What people call the provider. */
  readonly displayName: string;
  readonly model: string;
  readonly purpose: CallPurpose;
  readonly mode?: CallMode;
  /** The most that the provider can count for it (`imageUsageBound`, `questionUsageBound`). */
  readonly bound: ProviderUsage;
  readonly timeoutMs: number;
  /** How long it may stand at the gate before it is given back with `retryAfterMs`. Default 8 s. */
  readonly maxWaitMs?: number;
  readonly signal: AbortSignal;
  send(options: ProviderCallOptions): Promise<ProviderReply<T>>;
}

export interface ProviderAnswer<T> {
  /** Id of the row in the book. */
  readonly callId: string;
  readonly value: T;
  readonly usage: ProviderUsage;
  /** Micro-USD. */
  readonly cost: Micros;
  readonly requestId: string | null;
  readonly modelVersion: string | null;
  readonly latencyMs: number;
}

/** After its time limit a call has this long to be written down before it counts as lost. */
const SETTLE_GRACE_MS = 60_000;
const SETTLE_TRIES = 3;
/** Longest pause of a model whose quota is used up. */
const QUOTA_PAUSE_MS = 15 * 60_000;

/** What the gate learns of a reply. */
export const outcomeOf = <T>(reply: ProviderReply<T>): GateOutcome => {
  if (reply.status === 'succeeded') return { kind: 'answered', used: sizeOf(reply.usage) };
  if (reply.status === 'unknown') return { kind: 'broken', used: null };
  const used = reply.usage === null ? null : sizeOf(reply.usage);
  switch (reply.failure.kind) {
    case 'provider-throttled':
      return { kind: 'throttled', retryAfterMs: reply.failure.retryAfterMs ?? null };
    case 'provider-quota':
      // asked again now and then: a quota may be raised long before it is renewed
      return {
        kind: 'throttled',
        retryAfterMs: Math.min(QUOTA_PAUSE_MS, reply.failure.retryAfterMs ?? QUOTA_PAUSE_MS),
      };
    case 'provider-unavailable':
    case 'provider-bad-reply':
      return { kind: 'broken', used };
    case 'unsupported-option':
    case 'payload-too-large':
    case 'cancelled':
      // given back only when nothing left this machine: what the provider refused stands in its own count all the same
      return reply.bytesOut === 0 ? { kind: 'unsent' } : { kind: 'answered', used };
    default:
      return { kind: 'answered', used };
  }
};

/** How a call ended, for its row. */
export const endOf = <T>(
  price: ModelPrice,
  mode: CallMode,
  reply: ProviderReply<T>,
  times: { readonly latencyMs: number; readonly finishedAt: Date },
): ProviderCallEnd => {
  const { bytesIn, bytesOut, requestId } = reply;
  const shared = { bytesIn, bytesOut, requestId, ...times };
  switch (reply.status) {
    case 'succeeded':
      return {
        ...shared,
        status: 'succeeded',
        usage: reply.usage,
        cost: costOf(price, reply.usage, mode),
        failureKind: null,
      };
    case 'failed':
      return {
        ...shared,
        status: 'failed',
        usage: reply.usage,
        cost: reply.usage === null ? 0n : costOf(price, reply.usage, mode),
        failureKind: reply.failure.kind,
      };
    case 'unknown':
      return { ...shared, status: 'unknown', usage: null, cost: null, failureKind: reply.failure.kind };
  }
};

/** A reply is worth more than its row: if the row cannot be written, the sweep finds it and takes its upper bound. */
const settle = async (deps: CallProviderDeps, storeId: string, id: string, end: ProviderCallEnd) => {
  for (let tries = 1; ; tries++) {
    try {
      if (!(await deps.providerCalls.settle(storeId, id, end))) {
        deps.log.warn({ storeId, call: id }, 'a call had been settled before its reply came');
      }
      return;
    } catch (e) {
      const error = e instanceof Error ? e.message : String(e);
      deps.log.error({ storeId, call: id, tries, error }, 'the end of a provider call was not written');
      if (tries >= SETTLE_TRIES) return;
      await deps.clock.sleep(100 * tries);
    }
  }
};

/** An adapter that throws has a bug; whether it had sent is not known, so the row says so. */
const sendSafely = async <T>(
  spec: ProviderCallSpec<T>,
  options: ProviderCallOptions,
): Promise<{ readonly reply: ProviderReply<T>; readonly thrown: unknown }> => {
  try {
    return { reply: await spec.send(options), thrown: undefined };
  } catch (thrown) {
    const lost = providerFailure('provider-reply-lost', spec.displayName);
    return { reply: { status: 'unknown', failure: lost, requestId: null, bytesIn: 0, bytesOut: 0 }, thrown };
  }
};

/**
 * The one way to a provider. Waits at the gate, writes the row with its upper bound, makes the call, and settles the row from
 * what the provider reported: so every call is in the book, also one whose worker was killed (the sweep finds it `started`).
 * Failures: those of the reply; provider-throttled and provider-paused when it had to be held back; unsupported-option for a
 * model without a price; cancelled. A bug in the adapter is thrown on, after its row was settled as unknown.
 */
export const makeCallProvider =
  (deps: CallProviderDeps) =>
  async <T>(spec: ProviderCallSpec<T>): Promise<Result<ProviderAnswer<T>>> => {
    const { storeId, provider, model, purpose, mode = 'now', timeoutMs, signal } = spec;
    const price = deps.priceAt(provider, model, deps.clock.now());
    if (!price) {
      const why = `No price is known for ${model}, so it is not used.`;
      return err(failure('unsupported-option', why, { field: 'model' }));
    }
    const place = await standAtGate(deps, spec);
    if (!place.ok) return place;
    const ticket = place.value;
    const callId = deps.newId();
    const startedAt = deps.clock.now();
    try {
      await deps.providerCalls.start(storeId, {
        id: callId,
        attemptId: spec.attemptId,
        provider,
        model,
        purpose,
        mode,
        costUpperBound: costBound(price, spec.bound, mode),
        startedAt,
        deadlineAt: new Date(startedAt.getTime() + timeoutMs + SETTLE_GRACE_MS),
      });
    } catch (e) {
      await deps.gate.leave(ticket, { kind: 'unsent' });
      throw e;
    }
    const { reply, thrown } = await sendSafely(spec, { callId, timeoutMs, signal });
    const finishedAt = deps.clock.now();
    const latencyMs = Math.max(0, finishedAt.getTime() - startedAt.getTime());
    const end = endOf(price, mode, reply, { latencyMs, finishedAt });
    await settle(deps, storeId, callId, end);
    await deps.gate.leave(ticket, outcomeOf(reply)).catch((e: unknown) => {
      deps.log.warn({ provider, model, error: String(e) }, 'a place at the gate comes free by itself later');
    });
    const facts = { storeId, call: callId, provider, model, purpose, status: reply.status, latencyMs };
    deps.log.info(
      { ...facts, cost: end.cost === null ? null : String(end.cost), kind: end.failureKind },
      'provider call',
    );
    if (thrown !== undefined) throw thrown;
    if (reply.status !== 'succeeded') return err(reply.failure);
    const { value, usage, requestId, modelVersion } = reply;
    return ok({ callId, value, usage, cost: end.cost ?? 0n, requestId, modelVersion, latencyMs });
  };
export type CallProvider = ReturnType<typeof makeCallProvider>;
