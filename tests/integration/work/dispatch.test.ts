import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makePipeline } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await withDatabase({ poolSize: 8 });
});
afterEach(() => db.close());

const CONCURRENCY = 4;
const never = new AbortController().signal;

const stage = async () => {
  const clock = makeShiftedClock();
  const worker = { id: newId(), concurrency: CONCURRENCY, heartbeatAt: clock.now() };
  const beat = () =>
    db.database.prisma.workerProcess.upsert({
      where: { id: worker.id },
      create: worker,
      update: { heartbeatAt: clock.now() },
    });
  const pipeline = makePipeline(db.database, { clock });
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
  return { clock, pipeline, batchOf, beat };
};

test('without a living worker nothing is given out', async () => {
  const { clock, pipeline, batchOf, beat } = await stage();
  await batchOf(3);
  expect(await pipeline.dispatcher.run()).toBe(0);
  await beat();
  clock.forward(10 * 60_000);
  expect(await pipeline.dispatcher.run()).toBe(0);
  await beat();
  expect(await pipeline.dispatcher.run()).toBe(3);
});

test('many dispatchers at once give out one window, and no job twice', async () => {
  const { pipeline, clock, batchOf, beat } = await stage();
  await beat();
  await batchOf(40);
  const others = Array.from({ length: 6 }, () => makePipeline(db.database, { clock }));
  for (let round = 1; round <= 3; round++) {
    await Promise.all(others.map((o) => o.dispatcher.run()));
    const queued = others.flatMap((o) => o.queued.splice(0));
    expect(new Set(queued.map((m) => m.id)).size).toBe(queued.length);
    expect(queued).toHaveLength(CONCURRENCY + 1);
    expect(await pipeline.dispatcher.run()).toBe(0);
    for (const message of queued) await pipeline.run(message, never);
  }
});

test('slots go to the stores in turn, also when one came long before', async () => {
  const { pipeline, batchOf, beat } = await stage();
  await beat();
  const first = await batchOf(60);
  for (let i = 0; i < 4; i++) {
    await pipeline.dispatcher.run();
    for (const message of pipeline.queued.splice(0)) await pipeline.run(message, never);
  }
  const second = await batchOf(3);
  await pipeline.dispatcher.run();
  expect(
    pipeline.queued
      .map((m) => (m.storeId === second ? 'second' : m.storeId === first ? 'first' : '?'))
      .sort(),
  ).toEqual(['first', 'first', 'second', 'second', 'second']);
});

test('messages that could not be queued leave their rows waiting', async () => {
  const { clock, pipeline, batchOf, beat } = await stage();
  await beat();
  await batchOf(2);
  const broken = makePipeline(db.database, {
    clock,
    queue: { add: () => Promise.reject(new Error('the queue is down')) },
  });
  await expect(broken.dispatcher.run()).rejects.toThrow('the queue is down');
  expect(await pipeline.dispatcher.run()).toBe(2);
});

test('a job that waits for its time is not given out before', async () => {
  const { clock, pipeline, batchOf, beat } = await stage();
  await beat();
  const storeId = await batchOf(2);
  await db.database.prisma.imageJob.updateMany({
    where: { storeId },
    data: { notBefore: new Date(clock.now().getTime() + 60_000) },
  });
  expect(await pipeline.dispatcher.run()).toBe(0);
  clock.forward(61_000);
  await beat();
  expect(await pipeline.dispatcher.run()).toBe(2);
});
