import { RETRY_POLICY } from '../../domain/failure.ts';
import { fateOfTry } from '../../domain/job-fate.ts';
import type { ProviderReply } from '../../ports/provider-reply.ts';
import type { NewProviderBatch, ProviderBatches } from '../../ports/repositories/provider-batches.ts';
import { type BatchOfDraw, type EndDraw, type EndDrawDeps, notMade } from './end-draw.ts';

export interface RefuseDeps extends EndDrawDeps {
  readonly providerBatches: Pick<ProviderBatches, 'draws' | 'end'>;
  readonly endDraw: EndDraw;
}

/** The provider did not take it. What only has to wait waits where it is; the others' tries end as their failure says. */
export const refuseHandIn = async (
  deps: RefuseDeps,
  batch: Pick<NewProviderBatch, 'id' | 'leaseId'>,
  of: BatchOfDraw,
  reply: Extract<ProviderReply<unknown>, { status: 'failed' }>,
  signal: AbortSignal,
): Promise<void> => {
  const { failure: why } = reply;
  const draws = await deps.providerBatches.draws(batch.id);
  // one request at fault has all of them refused: each is handed in by itself, and only that one fails
  const isOnesFault = why.kind === 'unsupported-option' || why.kind === 'payload-too-large';
  for (const draw of draws) {
    const now = deps.clock.now();
    const fate = fateOfTry(why, { ...draw.job, canWait: true }, now, deps.random());
    // stopped by us before it was sent: a worker that goes away is no fault of the picture
    const isStopped = why.kind === 'cancelled';
    const isPolicy = fate.fate === 'later' && RETRY_POLICY[why.kind] === 'wait';
    const waits = isStopped || isPolicy;
    if (!waits && !(isOnesFault && draws.length > 1)) {
      await deps.endDraw(draw, of, { ...notMade(why), bytesOut: reply.bytesOut }, signal);
      continue;
    }
    const notBefore = new Date(now.getTime() + (isPolicy ? fate.ms : 0));
    await deps.unitOfWork.transact(async (rows) => {
      const back = { notBefore, alone: !waits };
      if (!(await rows.waitingDraws.giveBack(draw.storeId, draw.id, back))) return;
      await rows.providerCalls.settle(draw.storeId, draw.callId, {
        ...{ status: 'failed', usage: null, cost: 0n, bytesIn: 0, bytesOut: 0, latencyMs: 0 },
        ...{ requestId: null, failureKind: why.kind, finishedAt: now },
      });
    });
  }
  await deps.providerBatches.end(batch.id, batch.leaseId, { outcome: 'refused', now: deps.clock.now() });
};
