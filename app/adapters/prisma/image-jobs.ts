import type { FailureKind } from '#app/domain/failure.ts';
import { failure } from '#app/domain/failure.ts';
import { canMoveImageJob, FINAL_IMAGE_JOB_STATES, IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type {
  ClaimedImageJob,
  ClaimRequest,
  ImageJob,
  ImageJobs,
  NewRetry,
} from '#app/ports/repositories/image-jobs.ts';
import type { Db } from './client.ts';
import { moveImageJobs, uuidV7 } from './image-job-moves.ts';
import { lockAccount } from './ledger.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  storeId: true,
  batchId: true,
  productId: true,
  productImageId: true,
  recipeHash: true,
  canvasAssetId: true,
  state: true,
  price: true,
  attempt: true,
  retryOfId: true,
  failureKind: true,
  failureMessage: true,
  createdAt: true,
  changedAt: true,
  finishedAt: true,
  asset: { select: { id: true } },
} as const satisfies Prisma.ImageJobSelect;

type Row = Prisma.ImageJobGetPayload<{ select: typeof SELECT }>;

const toImageJob = ({ failureKind, failureMessage, asset, ...row }: Row): ImageJob => ({
  ...row,
  reason: failureKind === null ? null : { kind: failureKind as FailureKind, message: failureMessage ?? '' },
  assetId: asset?.id ?? null,
});

const UNFINISHED = IMAGE_JOB_STATES.filter((s) => !FINAL_IMAGE_JOB_STATES.includes(s));

const claim = async (
  db: Db,
  storeId: string,
  id: string,
  request: ClaimRequest,
): Promise<ClaimedImageJob | null> => {
  if (!canMoveImageJob('queued', 'preparing')) throw new Error('a queued job cannot be claimed');
  const { now, leaseUntil } = request;
  const rows = await db.$queryRaw<ClaimedImageJob[]>`
    WITH claimed AS (
      UPDATE image_jobs j SET state = 'preparing', attempt = j.attempt + 1, lease_id = ${request.leaseId},
        lease_until = ${leaseUntil}::timestamptz, not_before = NULL, changed_at = ${now}::timestamptz
      FROM recipes r, stores s, batches b
      WHERE j.store_id = ${storeId}::uuid AND j.id = ${id}::uuid AND j.state = 'queued'
        AND (j.not_before IS NULL OR j.not_before <= ${now}::timestamptz)
        AND b.id = j.batch_id AND r.store_id = j.store_id AND r.hash = j.recipe_hash AND s.id = j.store_id AND s.status = 'active'
      RETURNING j.id, j.store_id, j.batch_id, j.product_id, j.product_image_id, j.source_url, j.recipe_hash,
        j.canvas_asset_id, j.attempt, j.created_at, b.can_wait, r.body),
    try AS (
      INSERT INTO attempts (id, store_id, job_id, number, renderer, started_at)
      SELECT ${request.attemptId}::uuid, store_id, id, attempt, ${request.renderer}, ${now}::timestamptz FROM claimed
      ON CONFLICT (job_id, number) DO UPDATE
        SET started_at = excluded.started_at, renderer = excluded.renderer, finished_at = NULL, failure_kind = NULL
      RETURNING id AS attempt_id)
    SELECT id, store_id AS "storeId", batch_id AS "batchId", product_id AS "productId",
      product_image_id AS "productImageId", source_url AS "sourceUrl", recipe_hash AS "recipeHash",
      canvas_asset_id AS "canvasAssetId", attempt, can_wait AS "canWait",
      created_at AS "createdAt", body AS recipe, attempt_id AS "attemptId"
    FROM claimed, try`;
  return rows[0] ?? null;
};

