import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeAssets } from '#app/adapters/prisma/assets.ts';
import { makeAttempts } from '#app/adapters/prisma/attempts.ts';
import { makeBatches } from '#app/adapters/prisma/batches.ts';
import { makeReviews } from '#app/adapters/prisma/reviews.ts';
import { makeReviewAsset } from '#app/use-cases/review-asset.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makePipeline, type PipelineOptions } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

const never = new AbortController().signal;
const PACKSHOT = { kind: 'packshot' };

/** A store with the pictures at `urls`, one batch of them, and its jobs. */
const submitted = async (
  urls: readonly (string | null)[],
  options: PipelineOptions & { grant?: bigint } = {},
) => {
  const clock = makeShiftedClock();
  const pipeline = makePipeline(db.database, { clock, ...options });
  const { storeId, productIds } = await makeTestStore(db.database, urls.length, (i) => urls[i] ?? null);
  if (options.grant) {
    await pipeline.ledger.grant(storeId, { id: newId(), amount: options.grant, now: clock.now() });
  }
  const made = await pipeline.submit(storeId, {
    recipe: PACKSHOT,
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  if (!made.ok) throw new Error(made.error.message);
  const { items } = await pipeline.imageJobs.list(storeId, { batchId: made.value.batch.id }, { limit: 250 });
  const job = items[0];
  if (!job) throw new Error('no job');
  const get = async (id = job.id) => {
    const found = await pipeline.imageJobs.get(storeId, id);
    if (!found) throw new Error('the job is gone');
    return found;
  };
  return {
    clock,
    pipeline,
    storeId,
    productIds,
    batch: made.value.batch,
    refused: made.value.refused,
    job,
    get,
  };
};

const PHOTO = 'https://photos.example/a.jpg';

test('a job becomes a stored picture with its review, its provenance and its source', async () => {
  const { pipeline, storeId, job, get } = await submitted([PHOTO]);
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('ready');
  const done = await get();
  expect(done).toMatchObject({ state: 'ready', attempt: 1, reason: null });
  const assets = makeAssets(db.database.prisma);
  const asset = await assets.get(storeId, done.assetId ?? '');
  expect(asset).toMatchObject({
    jobId: job.id,
    review: 'undecided',
    held: false,
    format: 'jpeg',
    maskConfidence: 0.97,
  });
  expect(pipeline.memory.all.has(asset?.objectKey ?? '')).toBe(true);
  expect(pipeline.memory.all.has(asset?.sourceKey ?? '')).toBe(true);
  expect(await assets.provenance(storeId, asset?.id ?? '')).toMatchObject({
    sourceUrl: PHOTO,
    recipe: { kind: 'packshot', fill: 0.85 },
    versions: { renderer: 'fake-renderer-1' },
  });
  expect(await makeAttempts(db.database.prisma).ofJob(storeId, job.id)).toMatchObject([
    { number: 1, failureKind: null, finishedAt: expect.any(Date) },
  ]);
});

test('a message delivered twice makes one picture, also when both arrive at once', async () => {
  const { pipeline, storeId, job } = await submitted([PHOTO]);
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => pipeline.run({ storeId, id: job.id }, never)));
  expect(outcomes.sort()).toEqual(['ready', 'skipped', 'skipped', 'skipped']);
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('skipped');
  expect(await db.database.prisma.asset.count({ where: { storeId } })).toBe(1);
});

test('another store cannot run, read or cancel the job', async () => {
  const { pipeline, job, get } = await submitted([PHOTO]);
  const { storeId: other } = await makeTestStore(db.database, 0);
  expect(await pipeline.run({ storeId: other, id: job.id }, never)).toBe('skipped');
  expect(await pipeline.imageJobs.get(other, job.id)).toBeNull();
  const cancelled = await pipeline.cancelJob(other, job.id);
  expect(cancelled.ok ? null : cancelled.error.kind).toBe('not-found');
  expect((await get()).state).toBe('queued');
});

