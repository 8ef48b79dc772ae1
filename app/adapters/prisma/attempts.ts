import type { FailureKind } from '#app/domain/failure.ts';
import type { Attempts } from '#app/ports/repositories/attempts.ts';
import type { Db } from './client.ts';

/** A job has at most `IMAGE_JOB_RETRY.maxAttempts` of them, so there is nothing to page. */
export const makeAttempts = (db: Db): Attempts => ({
  async ofJob(storeId, jobId) {
    const rows = await db.attempt.findMany({
      where: { storeId, jobId },
      orderBy: { number: 'asc' },
      select: {
        id: true,
        jobId: true,
        number: true,
        renderer: true,
        startedAt: true,
        finishedAt: true,
        failureKind: true,
      },
    });
    return rows.map((r) => ({ ...r, failureKind: r.failureKind as FailureKind | null }));
  },
});