const retry = async (db: Db, storeId: string, request: NewRetry): Promise<Result<ImageJob>> => {
  const existing = await db.imageJob.findFirst({
    where: { storeId, retryOfId: request.retryOfId },
    select: SELECT,
  });
  if (existing) return ok(toImageJob(existing));
  const old = await db.imageJob.findFirst({
    where: { storeId, id: request.retryOfId },
    select: {
      state: true,
      price: true,
      productImageId: true,
      batchId: true,
      sourceUrl: true,
      canvasAssetId: true,
    },
  });
  if (!old) return err(failure('not-found', 'There is no such picture.'));
  if (old.state !== 'failed' && old.state !== 'cancelled') {
    return err(failure('conflict', 'Only pictures that failed or were cancelled can be made again.'));
  }
  // an edit starts from a picture of ours, whose source is kept: the photo may be gone from the gallery
  const image = old.canvasAssetId
    ? { url: old.sourceUrl }
    : await db.productImage.findFirst({
        where: { storeId, id: old.productImageId, isOurs: false, product: { deletedAt: null } },
        select: { url: true },
      });
  if (!image) return err(failure('image-missing', 'The picture is no longer among those of the product.'));
  const paid = await lockAccount(db, storeId, {
    price: old.price,
    batchId: old.batchId,
    now: request.now,
  });
  if (!paid.ok) return paid;
  // two calls at once: the second waits for the first one's row and then finds it
  await db.$executeRaw`
    WITH made AS (
      INSERT INTO image_jobs (id, store_id, batch_id, product_id, product_image_id, source_url, recipe_hash,
        canvas_asset_id, price, retry_of_id, created_at, changed_at)
      SELECT ${request.id}::uuid, store_id, batch_id, product_id, product_image_id, ${image.url}, recipe_hash,
        canvas_asset_id, price, id,
        ${request.now}::timestamptz, ${request.now}::timestamptz
      FROM image_jobs WHERE store_id = ${storeId}::uuid AND id = ${request.retryOfId}::uuid
      ON CONFLICT (retry_of_id) DO NOTHING
      RETURNING id, store_id, price)
    INSERT INTO ledger_entries (id, store_id, job_id, kind, amount, created_at)
    SELECT ${uuidV7(request.now)}, store_id, id, 'reserve', -price, ${request.now}::timestamptz FROM made WHERE price <> 0`;
  const made = await db.imageJob.findFirst({
    where: { storeId, retryOfId: request.retryOfId },
    select: SELECT,
  });
  return made ? ok(toImageJob(made)) : err(failure('conflict', 'The picture is being made again already.'));
};

/** Image jobs in PostgreSQL; every move goes through `moveImageJobs`. */
export const makeImageJobs = (db: Db): ImageJobs => ({
  async get(storeId, id) {
    const row = await db.imageJob.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toImageJob(row);
  },
  async list(storeId, filter, page) {
    const rows = await db.imageJob.findMany({
      where: {
        storeId,
        ...(filter.batchId ? { batchId: filter.batchId } : {}),
        ...(filter.productId ? { productId: filter.productId } : {}),
        ...(filter.states ? { state: { in: [...filter.states] } } : {}),
        ...(page.cursor ? { id: { gt: page.cursor } } : {}),
      },
      orderBy: { id: 'asc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows.map(toImageJob), page);
  },
  async changedSince(storeId, batchId, since, limit) {
    const rows = await db.imageJob.findMany({
      where: { storeId, batchId, changedAt: { gte: since } },
      orderBy: [{ changedAt: 'asc' }, { id: 'asc' }],
      take: limit,
      select: SELECT,
    });
    return rows.map(toImageJob);
  },
  claim: (storeId, id, request) => claim(db, storeId, id, request),
  async transition(storeId, id, move) {
    const moved = await moveImageJobs(db, Prisma.sql`store_id = ${storeId}::uuid AND id = ${id}::uuid`, move);
    return moved.length === 1;
  },
  async cancelMany(storeId, batchId, { reason, now, limit }) {
    const batch = batchId === null ? Prisma.empty : Prisma.sql`AND batch_id = ${batchId}::uuid`;
    // in the order of ids, as the lease keeper locks them, so that the two never wait for each other
    const where = Prisma.sql`id IN (
      SELECT id FROM image_jobs WHERE store_id = ${storeId}::uuid ${batch}
        AND state = ANY(${UNFINISHED}::text[]::"ImageJobState"[])
      ORDER BY id LIMIT ${limit} FOR UPDATE)`;
    const move = { to: 'cancelled', from: UNFINISHED, leaseId: null, reason, now } as const;
    return (await moveImageJobs(db, where, move)).length;
  },
  retry: (storeId, request) => retry(db, storeId, request),
});
