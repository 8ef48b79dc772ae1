import { IMAGE_JOB_STATES, type ImageJobState } from '#app/domain/image-job.ts';
import type { Usage } from '#app/ports/repositories/usage.ts';
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
});
