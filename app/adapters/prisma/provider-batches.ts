import { FINAL_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type {
  BatchModel,
  HandedDraw,
  HandInPiece,
  ProviderBatch,
  ProviderBatches,
} from '#app/ports/repositories/provider-batches.ts';
import type { Db } from './client.ts';
import { WAITING_DRAW } from './waiting-draws.ts';

const BATCH = Prisma.sql`id, display_name AS "displayName", provider, model, state::text AS state, name, looks,
  cancelled_at AS "cancelledAt", created_at AS "createdAt"`;
const DRAW = Prisma.sql`d.id, d.store_id AS "storeId", d.job_id AS "jobId", d.attempt_id AS "attemptId", d.number,
  d.provider, d.model, d.request, d.wording, d.request_bytes AS "requestBytes", d.reply_bytes AS "replyBytes",
  d.cost_upper_bound AS "costUpperBound", d.created_at AS "createdAt"`;

/** Draws that may be handed in: their job waits for them, and nobody has them. */
const MAY_GO = (now: Date) => Prisma.sql`d.provider_batch_id IS NULL
  AND (d.not_before IS NULL OR d.not_before <= ${now}::timestamptz)
  AND EXISTS (SELECT 1 FROM image_jobs j WHERE j.id = d.job_id AND j.state = 'waiting')`;

const waiting = (db: Db, { provider, model }: BatchModel, now: Date, limit: number): Promise<HandInPiece[]> =>
  db.$queryRaw<HandInPiece[]>`
    SELECT ${DRAW}, j.attempt, j.created_at AS "jobCreatedAt"
    FROM waiting_draws d JOIN image_jobs j ON j.id = d.job_id JOIN (
      SELECT d.id, row_number() OVER (PARTITION BY d.store_id ORDER BY d.created_at, d.id) AS turn
      FROM waiting_draws d WHERE d.provider = ${provider} AND d.model = ${model} AND ${MAY_GO(now)}) t ON t.id = d.id
    ORDER BY t.turn, d.created_at, d.id LIMIT ${limit}`;

const open: (db: Db) => ProviderBatches['open'] = (db) => async (batch, draws) => {
  const { id, now } = batch;
  const taken = await db.$queryRaw<{ id: string }[]>`
    UPDATE waiting_draws d SET provider_batch_id = ${id}::uuid, call_id = u.call_id
    FROM unnest(${draws.map((d) => d.id)}::uuid[], ${draws.map((d) => d.callId)}::uuid[]) AS u (id, call_id)
    WHERE d.id = u.id AND ${MAY_GO(now)}
    RETURNING d.id`;
  if (taken.length === 0) return [];
  const { displayName, provider, model, leaseId, leaseUntil } = batch;
  await db.providerBatch.create({
    data: {
      ...{ id, displayName, provider, model, leaseId, leaseUntil },
      requests: taken.length,
      nextLookAt: now,
      createdAt: now,
    },
    select: { id: true },
  });
  return taken.map((row) => row.id);
};

const claimDue: (db: Db) => ProviderBatches['claimDue'] =
  (db) =>
  async ({ leaseId, leaseUntil, now }) => {
    const rows = await db.$queryRaw<ProviderBatch[]>`
      UPDATE provider_batches SET lease_id = ${leaseId}, lease_until = ${leaseUntil}::timestamptz, looks = looks + 1
      WHERE id = (
        SELECT id FROM provider_batches
        WHERE state IN ('submitting', 'running') AND next_look_at <= ${now}::timestamptz
          AND (lease_until IS NULL OR lease_until < ${now}::timestamptz)
        ORDER BY next_look_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING ${BATCH}`;
    return rows[0] ?? null;
  };

const draws = async (db: Db, providerBatchId: string): Promise<readonly HandedDraw[]> => {
  const rows = await db.waitingDraw.findMany({
    where: { providerBatchId },
    orderBy: { createdAt: 'asc' },
    select: { ...WAITING_DRAW, callId: true },
  });
  const jobs = await db.imageJob.findMany({
    where: { id: { in: rows.map((row) => row.jobId) } },
    select: { id: true, state: true, attempt: true, createdAt: true },
  });
  return rows.flatMap(({ callId, ...row }) => {
    if (callId === null) return [];
    const job = jobs.find((one) => one.id === row.jobId);
    const { attempt = 1, createdAt = row.createdAt } = job ?? {};
    return [{ ...row, callId, job: { isWaiting: job?.state === 'waiting', attempt, createdAt } }];
  });
};

/** Changes a batch that the lease's holder has; false when it is not theirs. */
const change = async (
  db: Db,
  id: string,
  leaseId: string,
  data: Prisma.ProviderBatchUpdateManyMutationInput,
): Promise<boolean> => {
  const { count } = await db.providerBatch.updateMany({ where: { id, leaseId }, data });
  return count === 1;
};

const NO_LEASE = { leaseId: null, leaseUntil: null } as const;

/** Batches at providers, and the draws in them, across stores. */
export const makeProviderBatches = (db: Db): ProviderBatches => ({
  modelsWaiting: (now) => db.$queryRaw<BatchModel[]>`
    SELECT DISTINCT d.provider, d.model FROM waiting_draws d WHERE ${MAY_GO(now)}`,
  countOpen: ({ provider, model }) =>
    db.providerBatch.count({ where: { provider, model, state: { not: 'ended' } } }),
  waiting: (model, now, limit) => waiting(db, model, now, limit),
  open: open(db),
  claimDue: claimDue(db),
  draws: (batchId) => draws(db, batchId),
  taken: (id, leaseId, { name, nextLookAt }) =>
    change(db, id, leaseId, { state: 'running', name, nextLookAt, ...NO_LEASE }),
  markCancelled: (id, leaseId, now) => change(db, id, leaseId, { cancelledAt: now }),
  lookAgain: (id, leaseId, nextLookAt) => change(db, id, leaseId, { nextLookAt, ...NO_LEASE }),
  end: (id, leaseId, { outcome, now }) =>
    change(db, id, leaseId, { state: 'ended', outcome, endedAt: now, ...NO_LEASE }),
  forgetUnwanted: (limit) => db.$executeRaw`
    DELETE FROM waiting_draws WHERE id IN (
      SELECT d.id FROM waiting_draws d LEFT JOIN image_jobs j ON j.id = d.job_id
      WHERE d.provider_batch_id IS NULL
        AND (j.id IS NULL OR j.state = ANY(${[...FINAL_IMAGE_JOB_STATES]}::text[]::"ImageJobState"[]))
      LIMIT ${limit} FOR UPDATE OF d SKIP LOCKED)`,
  stranded: (limit) => db.$queryRaw<{ storeId: string; jobId: string }[]>`
    SELECT j.store_id AS "storeId", j.id AS "jobId" FROM image_jobs j
    WHERE j.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM waiting_draws d WHERE d.job_id = j.id)
    LIMIT ${limit}`,
  async forgetEnded(before) {
    const { count } = await db.providerBatch.deleteMany({
      where: { state: 'ended', endedAt: { lt: before } },
    });
    return count;
  },
});
