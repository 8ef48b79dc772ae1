import type { Prisma } from '#app/generated/prisma/client.ts';
import type { WaitingDraws } from '#app/ports/repositories/waiting-draws.ts';
import type { Db } from './client.ts';

export const WAITING_DRAW = {
  id: true,
  storeId: true,
  jobId: true,
  attemptId: true,
  number: true,
  provider: true,
  model: true,
  request: true,
  wording: true,
  requestBytes: true,
  replyBytes: true,
  costUpperBound: true,
  createdAt: true,
} as const satisfies Prisma.WaitingDrawSelect;

/** Larger than any batch: it is never put together with others. */
const ALONE = 2_147_483_647;

export const makeWaitingDraws = (db: Db): WaitingDraws => ({
  async put(storeId, draw) {
    await db.$executeRaw`
      INSERT INTO waiting_draws AS d (id, store_id, job_id, attempt_id, number, provider, model, request, wording,
        request_bytes, reply_bytes, cost_upper_bound, created_at)
      VALUES (${draw.id}::uuid, ${storeId}::uuid, ${draw.jobId}::uuid, ${draw.attemptId}::uuid, ${draw.number}::int,
        ${draw.provider}, ${draw.model}, ${JSON.stringify(draw.request)}::jsonb, ${draw.wording},
        ${draw.requestBytes}::int, ${draw.replyBytes}::int, ${draw.costUpperBound}::bigint, ${draw.createdAt}::timestamptz)
      ON CONFLICT (job_id) DO UPDATE SET attempt_id = excluded.attempt_id, number = excluded.number,
        provider = excluded.provider, model = excluded.model, request = excluded.request, wording = excluded.wording,
        request_bytes = excluded.request_bytes, reply_bytes = excluded.reply_bytes,
        cost_upper_bound = excluded.cost_upper_bound, created_at = excluded.created_at, not_before = NULL
      WHERE d.store_id = excluded.store_id AND d.provider_batch_id IS NULL`;
  },
  ofJob: (storeId, jobId) => db.waitingDraw.findFirst({ where: { storeId, jobId }, select: WAITING_DRAW }),
  async remove(storeId, id) {
    const { count } = await db.waitingDraw.deleteMany({ where: { storeId, id } });
    return count === 1;
  },
  async giveBack(storeId, id, { notBefore, alone }) {
    const { count } = await db.waitingDraw.updateMany({
      where: { storeId, id, providerBatchId: { not: null } },
      data: { providerBatchId: null, callId: null, notBefore, ...(alone ? { requestBytes: ALONE } : {}) },
    });
    return count === 1;
  },
});
