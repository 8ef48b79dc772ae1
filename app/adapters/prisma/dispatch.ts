import type { Dispatch } from '#app/domain/fair-turns.ts';
import { RUNNING_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type {
  DispatchedJob,
  DispatchRows,
  HeldLease,
  StaleCounts,
  StaleOptions,
} from '#app/ports/repositories/dispatch.ts';
import type { Db } from './client.ts';
import { moveImageJobs } from './image-job-moves.ts';

/** Stores looked at in one pass; those beyond have their turn when these have had theirs. */
const MAX_STORES = 500;
/** Passes of other dispatchers in between, at most, before this one leaves it to them. */
const MAX_LOOKS = 5;
/** The row of `dispatch_turns` that is no store's: it counts the passes, and each pass may only follow the one it saw. */
const PASSES = '00000000-0000-0000-0000-000000000000';

interface Seen {
  readonly pass: bigint;
  readonly front: bigint;
  readonly slots: number;
  readonly storeId: string | null;
  readonly turn: bigint | null;
  readonly ids: readonly string[] | null;
}

/**
 * Free slots, and up to so many due jobs of every store that has any, in one statement. Walks the index from store to
 * store instead of counting: a batch of 50,000 costs no more than one of five.
 */
const look = (db: Db, now: Date, aliveSince: Date, ahead: number): Promise<Seen[]> => db.$queryRaw<Seen[]>`
  WITH RECURSIVE room AS (
    SELECT greatest(0, CASE WHEN w.concurrency = 0 THEN 0 ELSE w.concurrency + ${ahead}::int - o.outstanding END)::int AS slots
    FROM (SELECT coalesce(sum(concurrency), 0)::int AS concurrency FROM worker_processes
        WHERE heartbeat_at >= ${aliveSince}::timestamptz) w,
      (SELECT count(*)::int AS outstanding FROM image_jobs WHERE state IN ('preparing', 'rendering', 'checking')
        OR (state = 'queued' AND dispatched_at IS NOT NULL)) o),
  waiting AS (
    (SELECT store_id FROM image_jobs WHERE state = 'queued' AND dispatched_at IS NULL
      AND (SELECT slots FROM room) > 0 ORDER BY store_id LIMIT 1)
    UNION ALL
    SELECT (SELECT j.store_id FROM image_jobs j WHERE j.state = 'queued' AND j.dispatched_at IS NULL
      AND j.store_id > waiting.store_id ORDER BY j.store_id LIMIT 1)
    FROM waiting WHERE waiting.store_id IS NOT NULL),
  stores_due AS (
    SELECT w.store_id, coalesce(t.turn, 0) AS turn, due.ids
    FROM (SELECT store_id FROM waiting WHERE store_id IS NOT NULL) w
    JOIN stores s ON s.id = w.store_id AND s.status = 'active'
    LEFT JOIN dispatch_turns t ON t.store_id = w.store_id
    CROSS JOIN LATERAL (
      SELECT array_agg(id ORDER BY id) AS ids FROM (
        SELECT j.id FROM image_jobs j
        WHERE j.state = 'queued' AND j.dispatched_at IS NULL AND j.store_id = w.store_id
          AND (j.not_before IS NULL OR j.not_before <= ${now}::timestamptz)
        ORDER BY j.id LIMIT (SELECT slots FROM room)) first) due
    WHERE due.ids IS NOT NULL
    ORDER BY turn, w.store_id LIMIT ${MAX_STORES})
  SELECT room.slots, d.store_id AS "storeId", d.turn, d.ids,
    coalesce((SELECT turn FROM dispatch_turns WHERE store_id = ${PASSES}::uuid), 0) AS pass,
    coalesce((SELECT max(turn) FROM dispatch_turns WHERE store_id <> ${PASSES}::uuid), 0) AS front
  FROM room LEFT JOIN stores_due d ON true`;

/** Store by store in turn, so that also within one pass nobody stands behind another's whole share. */
const interleave = (shares: readonly (readonly DispatchedJob[])[]): DispatchedJob[] => {
  const longest = Math.max(0, ...shares.map((s) => s.length));
  return Array.from({ length: longest }, (_, i) => shares.flatMap((s) => s[i] ?? [])).flat();
};

/** Marks the jobs if no other pass came in between; then returns true. */
const mark = async (
  db: Db,
  pass: bigint,
  jobs: readonly DispatchedJob[],
  shares: readonly Dispatch[],
  now: Date,
): Promise<boolean> => {
  const [done] = await db.$queryRaw<{ pass: bigint }[]>`
    WITH pass AS (
      INSERT INTO dispatch_turns AS p (store_id, turn) VALUES (${PASSES}::uuid, 1)
      ON CONFLICT (store_id) DO UPDATE SET turn = p.turn + 1 WHERE p.turn = ${pass}::bigint
      RETURNING turn),
    turns AS (
      INSERT INTO dispatch_turns (store_id, turn)
      SELECT u.store_id, u.turn FROM unnest(${shares.map((s) => s.storeId)}::uuid[],
        ${shares.map((s) => BigInt(s.turn))}::bigint[]) AS u (store_id, turn), pass
      ON CONFLICT (store_id) DO UPDATE SET turn = excluded.turn),
    marked AS (
      UPDATE image_jobs SET dispatched_at = ${now}::timestamptz FROM pass
      WHERE id = ANY(${jobs.map((j) => j.id)}::uuid[]) AND state = 'queued' AND dispatched_at IS NULL)
    SELECT turn AS pass FROM pass`;
  return done !== undefined;
};

const take: (db: Db, options: Parameters<DispatchRows['take']>[0]) => Promise<readonly DispatchedJob[]> =
  async (db, { now, aliveSince, ahead, share }) => {
    for (let looks = 0; looks < MAX_LOOKS; looks++) {
      const seen = await look(db, now, aliveSince, ahead);
      const waiting = seen.flatMap(({ storeId, turn, ids }) =>
        storeId === null || ids === null ? [] : [{ storeId, turn: Number(turn), ids }],
      );
      const [first] = seen;
      if (!first || waiting.length === 0) return [];
      const stores = waiting.map(({ storeId, turn, ids }) => ({ storeId, turn, waiting: ids.length }));
      const shares = share({ stores, front: Number(first.front) }, first.slots);
      const jobs = interleave(
        shares.map(({ storeId, count }) =>
          (waiting.find((w) => w.storeId === storeId)?.ids ?? [])
            .slice(0, count)
            .map((id) => ({ id, storeId })),
        ),
      );
      if (await mark(db, first.pass, jobs, shares, now)) return jobs;
    }
    return [];
  };

const recoverStale = async (db: Db, options: StaleOptions): Promise<StaleCounts> => {
  const { now, limit, maxAttempts, reason } = options;
  const expired = (more: Prisma.Sql) => Prisma.sql`id IN (
    SELECT id FROM image_jobs WHERE state IN ('preparing', 'rendering', 'checking')
      AND lease_until < ${now}::timestamptz AND ${more}
    ORDER BY lease_until LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  const failed = await moveImageJobs(db, expired(Prisma.sql`attempt >= ${maxAttempts}::int`), {
    to: 'failed',
    from: RUNNING_IMAGE_JOB_STATES,
    leaseId: null,
    reason,
    now,
  });
  const requeued = await moveImageJobs(db, expired(Prisma.sql`attempt < ${maxAttempts}::int`), {
    to: 'queued',
    from: RUNNING_IMAGE_JOB_STATES,
    leaseId: null,
    notBefore: null,
    countsAsAttempt: true,
    reason: { kind: 'lease-lost', message: 'The work on this picture broke off and is done again.' },
    now,
  });
  const undispatched = await db.$executeRaw`
    UPDATE image_jobs SET dispatched_at = NULL WHERE id IN (
      SELECT id FROM image_jobs WHERE state = 'queued' AND dispatched_at < ${options.dispatchedBefore}::timestamptz
      ORDER BY dispatched_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
  return { failed: failed.length, requeued: requeued.length, undispatched };
};

const renewLeases = async (db: Db, held: readonly HeldLease[], until: Date): Promise<readonly string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH mine AS (
      SELECT j.id FROM image_jobs j
      JOIN unnest(${held.map((h) => h.storeId)}::uuid[], ${held.map((h) => h.id)}::uuid[],
        ${held.map((h) => h.leaseId)}::text[]) AS h (store_id, id, lease_id)
        ON h.id = j.id AND h.store_id = j.store_id AND h.lease_id = j.lease_id
      ORDER BY j.id FOR UPDATE OF j)
    UPDATE image_jobs j SET lease_until = ${until}::timestamptz FROM mine WHERE j.id = mine.id AND j.lease_id IS NOT NULL
    RETURNING j.id`;
  return rows.map((r) => r.id);
};

/** The sweeps and the dispatcher's view across stores. */
export const makeDispatchRows = (db: Db): DispatchRows => ({
  take: (options) => take(db, options),
  async giveBack(jobs) {
    await db.$executeRaw`UPDATE image_jobs SET dispatched_at = NULL
      WHERE id = ANY(${jobs.map((j) => j.id)}::uuid[]) AND state = 'queued'`;
  },
  recoverStale: (options) => recoverStale(db, options),
  renewLeases: (held, until) => (held.length === 0 ? Promise.resolve([]) : renewLeases(db, held, until)),
});
