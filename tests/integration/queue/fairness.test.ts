import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, inject, test } from 'vitest';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { withDatabase } from '#tests/support/database.ts';
import { makeFakeRenderer } from '#tests/support/fake-imaging.ts';
import { queueHome } from '#tests/support/queue-homes.ts';
import { startRunningWorker } from '#tests/support/running-worker.ts';

const CONCURRENCY = 4;

describe.each(['postgres', 'redis'] as const)('with the queue on %s', (kind) => {
  test.skipIf(kind === 'redis' && inject('redisUrl') === null)(
    'a batch of 5 behind a batch of 5,000 ends after at most twice the concurrency of the large one',
    async () => {
      const db = await withDatabase({ poolSize: 8 });
      const home = await queueHome(kind, db.url, 2);
      if (!home) throw new Error('no home');
      const renderer = makeFakeRenderer(() => sleep(25));
      const { pipeline, stop } = await startRunningWorker(db.database, {
        home,
        concurrency: CONCURRENCY,
        renderer,
      });
      const { prisma } = db.database;
      const batchOf = async (products: number) => {
        const { storeId } = await makeTestStore(db.database, products);
        const made = await pipeline.submit(storeId, {
          recipe: { kind: 'packshot' },
          selection: { kind: 'catalogue', images: 'main' },
          actor: 'tester',
        });
        if (!made.ok) throw new Error(made.error.message);
        return storeId;
      };
      const done = (storeId: string) => prisma.imageJob.count({ where: { storeId, state: 'ready' } });
      try {
        const large = await batchOf(5_000);
        await expect.poll(() => done(large), { timeout: 30_000 }).toBeGreaterThan(20);

        const small = await batchOf(5);
        const submittedAt = new Date();
        await expect.poll(() => done(small), { timeout: 30_000, interval: 20 }).toBe(5);
        const { _max } = await prisma.imageJob.aggregate({
          where: { storeId: small },
          _max: { finishedAt: true },
        });
        const ahead = await prisma.imageJob.count({
          where: { storeId: large, finishedAt: { gt: submittedAt, lte: _max.finishedAt ?? new Date() } },
        });
        expect(ahead).toBeLessThanOrEqual(2 * CONCURRENCY);

        // and the large one goes on: it was passed, not stopped
        const now = await done(large);
        await expect.poll(() => done(large), { timeout: 30_000 }).toBeGreaterThan(now + 2 * CONCURRENCY);
      } finally {
        await stop();
        await db.close();
      }
    },
  );
});
