import type { Failure } from '../../domain/failure.ts';
import { fateOfTry } from '../../domain/job-fate.ts';
import { providerFailure } from '../../domain/providers/failure-words.ts';
import type { ModelPrice } from '../../domain/providers/prices.ts';
import type { GeneratedImage, ImageModel } from '../../ports/image-model.ts';
import type { Log } from '../../ports/log.ts';
import type { ProviderReply } from '../../ports/provider-reply.ts';
import type { ImageJobMove, ImageJobs } from '../../ports/repositories/image-jobs.ts';
import type { HandedDraw, ProviderBatches } from '../../ports/repositories/provider-batches.ts';
import type { ProviderCalls } from '../../ports/repositories/provider-calls.ts';
import type { ProviderPicture, ProviderPictures } from '../../ports/repositories/provider-pictures.ts';
import type { WaitingDraws } from '../../ports/repositories/waiting-draws.ts';
import type { UnitOfWork } from '../../ports/unit-of-work.ts';
import { endOf } from '../call-provider.ts';
import { type KeepDrawDeps, pictureOfDraw } from '../make-picture/picture-of-draw.ts';
import { taskOfRequest } from './stored-image-request.ts';

/** What changes together when a draw moves on. */
export interface DrawRows {
  readonly imageJobs: Pick<ImageJobs, 'transition'>;
  readonly providerBatches: Pick<ProviderBatches, 'open'>;
  readonly providerCalls: Pick<ProviderCalls, 'start' | 'settle'>;
  readonly providerPictures: Pick<ProviderPictures, 'keep'>;
  readonly waitingDraws: Pick<WaitingDraws, 'remove' | 'giveBack'>;
}

export interface EndDrawDeps extends KeepDrawDeps {
  readonly unitOfWork: UnitOfWork<DrawRows>;
  readonly priceAt: (provider: string, model: string, at: Date) => ModelPrice | null;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly log: Log;
}

/** A batch, as far as the ends of its draws care. */
export interface BatchOfDraw {
  readonly imageModel: ImageModel;
  /** When its calls were booked; their price is that of this day. */
  readonly createdAt: Date;
}

export type DrawReply = ProviderReply<GeneratedImage>;

/** A call of a batch whose fate cannot be learned any more. */
export const lostReply = (why: Failure): DrawReply => ({
  status: 'unknown',
  failure: why,
  requestId: null,
  bytesIn: 0,
  bytesOut: 0,
});

/** A call of a batch of which the provider made nothing. */
export const notMade = (why: Failure): DrawReply => ({
  status: 'failed',
  failure: why,
  usage: null,
  requestId: null,
  bytesIn: 0,
  bytesOut: 0,
});

/** Where a waiting job goes after a failure, by its policy. */
export const moveAfter = (
  deps: Pick<EndDrawDeps, 'clock' | 'random'>,
  job: Pick<HandedDraw['job'], 'attempt' | 'createdAt'>,
  why: Failure,
): ImageJobMove => {
  const now = deps.clock.now();
  const reason = { kind: why.kind, message: why.message };
  const shared = { from: ['waiting'], leaseId: null, reason, now } as const;
  const fate = fateOfTry(why, { ...job, canWait: true }, now, deps.random());
  if (fate.fate === 'failed') return { to: 'failed', ...shared };
  const { countsAsAttempt } = fate;
  return { to: 'queued', ...shared, countsAsAttempt, notBefore: new Date(now.getTime() + fate.ms) };
};

const awake = (now: Date): ImageJobMove => ({
  to: 'queued',
  from: ['waiting'],
  leaseId: null,
  notBefore: null,
  countsAsAttempt: false,
  reason: null,
  now,
});

const settleIn = async (
  deps: EndDrawDeps,
  rows: DrawRows,
  draw: HandedDraw,
  batch: BatchOfDraw,
  reply: DrawReply,
) => {
  const price = deps.priceAt(draw.provider, draw.model, batch.createdAt);
  if (!price) throw new Error(`no price of the day on which ${draw.model} was called`);
  const finishedAt = deps.clock.now();
  const latencyMs = Math.max(0, finishedAt.getTime() - batch.createdAt.getTime());
  const end = endOf(price, 'batch', reply, { latencyMs, finishedAt });
  // false: an export has told its cost already
  await rows.providerCalls.settle(draw.storeId, draw.callId, end);
};

const keepable = async (
  deps: EndDrawDeps,
  draw: HandedDraw,
  batch: BatchOfDraw,
  reply: Extract<DrawReply, { status: 'succeeded' }>,
  signal: AbortSignal,
) => {
  const purpose = taskOfRequest(draw.request);
  if (!purpose.ok) return purpose;
  const { storeId, jobId, number, model, wording, callId } = draw;
  const { requestId, modelVersion } = reply;
  const { imageModel } = batch;
  const facts = {
    storeId,
    jobId,
    number,
    purpose: purpose.value,
    imageModel,
    model,
    wording,
    callId,
    requestId,
    modelVersion,
  };
  return pictureOfDraw(deps, facts, reply.value, signal);
};

/**
 * The end of one draw that was handed in: its call gets its real usage and the price of batch mode, its picture is kept as any
 * other, and the job that waits for it goes on, or ends as its failure's policy says. All of it in one transaction, which the
 * draw's row guards: done twice, or by two at once, it happens once. When nobody waits for it any more (it was cancelled, and
 * refunded) the call is booked and the picture is dropped. False when it had ended already.
 */
export const makeEndDraw =
  (deps: EndDrawDeps) =>
  async (draw: HandedDraw, batch: BatchOfDraw, reply: DrawReply, signal: AbortSignal): Promise<boolean> => {
    const { storeId } = draw;
    let picture: Omit<ProviderPicture, 'verdict'> | null = null;
    let move =
      reply.status === 'succeeded' ? awake(deps.clock.now()) : moveAfter(deps, draw.job, reply.failure);
    if (reply.status === 'succeeded' && draw.job.isWaiting) {
      const kept = await keepable(deps, draw, batch, reply, signal);
      if (!kept.ok && kept.error.kind === 'cancelled') return false;
      if (kept.ok) picture = kept.value;
      else move = moveAfter(deps, draw.job, kept.error);
    }
    const ended = await deps.unitOfWork.transact(async (rows) => {
      if (!(await rows.waitingDraws.remove(storeId, draw.id))) return null;
      await settleIn(deps, rows, draw, batch, reply);
      const moved = await rows.imageJobs.transition(storeId, draw.jobId, move);
      if (moved && picture) await rows.providerPictures.keep(storeId, picture);
      return { moved };
    });
    if (ended) {
      const outcome = ended.moved ? move.to : 'dropped';
      const facts = { storeId, job: draw.jobId, call: draw.callId, status: reply.status, outcome };
      deps.log.info(facts, 'a draw of a batch ended');
    }
    return ended !== null;
  };
export type EndDraw = ReturnType<typeof makeEndDraw>;

/** What a draw's try ends with, of which the provider lost the answer. */
export const replyLost = (displayName: string): DrawReply =>
  lostReply(providerFailure('provider-reply-lost', displayName));
