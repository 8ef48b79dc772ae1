import {
  type BatchLoss,
  FIND_FOR_MS,
  failureOfLoss,
  GIVE_UP_MS,
  nextLookMs,
} from '../../domain/providers/batch-mode.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ImageBatches, ImageModel } from '../../ports/image-model.ts';
import type { ProviderCallOptions } from '../../ports/provider-reply.ts';
import type {
  BatchOutcome,
  ProviderBatch,
  ProviderBatches,
} from '../../ports/repositories/provider-batches.ts';
import { type DrawReply, type EndDraw, type EndDrawDeps, lostReply, notMade, replyLost } from './end-draw.ts';

export interface LookAfterDeps extends EndDrawDeps {
  readonly providerBatches: Omit<ProviderBatches, 'open' | 'waiting' | 'modelsWaiting' | 'countOpen'>;
  readonly endDraw: EndDraw;
  readonly imageModelOf: (provider: string) => ImageModel | undefined;
  readonly clock: Clock;
  /** Called when jobs go on. */
  readonly poke: () => void;
  readonly timeoutMs?: number;
  /** How long a batch is in one process's hands at most. */
  readonly leaseMs?: number;
  /** When a batch of an age is looked at again, milliseconds. */
  readonly nextLookMs?: (ageMs: number) => number;
}

const TIMEOUT_MS = 120_000;
/** Longer than reading a batch and keeping all of its pictures takes. */
const LEASE_MS = 5 * 60_000;
/** Batches of one turn. */
const MAX_LOOKS = 50;
const SWEEP_LIMIT = 500;
const SWEEP_EVERY_MS = 60_000;
/** Ended batches are kept for as long as a bill may be compared with them. */
const KEEP_MS = 60 * 24 * 3_600_000;

/** A batch in the hands of this process. */
interface Held {
  readonly batch: ProviderBatch;
  readonly leaseId: string;
  readonly imageModel: ImageModel;
  readonly batches: ImageBatches;
  readonly signal: AbortSignal;
}

const optionsOf = (deps: LookAfterDeps, { batch, signal }: Held): ProviderCallOptions => ({
  callId: batch.id,
  timeoutMs: deps.timeoutMs ?? TIMEOUT_MS,
  signal,
});

const ageOf = (deps: LookAfterDeps, { batch }: Held): number =>
  deps.clock.now().getTime() - batch.createdAt.getTime();

const again = (deps: LookAfterDeps, held: Held): Promise<boolean> => {
  const ms = (deps.nextLookMs ?? nextLookMs)(ageOf(deps, held));
  const nextLookAt = new Date(deps.clock.now().getTime() + ms);
  return deps.providerBatches.lookAgain(held.batch.id, held.leaseId, nextLookAt);
};

/** Ends every draw of the batch that has not ended, and then the batch. */
const endAll = async (
  deps: LookAfterDeps,
  held: Held,
  outcome: BatchOutcome,
  replyOf: (callId: string) => DrawReply,
): Promise<void> => {
  const { batch, imageModel, leaseId, signal } = held;
  for (const draw of await deps.providerBatches.draws(batch.id)) {
    if (signal.aborted) {
      await deps.providerBatches.lookAgain(batch.id, leaseId, deps.clock.now());
      return;
    }
    await deps.endDraw(draw, { imageModel, createdAt: batch.createdAt }, replyOf(draw.callId), signal);
  }
  if (signal.aborted) {
    await deps.providerBatches.lookAgain(batch.id, leaseId, deps.clock.now());
    return;
  }
  await deps.providerBatches.end(batch.id, leaseId, { outcome, now: deps.clock.now() });
  deps.log.info({ batch: batch.id, provider: batch.provider, model: batch.model, outcome }, 'a batch ended');
  deps.poke();
  await forget(deps, held);
};

/**
 * What was made is kept here now: the merchants' pictures need not lie at the provider, nor in the way of its list of batches. It
 * forgets by itself, later, what it is not told to.
 */
const forget = async (deps: LookAfterDeps, held: Held): Promise<void> => {
  const { batch, batches } = held;
  if (batch.name === null) return;
  const forgotten = await batches.forget(batch.name, optionsOf(deps, held));
  if (!forgotten.ok) deps.log.info({ batch: batch.id, kind: forgotten.error.kind }, 'a batch was left there');
};

/** Where a hand-in has no answer: it is looked for by its own name, and after a while counts as not having arrived. */
const find = async (deps: LookAfterDeps, held: Held): Promise<void> => {
  const { batch, leaseId, batches, imageModel } = held;
  const found = await batches.find(batch.displayName, optionsOf(deps, held));
  if (!found.ok) {
    await (ageOf(deps, held) > GIVE_UP_MS
      ? endAll(deps, held, 'lost', () => replyLost(imageModel.displayName))
      : again(deps, held));
  } else if (found.value !== null) {
    await deps.providerBatches.taken(batch.id, leaseId, { name: found.value, nextLookAt: deps.clock.now() });
  } else if (ageOf(deps, held) > FIND_FOR_MS) {
    // whether it was billed stays open until the provider's export tells
    await endAll(deps, held, 'lost', () => replyLost(imageModel.displayName));
  } else {
    await again(deps, held);
  }
};

