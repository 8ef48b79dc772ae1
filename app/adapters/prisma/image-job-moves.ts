import { canMoveImageJob, type ImageJobState, type JobReason, LEDGER_EFFECT } from '#app/domain/image-job.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type { NewAsset } from '#app/ports/repositories/assets.ts';
import type { ImageJobMove } from '#app/ports/repositories/image-jobs.ts';
import type { Db } from './client.ts';

/** A UUIDv7 of the statement's time (RFC 9562 5.7), for rows of which the application does not know how many there will be. */
export const uuidV7 = (now: Date) => Prisma.sql`encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send(${now.getTime()}::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid`;

const state = (s: ImageJobState) => Prisma.sql`${s}::"ImageJobState"`;
const states = (list: readonly ImageJobState[]) => Prisma.sql`${[...list]}::text[]::"ImageJobState"[]`;

const reasonColumns = (reason: JobReason | null) =>
  Prisma.sql`failure_kind = ${reason?.kind ?? null}, failure_message = ${reason?.message ?? null}`;

/** What changes in the job's own row, beside its state. */
const columnsOf = (move: ImageJobMove): Prisma.Sql => {
  switch (move.to) {
    case 'rendering':
    case 'checking':
      return Prisma.sql`lease_until = ${move.leaseUntil}::timestamptz`;
    case 'waiting':
      return Prisma.sql`lease_id = NULL, lease_until = NULL, dispatched_at = NULL, ${reasonColumns(null)}`;
    case 'ready':
    case 'held':
      return Prisma.sql`lease_id = NULL, lease_until = NULL, finished_at = ${move.now}::timestamptz, ${reasonColumns(null)}`;
    case 'queued':
      return Prisma.sql`lease_id = NULL, lease_until = NULL, dispatched_at = NULL,
        not_before = ${move.notBefore}::timestamptz, attempt = attempt - ${move.countsAsAttempt ? 0 : 1}::int,
        ${reasonColumns(move.reason)}`;
    case 'failed':
    case 'cancelled':
      return Prisma.sql`lease_id = NULL, lease_until = NULL, finished_at = ${move.now}::timestamptz, ${reasonColumns(move.reason)}`;
  }
};

/** The books close in the statement of the state change (invariant 7). */
const ledgerOf = (move: ImageJobMove): Prisma.Sql => {
  if (!(move.to in LEDGER_EFFECT)) return Prisma.empty;
  const effect = LEDGER_EFFECT[move.to as keyof typeof LEDGER_EFFECT];
  const amount = effect === 'refund' ? Prisma.sql`price` : Prisma.sql`0`;
  return Prisma.sql`, book AS (
    INSERT INTO ledger_entries (id, store_id, job_id, kind, amount, created_at)
    SELECT ${uuidV7(move.now)}, store_id, id, ${effect}::"LedgerEntryKind", ${amount}, ${move.now}::timestamptz
    FROM moved WHERE price <> 0)`;
};

/** A try ends when the job leaves the worker's hands. */
const attemptOf = (move: ImageJobMove): Prisma.Sql => {
  if (move.to === 'rendering' || move.to === 'checking' || move.to === 'waiting') return Prisma.empty;
  const given = move.to === 'queued' && !move.countsAsAttempt ? 1 : 0;
  const kind = 'reason' in move ? (move.reason?.kind ?? null) : null;
  return Prisma.sql`, try AS (
    UPDATE attempts a SET finished_at = ${move.now}::timestamptz, failure_kind = ${kind}
    FROM moved m WHERE a.job_id = m.id AND a.number = m.attempt + ${given}::int AND a.finished_at IS NULL)`;
};

const assetOf = (asset: NewAsset, now: Date): Prisma.Sql => Prisma.sql`, picture AS (
  INSERT INTO assets (id, store_id, job_id, product_id, product_image_id, object_key, content_hash, source_hash,
    source_key, recipe_hash, format, bytes, width, height, fill, background_exact, mask_confidence, doubts, upscaled,
    digital_source_type, provenance, render_ms, model, is_placeholder, parent_asset_id, created_at)
  SELECT ${asset.id}::uuid, store_id, id, product_id, product_image_id, ${asset.objectKey}, ${asset.contentHash},
    ${asset.sourceHash}, ${asset.sourceKey}, recipe_hash, ${asset.format}, ${asset.bytes}::int, ${asset.width}::int,
    ${asset.height}::int, ${asset.fill}::float8, ${asset.backgroundExact}::boolean, ${asset.maskConfidence}::float8,
    ${[...asset.doubts]}::text[], ${asset.upscaled}::float8, ${asset.digitalSourceType},
    ${JSON.stringify(asset.provenance)}::jsonb, ${asset.renderMs}::int, ${asset.model ?? null},
    ${asset.isPlaceholder ?? false}::boolean, canvas_asset_id, ${now}::timestamptz
  FROM moved),
  opinion AS (INSERT INTO reviews (asset_id, store_id) SELECT ${asset.id}::uuid, store_id FROM moved)`;

/**
 * The one statement that moves image jobs: compare-and-set of the state of the rows that `where` names, and with it the
 * ledger, the attempt, the picture and its review. Returns the ids of those that moved. An illegal move is a bug and
 * throws before anything is asked of the database.
 */
export const moveImageJobs = async (
  db: Db,
  where: Prisma.Sql,
  move: ImageJobMove,
): Promise<readonly string[]> => {
  for (const from of move.from) {
    if (!canMoveImageJob(from, move.to))
      throw new Error(`an image job does not go from ${from} to ${move.to}`);
  }
  const lease = move.leaseId === null ? Prisma.empty : Prisma.sql`AND lease_id = ${move.leaseId}`;
  const picture = move.to === 'ready' || move.to === 'held' ? assetOf(move.asset, move.now) : Prisma.empty;
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH moved AS (
      UPDATE image_jobs SET state = ${state(move.to)}, changed_at = ${move.now}::timestamptz, ${columnsOf(move)}
      WHERE state = ANY(${states(move.from)}) ${lease} AND ${where}
      RETURNING id, store_id, product_id, product_image_id, recipe_hash, canvas_asset_id, price, attempt)
    ${ledgerOf(move)} ${attemptOf(move)} ${picture}
    SELECT id FROM moved`;
  return rows.map((r) => r.id);
};
