import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makeFakeRenderer } from '#tests/support/fake-imaging.ts';
import { makePipeline, type PipelineOptions } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

/** A loaded machine takes its time. */
const SOON = { timeout: 20_000 };
const never = new AbortController().signal;

/** Three jobs at 5 each out of a balance of 20; the renderer waits until `open()` is called. */
const stage = async (options: PipelineOptions = {}) => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const renderer = makeFakeRenderer(() => gate);
  const pipeline = makePipeline(db.database, { price: 5n, renderer, ...options });
  const { storeId, productIds } = await makeTestStore(db.database, 3);
  await pipeline.ledger.grant(storeId, { id: newId(), amount: 20n, now: new Date() });
  const made = await pipeline.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  if (!made.ok) throw new Error(made.error.message);
  const batchId = made.value.batch.id;
  const { items } = await pipeline.imageJobs.list(storeId, { batchId }, { limit: 10 });
  const [a, b, c] = items.map((i) => i.id) as [string, string, string];
  const stateOf = async (id: string) => (await pipeline.imageJobs.get(storeId, id))?.state;
  return { pipeline, storeId, batchId, a, b, c, open, stateOf };
};

test('a waiting job is cancelled at once and refunded, once', async () => {
  const { pipeline, storeId, a } = await stage();
  expect(await pipeline.cancelJob(storeId, a)).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expect(await pipeline.cancelJob(storeId, a)).toMatchObject({ ok: true, value: { state: 'cancelled' } });
  expect(await pipeline.ledger.balance(storeId)).toBe(10n);
  expect(await pipeline.run({ storeId, id: a }, never)).toBe('skipped');
});

test('a finished job cannot be cancelled', async () => {
  const { pipeline, storeId, a, open } = await stage();
  open();
  await pipeline.run({ storeId, id: a }, never);
  const result = await pipeline.cancelJob(storeId, a);
  expect(result.ok ? null : result.error.kind).toBe('conflict');
  expect(await pipeline.ledger.balance(storeId)).toBe(5n);
});

test('cancelling a batch ends its waiting and its running jobs, keeps the finished one, and refunds exactly', async () => {
  const { pipeline, storeId, batchId, a, b, c, open, stateOf } = await stage();
  const keep = new AbortController();
  const keeping = pipeline.leases.keep(keep.signal);
  const running = pipeline.run({ storeId, id: b }, never);
  await expect.poll(() => stateOf(b), SOON).toBe('rendering');
  const quick = makePipeline(db.database, { price: 5n });
  expect(await quick.run({ storeId, id: a }, never)).toBe('ready');

  expect(await pipeline.cancelBatch(storeId, batchId)).toEqual({ ok: true, value: { cancelled: 2 } });
  // the renderer still hangs: the worker noticed by its lease, not by finishing
  expect(await running).toBe('lost');
  open();
  expect(await Promise.all([a, b, c].map(stateOf))).toEqual(['ready', 'cancelled', 'cancelled']);
  expect(await pipeline.ledger.balance(storeId)).toBe(15n);
  expect(await pipeline.cancelBatch(storeId, batchId)).toEqual({ ok: true, value: { cancelled: 0 } });
  expect(await db.database.prisma.asset.count({ where: { storeId } })).toBe(1);
  keep.abort();
  await keeping;
});

test('another store cannot cancel the batch', async () => {
  const { pipeline, batchId, a, stateOf } = await stage();
  const { storeId: other } = await makeTestStore(db.database, 0);
  const result = await pipeline.cancelBatch(other, batchId);
  expect(result.ok ? null : result.error.kind).toBe('not-found');
  expect(await stateOf(a)).toBe('queued');
});

test('a worker that has to stop puts its job back at once, and the try does not count', async () => {
  const { pipeline, storeId, a, stateOf } = await stage();
  const drain = new AbortController();
  const running = pipeline.run({ storeId, id: a }, drain.signal);
  await expect.poll(() => stateOf(a), SOON).toBe('rendering');
  drain.abort();
  expect(await running).toBe('requeued');
  expect(await pipeline.imageJobs.get(storeId, a)).toMatchObject({
    state: 'queued',
    attempt: 0,
    reason: null,
  });
  const next = makePipeline(db.database, { price: 5n });
  expect(await next.run({ storeId, id: a }, never)).toBe('ready');
  expect(await db.database.prisma.attempt.count({ where: { jobId: a } })).toBe(1);
  expect(await pipeline.ledger.balance(storeId)).toBe(5n);
});

test('a store that is gone has its jobs neither dispatched nor made', async () => {
  const { pipeline, storeId, a } = await stage();
  await db.database.prisma.store.update({
    where: { id: storeId },
    data: { status: 'uninstalled', uninstalledAt: new Date() },
  });
  await db.database.prisma.workerProcess.create({ data: { id: newId(), concurrency: 50 } });
  await pipeline.dispatcher.run();
  expect(pipeline.queued.filter((m) => m.storeId === storeId)).toEqual([]);
  expect(await pipeline.run({ storeId, id: a }, never)).toBe('skipped');
});
