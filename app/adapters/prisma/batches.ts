import { failure } from '#app/domain/failure.ts';
import { IMAGE_JOB_STATES, type ImageJobState, isFinalImageJobState } from '#app/domain/image-job.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { Batch, Batches, BatchProgress, NewBatch } from '#app/ports/repositories/batches.ts';
import type { Db } from './client.ts';
import { uuidV7 } from './image-job-moves.ts';
import { lockAccount } from './ledger.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  storeId: true,
  recipeHash: true,
  label: true,
  createdBy: true,
  jobCount: true,
  priceTotal: true,
  canWait: true,
  createdAt: true,
  cancelledAt: true,
} as const satisfies Prisma.BatchSelect;

/** Rows of one INSERT: large enough to be quick, small enough for one statement's memory. */
const CHUNK = 1_000;

type Submitted = { readonly batch: Batch; readonly created: boolean };

const findByRequestKey = (db: Db, storeId: string, requestKey: string): Promise<Batch | null> =>
  db.batch.findFirst({ where: { storeId, requestKey }, select: SELECT });

const sameRequest = (existing: Batch, asked: NewBatch): Result<Submitted> =>
  existing.recipeHash === asked.recipe.hash && existing.canWait === (asked.canWait ?? false)
    ? ok({ batch: existing, created: false })
    : err(
        failure(
          'idempotency-mismatch',
          'This request key was used before with another recipe or another way of paying.',
          {
            field: 'requestKey',
          },
        ),
      );

const insertJobs = async (db: Db, storeId: string, batch: NewBatch): Promise<void> => {
  for (let at = 0; at < batch.jobs.length; at += CHUNK) {
    const jobs = batch.jobs.slice(at, at + CHUNK);
    await db.$executeRaw`
      WITH made AS (
        INSERT INTO image_jobs (id, store_id, batch_id, product_id, product_image_id, source_url, recipe_hash,
          canvas_asset_id, price, created_at, changed_at)
        SELECT u.id, ${storeId}::uuid, ${batch.id}::uuid, u.product_id, u.image_id, u.url, ${batch.recipe.hash},
          ${batch.canvasAssetId ?? null}::uuid, ${batch.price}::bigint, ${batch.now}::timestamptz, ${batch.now}::timestamptz
        FROM unnest(${jobs.map((j) => j.id)}::uuid[], ${jobs.map((j) => j.productId)}::uuid[],
          ${jobs.map((j) => j.productImageId)}::uuid[], ${jobs.map((j) => j.url)}::text[])
          AS u (id, product_id, image_id, url)
        RETURNING id, store_id, price)
      INSERT INTO ledger_entries (id, store_id, job_id, kind, amount, created_at)
      SELECT ${uuidV7(batch.now)}, store_id, id, 'reserve', -price, ${batch.now}::timestamptz FROM made WHERE price <> 0`;
  }
};

const submit = async (db: Db, storeId: string, batch: NewBatch): Promise<Result<Submitted>> => {
  const priceTotal = batch.price * BigInt(batch.jobs.length);
  const before = batch.requestKey === null ? null : await findByRequestKey(db, storeId, batch.requestKey);
  if (before) return sameRequest(before, batch);
  const paid = await lockAccount(db, storeId, { price: priceTotal, batchId: null, now: batch.now });
  if (!paid.ok) {
    // the same request may have been served, and the money spent on it, while we waited for the lock
    const meanwhile =
      batch.requestKey === null ? null : await findByRequestKey(db, storeId, batch.requestKey);
    return meanwhile ? sameRequest(meanwhile, batch) : paid;
  }
  const made = await db.$executeRaw`
    INSERT INTO batches (id, store_id, recipe_hash, label, created_by, request_key, can_wait, job_count, price_total, created_at)
    VALUES (${batch.id}::uuid, ${storeId}::uuid, ${batch.recipe.hash}, ${batch.label}, ${batch.createdBy},
      ${batch.requestKey}, ${batch.canWait ?? false}::boolean, ${batch.jobs.length}::int, ${priceTotal}::bigint, ${batch.now}::timestamptz)
    ON CONFLICT (store_id, request_key) DO NOTHING`;
  if (made === 0 && batch.requestKey !== null) {
    const other = await findByRequestKey(db, storeId, batch.requestKey);
    if (!other) throw new Error('a batch with this request key was there and is gone');
    return sameRequest(other, batch);
  }
  await db.$executeRaw`
    INSERT INTO recipes (store_id, hash, body, created_at)
    VALUES (${storeId}::uuid, ${batch.recipe.hash}, ${JSON.stringify(batch.recipe.body)}::jsonb, ${batch.now}::timestamptz)
    ON CONFLICT (store_id, hash) DO NOTHING`;
  await insertJobs(db, storeId, batch);
  const { id, label, createdBy, now: createdAt } = batch;
  const row = { id, storeId, recipeHash: batch.recipe.hash, label, createdBy, jobCount: batch.jobs.length };
  const canWait = batch.canWait ?? false;
  return ok({ batch: { ...row, priceTotal, canWait, createdAt, cancelledAt: null }, created: true });
};

const progress = async (db: Db, storeId: string, id: string): Promise<BatchProgress | null> => {
  const rows = await db.$queryRaw<{ state: ImageJobState; count: number; since: Date; changedAt: Date }[]>`
    SELECT state::text AS state, count(*)::int AS count, min(changed_at) AS since, max(changed_at) AS "changedAt"
    FROM image_jobs j
    WHERE store_id = ${storeId}::uuid AND batch_id = ${id}::uuid
      AND NOT EXISTS (SELECT 1 FROM image_jobs later WHERE later.retry_of_id = j.id)
    GROUP BY state`;
  if (rows.length === 0) return null;
  const count = (state: ImageJobState) => rows.find((r) => r.state === state)?.count ?? 0;
  const byState = Object.fromEntries(IMAGE_JOB_STATES.map((s) => [s, count(s)])) as Record<
    ImageJobState,
    number
  >;
  return {
    total: rows.reduce((sum, r) => sum + r.count, 0),
    byState,
    finished: rows.every((r) => isFinalImageJobState(r.state)),
    lastChangeAt: new Date(Math.max(...rows.map((r) => r.changedAt.getTime()))),
    waitingSince: rows.find((r) => r.state === 'waiting')?.since ?? null,
  };
};

export const makeBatches = (db: Db): Batches => ({
  submit: (storeId, batch) => submit(db, storeId, batch),
  findByRequestKey: (storeId, requestKey) => findByRequestKey(db, storeId, requestKey),
  get: (storeId, id) => db.batch.findFirst({ where: { storeId, id }, select: SELECT }),
  async list(storeId, page) {
    const rows = await db.batch.findMany({
      where: { storeId, ...(page.cursor ? { id: { lt: page.cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows, page);
  },
  progress: (storeId, id) => progress(db, storeId, id),
  async markCancelled(storeId, id, now) {
    const known = await db.batch.findFirst({ where: { storeId, id }, select: { id: true } });
    if (!known) return false;
    await db.batch.updateMany({ where: { storeId, id, cancelledAt: null }, data: { cancelledAt: now } });
    return true;
  },
});
