import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { FINAL_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { runs } from '#tests/support/long-form.ts';
import { makePipeline } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase({ poolSize: 8 });
});
afterAll(() => db.close());

const never = new AbortController().signal;
const GRANT = 100n;

type Act =
  | { readonly act: 'submit'; readonly products: number }
  | { readonly act: 'run' | 'cancel' | 'retry'; readonly which: number }
  | { readonly act: 'race'; readonly which: number }
  | { readonly act: 'cancel-batch' }
  | { readonly act: 'time-passes' };

const which = fc.nat({ max: 11 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('submit' as const), products: fc.integer({ min: 1, max: 4 }) }),
  {
    arbitrary: fc.record({
      act: fc.constantFrom('run' as const, 'cancel' as const, 'retry' as const),
      which,
    }),
    weight: 6,
  },
  { arbitrary: fc.record({ act: fc.constant('race' as const), which }), weight: 3 },
  fc.record({ act: fc.constant('cancel-batch' as const) }),
  fc.record({ act: fc.constant('time-passes' as const) }),
);

const URLS = [
  'https://photos.example/ok.jpg',
  'https://photos.example/gone.jpg?fail=image-missing',
  'https://photos.example/slow.jpg?fail=fetch-timeout',
  'https://photos.example/odd.jpg?doubt=1',
];

/** Each job's own entries have to tell its story; together they are the balance. */
const expectBooksToHold = async (storeId: string, price: bigint) => {
  const jobs = await db.database.prisma.imageJob.findMany({
    where: { storeId },
    select: { id: true, state: true },
  });
  const entries = await db.database.prisma.ledgerEntry.findMany({ where: { storeId } });
  for (const job of jobs) {
    const own = entries.filter((e) => e.jobId === job.id).map((e) => `${e.kind} ${e.amount}`);
    const closing = {
      ready: 'settle 0',
      held: 'settle 0',
      failed: `refund ${price}`,
      cancelled: `refund ${price}`,
    };
    const end = FINAL_IMAGE_JOB_STATES.includes(job.state)
      ? [closing[job.state as keyof typeof closing]]
      : [];
    expect(own.sort()).toEqual([`reserve ${-price}`, ...end].sort());
  }
  const spent = jobs.filter((j) => j.state !== 'failed' && j.state !== 'cancelled').length;
  const balance = entries.reduce((sum, e) => sum + e.amount, 0n);
  expect(balance).toBe(GRANT - price * BigInt(spent));
  expect(balance).toBeGreaterThanOrEqual(0n);
};

test('whatever happens in whatever order, the entries are the balance and each job is charged at most once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(acts, { minLength: 3, maxLength: 14 }),
      fc.constantFrom(1n, 9n, 30n),
      async (story, price) => {
        const clock = makeShiftedClock();
        const pipeline = makePipeline(db.database, { clock, price });
        const { storeId, productIds } = await makeTestStore(db.database, 4, (i) => URLS[i] ?? null);
        await pipeline.ledger.grant(storeId, { id: newId(), amount: GRANT, now: clock.now() });
        const pick = async (index: number) => {
          const jobs = await db.database.prisma.imageJob.findMany({
            where: { storeId },
            orderBy: { id: 'asc' },
          });
          return jobs.length === 0 ? null : jobs[index % jobs.length];
        };
        const perform = async (step: Act): Promise<unknown> => {
          if (step.act === 'submit') {
            const selection = {
              kind: 'products',
              productIds: productIds.slice(0, step.products),
              images: 'main',
            } as const;
            return pipeline.submit(storeId, { recipe: { kind: 'packshot' }, selection, actor: 'law' });
          }
          if (step.act === 'time-passes') {
            clock.forward(120_000);
            return pipeline.recoverStale();
          }
          const job = await pick('which' in step ? step.which : 0);
          if (!job) return;
          if (step.act === 'run') return pipeline.run({ storeId, id: job.id }, never);
          if (step.act === 'cancel') return pipeline.cancelJob(storeId, job.id);
          if (step.act === 'retry')
            return Promise.all([pipeline.retry(storeId, job.id), pipeline.retry(storeId, job.id)]);
          if (step.act === 'cancel-batch') return pipeline.cancelBatch(storeId, job.batchId);
          return Promise.all([
            pipeline.run({ storeId, id: job.id }, never),
            pipeline.cancelJob(storeId, job.id),
            pipeline.run({ storeId, id: job.id }, never),
            pipeline.retry(storeId, job.id),
          ]);
        };
        await perform({ act: 'submit', products: 3 });
        for (const step of story) await perform(step);
        await expectBooksToHold(storeId, price);
      },
    ),
    { numRuns: runs(25) },
  );
});