/** Nobody waits for any of its pictures any more: what the provider has not drawn yet need not be drawn. */
const stopUnwanted = async (deps: LookAfterDeps, held: Held, name: string): Promise<void> => {
  const { batch, batches, leaseId } = held;
  if (batch.cancelledAt !== null) return;
  const draws = await deps.providerBatches.draws(batch.id);
  if (draws.some((draw) => draw.job.isWaiting)) return;
  const stopped = await batches.cancel(name, optionsOf(deps, held));
  if (stopped.ok) await deps.providerBatches.markCancelled(batch.id, leaseId, deps.clock.now());
};

/** A batch that ended without results made nothing; of one that was stopped, the provider may have drawn a part. */
const replyOfLoss = (why: BatchLoss, displayName: string): DrawReply => {
  const failed = failureOfLoss(why, displayName);
  return why === 'cancelled' ? lostReply(failed) : notMade(failed);
};

const read = async (deps: LookAfterDeps, held: Held, name: string): Promise<void> => {
  const { batches, imageModel } = held;
  const { displayName } = imageModel;
  await stopUnwanted(deps, held, name);
  const seen = await batches.read(name, optionsOf(deps, held));
  const state = seen.ok ? seen.value : ({ state: 'waiting' } as const);
  switch (state.state) {
    case 'done':
      return endAll(deps, held, 'done', (callId) => state.replies.get(callId) ?? replyLost(displayName));
    case 'failed':
      return endAll(deps, held, state.why, () => replyOfLoss(state.why, displayName));
    case 'gone':
      return endAll(deps, held, 'lost', () => replyLost(displayName));
    case 'waiting': {
      if (ageOf(deps, held) <= GIVE_UP_MS) {
        await again(deps, held);
        return;
      }
      await batches.cancel(name, optionsOf(deps, held));
      return endAll(deps, held, 'expired', () => lostReply(failureOfLoss('expired', displayName)));
    }
  }
};

const lookAt = async (
  deps: LookAfterDeps,
  batch: ProviderBatch,
  leaseId: string,
  signal: AbortSignal,
): Promise<void> => {
  const imageModel = deps.imageModelOf(batch.provider);
  const batches = imageModel?.batches;
  if (!imageModel || !batches) {
    deps.log.error(
      { batch: batch.id, provider: batch.provider },
      'a batch is out at a provider that is not set up',
    );
    await deps.providerBatches.lookAgain(
      batch.id,
      leaseId,
      new Date(deps.clock.now().getTime() + nextLookMs(GIVE_UP_MS)),
    );
    return;
  }
  const held: Held = { batch, leaseId, imageModel, batches, signal };
  await (batch.name === null ? find(deps, held) : read(deps, held, batch.name));
};

/** Draws that nobody will hand in, jobs that nothing would wake, batches that are long over. */
const sweep = async (deps: LookAfterDeps): Promise<void> => {
  const now = deps.clock.now();
  await deps.providerBatches.forgetUnwanted(SWEEP_LIMIT);
  await deps.providerBatches.forgetEnded(new Date(now.getTime() - KEEP_MS));
  for (const { storeId, jobId } of await deps.providerBatches.stranded(SWEEP_LIMIT)) {
    deps.log.error({ storeId, job: jobId }, 'a picture waited for a draw that is not there');
    await deps.unitOfWork.transact(({ imageJobs }) =>
      imageJobs.transition(storeId, jobId, {
        ...{ to: 'queued', from: ['waiting'], leaseId: null, notBefore: null, countsAsAttempt: true },
        ...{ reason: null, now },
      }),
    );
    deps.poke();
  }
};

/**
 * Looks after what was handed in: finds a hand-in again whose answer was lost, reads what is due, ends the draws of a batch that
 * has ended, and has the provider stop one that nobody waits for. Each batch is in one process's hands at a time, and each of its
 * draws ends once, so it goes on where a killed one stopped. Returns how many batches it looked at.
 */
export const makeLookAfterBatches = (deps: LookAfterDeps) => {
  let sweepAt = 0;
  return async (signal: AbortSignal): Promise<number> => {
    const { leaseMs = LEASE_MS } = deps;
    let looks = 0;
    while (looks < MAX_LOOKS && !signal.aborted) {
      const now = deps.clock.now();
      const leaseId = deps.newId();
      const lease = { leaseId, leaseUntil: new Date(now.getTime() + leaseMs), now };
      const batch = await deps.providerBatches.claimDue(lease);
      if (!batch) break;
      looks += 1;
      await lookAt(deps, batch, leaseId, signal);
    }
    const now = deps.clock.now().getTime();
    if (now >= sweepAt) {
      sweepAt = now + SWEEP_EVERY_MS;
      await sweep(deps);
    }
    return looks;
  };
};
export type LookAfterBatches = ReturnType<typeof makeLookAfterBatches>;