test('two recipes of one photo, made at once, cut it out once', async () => {
  const { pipeline, storeId, productIds, job } = await submitted([PHOTO]);
  const second = await pipeline.submit(storeId, {
    recipe: { kind: 'studio' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  const { items } = await pipeline.imageJobs.list(
    storeId,
    { batchId: second.ok ? second.value.batch.id : '' },
    { limit: 1 },
  );
  const ids = [job.id, items[0]?.id ?? ''];
  expect(await Promise.all(ids.map((id) => pipeline.run({ storeId, id }, never)))).toEqual([
    'ready',
    'ready',
  ]);
  expect(pipeline.fakeCutOut.cut).toHaveLength(1);
});

test('a doubtful mask gives a held picture, which a person may approve', async () => {
  const { pipeline, storeId, job, get, clock } = await submitted([`${PHOTO}?doubt=1`]);
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('held');
  const assets = makeAssets(db.database.prisma);
  const review = makeReviewAsset({ reviews: makeReviews(db.database.prisma), assets, clock });
  const assetId = (await get()).assetId ?? '';
  const approved = await review(storeId, assetId, { state: 'approved', actor: 'anna' });
  expect(approved).toMatchObject({ ok: true, value: { held: true, review: 'approved', decidedBy: 'anna' } });
  const { storeId: other } = await makeTestStore(db.database, 0);
  const foreign = await review(other, assetId, { state: 'rejected', actor: 'eve' });
  expect(foreign.ok ? null : foreign.error.kind).toBe('not-found');
  expect((await assets.list(storeId, { review: 'approved', held: true }, { limit: 10 })).items).toHaveLength(
    1,
  );
});

test('a failure that cannot pass fails the job at once and refunds it, with its words', async () => {
  const { pipeline, storeId, job, get } = await submitted([`${PHOTO}?fail=image-missing`], {
    price: 40n,
    grant: 100n,
  });
  expect(await pipeline.ledger.balance(storeId)).toBe(60n);
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('failed');
  expect(await get()).toMatchObject({
    state: 'failed',
    reason: { kind: 'image-missing', message: 'The photo gave image-missing.' },
  });
  expect(await pipeline.ledger.balance(storeId)).toBe(100n);
});

test('a failure that may pass is tried again after a growing pause, four times in all', async () => {
  const { pipeline, storeId, job, get, clock } = await submitted([`${PHOTO}?fail=fetch-timeout`], {
    price: 40n,
    grant: 100n,
  });
  for (const attempt of [1, 2, 3]) {
    expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('requeued');
    expect(await get()).toMatchObject({ state: 'queued', attempt, reason: { kind: 'fetch-timeout' } });
    // not yet due: a message that comes too early is void
    expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('skipped');
    clock.forward(120_000);
  }
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('failed');
  expect(await pipeline.ledger.balance(storeId)).toBe(100n);
  const attempts = await makeAttempts(db.database.prisma).ofJob(storeId, job.id);
  expect(attempts.map((a) => a.failureKind)).toEqual(Array(4).fill('fetch-timeout'));
});

test('waiting for another side takes as long as it says, and is no attempt', async () => {
  const { pipeline, storeId, job, get, clock } = await submitted([`${PHOTO}?fail=rate-limited`]);
  for (let i = 0; i < 6; i++) {
    expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('requeued');
    expect(await get()).toMatchObject({ state: 'queued', attempt: 0 });
    clock.forward(29_000);
    expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('skipped');
    clock.forward(2_000);
  }
  clock.forward(25 * 3_600_000);
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('failed');
});

test('a bug in the middle loses nothing: the row is tried again', async () => {
  let broken = true;
  const { pipeline, storeId, job, get, clock } = await submitted([PHOTO], {
    wrap: (name, port) =>
      name === 'renderer'
        ? new Proxy(port, {
            get: (target, key) =>
              key === 'render' && broken
                ? () => {
                    throw new TypeError('x is not a function');
                  }
                : Reflect.get(target, key),
          })
        : port,
  });
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('requeued');
  expect((await get()).reason?.kind).toBe('internal');
  expect((await get()).reason?.message).not.toContain('not a function');
  broken = false;
  clock.forward(120_000);
  expect(await pipeline.run({ storeId, id: job.id }, never)).toBe('ready');
});

test('products without a picture are refused by name and do not stop the others', async () => {
  const { refused, productIds, batch } = await submitted([PHOTO, null, PHOTO]);
  expect(batch.jobCount).toBe(2);
  expect(refused).toEqual([
    { productId: productIds[1], kind: 'image-missing', reason: 'The product has no picture to start from.' },
  ]);
});

test('progress counts a picture made again as one', async () => {
  const { pipeline, storeId, job, batch } = await submitted([PHOTO, `${PHOTO}?fail=image-missing`]);
  const { items } = await pipeline.imageJobs.list(storeId, { batchId: batch.id }, { limit: 10 });
  for (const { id } of items) await pipeline.run({ storeId, id }, never);
  const batches = makeBatches(db.database.prisma);
  expect(await batches.progress(storeId, batch.id)).toMatchObject({
    total: 2,
    finished: true,
    byState: { ready: 1, failed: 1 },
  });
  const failed = items.find((i) => i.id !== job.id);
  const again = await pipeline.retry(storeId, failed?.id ?? '');
  expect(again).toMatchObject({ ok: true, value: { retryOfId: failed?.id, state: 'queued', attempt: 0 } });
  expect(await pipeline.retry(storeId, failed?.id ?? '')).toEqual(again);
  expect(await batches.progress(storeId, batch.id)).toMatchObject({
    total: 2,
    finished: false,
    byState: { ready: 1, queued: 1 },
  });
  const ready = await pipeline.retry(storeId, job.id);
  expect(ready.ok ? null : ready.error.kind).toBe('conflict');
});
