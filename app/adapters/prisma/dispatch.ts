import type { Dispatch } from '#app/domain/fair-turns.ts';
import { RUNNING_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { Prisma } from '#app/generated/prisma/client.ts';
import type {
  DispatchedJob,
  DispatchRows,
  DispatchView,
  HeldLease,
  StaleCounts,
  StaleOptions,
} from '#app/ports/repositories/dispatch.ts';
import type { Db } from './client.ts';
import { moveImageJobs } from './image-job-moves.ts';

/** Name of the lock under which one dispatcher at a time shares the slots. */
const DISPATCH_LOCK = 5_207_301;
/** Stores looked at in one pass; those beyond have their turn when these have had theirs. */
const MAX_STORES = 500;

const look = async (db: Db, aliveSince: Date): Promise<DispatchView> => {
  const [row] = await db.$queryRaw<DispatchView[]>`
    SELECT
      (SELECT coalesce(sum(concurrency), 0)::int FROM worker_processes WHERE heartbeat_at >= ${aliveSince}::timestamptz)
        AS concurrency,
      (SELECT count(*)::int FROM image_jobs WHERE state IN ('preparing', 'rendering', 'checking')
        OR (state = 'queued' AND dispatched_at IS NOT NULL)) AS outstanding`;
  return row ?? { concurrency: 0, outstanding: 0 };
};

interface Waiting {
  readonly storeId: string;
  readonly turn: bigint;
  readonly ids: readonly string[];
}

/**
 * Up to `slots` due jobs of every store that has any. Walks the index from store to store instead of counting: a batch of
 * 50,000 costs no more than one of five.
 */
const waitingJobs = (db: Db, slots: number, now: Date): Promise<Waiting[]> => db.$queryRaw<Waiting[]>`
  WITH RECURSIVE waiting AS (
    (SELECT store_id FROM image_jobs WHERE state = 'queued' AND dispatched_at IS NULL ORDER BY store_id LIMIT 1)
    UNION ALL
    SELECT (SELECT j.store_id FROM image_jobs j WHERE j.state = 'queued' AND j.dispatched_at IS NULL
      AND j.store_id > waiting.store_id ORDER BY j.store_id LIMIT 1)
    FROM waiting WHERE waiting.store_id IS NOT NULL)
  SELECT w.store_id AS "storeId", coalesce(t.turn, 0) AS turn, due.ids
  FROM (SELECT store_id FROM waiting WHERE store_id IS NOT NULL) w
  JOIN stores s ON s.id = w.store_id AND s.status = 'active'
  LEFT JOIN dispatch_turns t ON t.store_id = w.store_id
  CROSS JOIN LATERAL (
    SELECT array_agg(id ORDER BY id) AS ids FROM (
      SELECT j.id FROM image_jobs j
      WHERE j.state = 'queued' AND j.dispatched_at IS NULL AND j.store_id = w.store_id
        AND (j.not_before IS NULL OR j.not_before <= ${now}::timestamptz)
      ORDER BY j.id LIMIT ${slots}) first) due
  WHERE due.ids IS NOT NULL
  ORDER BY coalesce(t.turn, 0), w.store_id LIMIT ${MAX_STORES}`;

/** Store by store in turn, so that also within one pass nobody stands behind another's whole share. */
const interleave = (shares: readonly (readonly DispatchedJob[])[]): DispatchedJob[] => {
  const longest = Math.max(0, ...shares.map((s) => s.length));
  return Array.from({ length: longest }, (_, i) => shares.flatMap((s) => s[i] ?? [])).flat();
};

const markDispatched = async (
  db: Db,
  jobs: readonly DispatchedJob[],
  shares: readonly Dispatch[],
  now: Date,
): Promise<void> => {
  await db.$executeRaw`
    WITH turns AS (
      INSERT INTO dispatch_turns (store_id, turn)
      SELECT * FROM unnest(${shares.map((s) => s.storeId)}::uuid[], ${shares.map((s) => BigInt(s.turn))}::bigint[])
      ON CONFLICT (store_id) DO UPDATE SET turn = excluded.turn)
    UPDATE image_jobs SET dispatched_at = ${now}::timestamptz
    WHERE id = ANY(${jobs.map((j) => j.id)}::uuid[]) AND state = 'queued' AND dispatched_at IS NULL`;
};

const take: (db: Db, options: Parameters<DispatchRows['take']>[0]) => Promise<readonly DispatchedJob[]> =
  async (db, options) => {
    const { now } = options;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(${DISPATCH_LOCK}::bigint)`;
    // a statement of its own after the lock: its snapshot shows what the dispatcher before us has done
    const slots = options.slots(await look(db, options.aliveSince));
    if (slots <= 0) return [];
    const waiting = await waitingJobs(db, slots, now);
    if (waiting.length === 0) return [];
    const [front] = await db.$queryRaw<
      { turn: bigint | null }[]
    >`SELECT max(turn) AS turn FROM dispatch_turns`;
    const stores = waiting.map((w) => ({ storeId: w.storeId, turn: Number(w.turn), waiting: w.ids.length }));
    const shares = options.share({ stores, front: Number(front?.turn ?? 0) }, slots);
    const jobs = interleave(
      shares.map(({ storeId, count }) =>
        (waiting.find((w) => w.storeId === storeId)?.ids ?? [])
          .slice(0, count)
          .map((id) => ({ id, storeId })),
      ),
    );
    await markDispatched(db, jobs, shares, now);
    return jobs;
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
