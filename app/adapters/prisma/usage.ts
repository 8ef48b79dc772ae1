import { IMAGE_JOB_STATES, type ImageJobState } from '#app/domain/image-job.ts';
import type { KindSpending, Usage } from '#app/ports/repositories/usage.ts';
import type { Db } from './client.ts';

export const makeUsage = (db: Db): Usage => ({
  async counts(storeId, { from, to }) {
    const period = { gte: from, lt: to };
    const [batches, byState, assets, published, reverted] = await Promise.all([
      db.batch.count({ where: { storeId, createdAt: period } }),
      db.imageJob.groupBy({ by: ['state'], where: { storeId, createdAt: period }, _count: { _all: true } }),
      db.asset.count({ where: { storeId, createdAt: period } }),
      db.publication.count({ where: { storeId, publishedAt: period } }),
      db.publication.count({ where: { storeId, revertedAt: period } }),
    ]);
    const counted = new Map(byState.map((row) => [row.state, row._count._all]));
    const jobs = Object.fromEntries(IMAGE_JOB_STATES.map((state) => [state, counted.get(state) ?? 0]));
    return { batches, jobs: jobs as Record<ImageJobState, number>, assets, published, reverted };
  },
  spending: (storeId, { from, to }) => db.$queryRaw<KindSpending[]>`
    WITH made AS (
      SELECT r.body->>'kind' AS kind, j.price, j.state IN ('ready', 'held') AS done,
        j.state NOT IN ('ready', 'held', 'failed', 'cancelled') AS open
      FROM image_jobs j JOIN recipes r ON r.store_id = j.store_id AND r.hash = j.recipe_hash
      WHERE j.store_id = ${storeId}::uuid
        AND j.created_at >= ${from}::timestamptz AND j.created_at < ${to}::timestamptz)
    SELECT kind,
      count(*) FILTER (WHERE done)::int AS pictures, COALESCE(sum(price) FILTER (WHERE done), 0)::bigint AS spent,
      count(*) FILTER (WHERE open)::int AS "inTheMaking", COALESCE(sum(price) FILTER (WHERE open), 0)::bigint AS reserved
    FROM made WHERE done OR open GROUP BY kind ORDER BY kind`,
});
