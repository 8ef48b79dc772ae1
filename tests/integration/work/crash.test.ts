import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makeFakeRenderer } from '#tests/support/fake-imaging.ts';
import { makeMemoryObjects } from '#tests/support/memory-objects.ts';
import { makePipeline } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

/** A loaded machine takes its time. */
const SOON = { timeout: 20_000 };
const never = new AbortController().signal;
const NEVER = new Promise<never>(() => {});

const makeGate = () => {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

type Moment = 'before' | 'after';

/**
 * A process that dies at its n-th call to the outside: the call is not made (`before`), or made and its answer not seen
 * (`after`). From then on nothing of it goes on, as after SIGKILL.
 */
const dyingAt = (n: number, moment: Moment) => {
  let calls = 0;
  let died = () => {};
  const death = new Promise<'died'>((resolve) => {
    died = () => resolve('died');
  });
  const wrap = <T extends object>(_name: string, port: T): T =>
    new Proxy(port, {
      get(target, key) {
        const value = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls > n) return NEVER;
          if (calls < n) return value.apply(target, args);
          if (moment === 'after') await value.apply(target, args);
          died();
          return NEVER;
        };
      },
    });
  return { wrap, death, calls: () => calls };
};

const books = async (storeId: string) => {
  const entries = await db.database.prisma.ledgerEntry.findMany({
    where: { storeId },
    orderBy: { id: 'asc' },
  });
  return entries.map((e) => [e.kind, e.amount] as const);
};

/** Kills a worker at the n-th step of a job, lets another process sweep up, and looks at what is left. */
const killAt = async (n: number, moment: Moment): Promise<boolean> => {
  const clock = makeShiftedClock();
  const objects = makeMemoryObjects();
  const calm = makePipeline(db.database, { clock, objects, price: 7n });
  const { storeId, productIds } = await makeTestStore(db.database, 1);
  await calm.ledger.grant(storeId, { id: newId(), amount: 7n, now: clock.now() });
  await calm.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  const job = await db.database.prisma.imageJob.findFirstOrThrow({ where: { storeId } });
  const dying = dyingAt(n, moment);
  const doomed = makePipeline(db.database, { clock, objects, price: 7n, wrap: dying.wrap });
  const end = await Promise.race([doomed.run({ storeId, id: job.id }, never), dying.death]);

  // the lease is still good: nobody else may have the job yet
  if (end === 'died') await calm.recoverStale();
  const early = await calm.run({ storeId, id: job.id }, never);
  if (end === 'died' && !(n === 1 && moment === 'before')) expect(early).toBe('skipped');
  clock.forward(61_000);
  await calm.recoverStale();
  await calm.run({ storeId, id: job.id }, never);

  const { state, attempt } = await db.database.prisma.imageJob.findUniqueOrThrow({ where: { id: job.id } });
  expect(state).toBe('ready');
  expect(attempt).toBeLessThanOrEqual(2);
  expect(await db.database.prisma.asset.count({ where: { storeId } })).toBe(1);
  expect(await db.database.prisma.review.count({ where: { storeId } })).toBe(1);
  expect(await books(storeId)).toEqual([
    ['grant', 7n],
    ['reserve', -7n],
    ['settle', 0n],
  ]);
  return end === 'died';
};

test.each(['before', 'after'] as const)(
  'a worker killed %s any of its calls loses nothing, makes nothing twice and charges once',
  async (moment) => {
    let n = 1;
    while (await killAt(n, moment)) n += 1;
    // claim, fetch, store source, find mask, cut out, store mask, save mask, rendering, render, checking, store, ready
    expect(n - 1).toBeGreaterThanOrEqual(12);
  },
);

test('a job whose worker dies every time is given up, with its refund and a reason', async () => {
  const clock = makeShiftedClock();
  const calm = makePipeline(db.database, { clock, price: 7n });
  const { storeId, productIds } = await makeTestStore(db.database, 1);
  await calm.ledger.grant(storeId, { id: newId(), amount: 10n, now: clock.now() });
  await calm.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  const { id } = await db.database.prisma.imageJob.findFirstOrThrow({ where: { storeId } });
  for (let i = 0; i < 4; i++) {
    const dying = dyingAt(3, 'before');
    const doomed = makePipeline(db.database, { clock, wrap: dying.wrap });
    expect(await Promise.race([doomed.run({ storeId, id }, never), dying.death])).toBe('died');
    clock.forward(61_000);
    await calm.recoverStale();
  }
  expect(await calm.imageJobs.get(storeId, id)).toMatchObject({
    state: 'failed',
    attempt: 4,
    reason: { kind: 'internal', message: expect.stringContaining('not charged') },
  });
  expect(await calm.ledger.balance(storeId)).toBe(10n);
});

test('a worker that comes back after its lease was given away changes nothing', async () => {
  const clock = makeShiftedClock();
  const { promise: gate, resolve: goOn } = makeGate();
  let first = true;
  const slow = makePipeline(db.database, {
    clock,
    price: 7n,
    renderer: makeFakeRenderer(async () => {
      if (!first) return;
      first = false;
      await gate;
    }),
  });
  const { storeId, productIds } = await makeTestStore(db.database, 1);
  await slow.ledger.grant(storeId, { id: newId(), amount: 7n, now: clock.now() });
  await slow.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  const { id } = await db.database.prisma.imageJob.findFirstOrThrow({ where: { storeId } });
  const late = slow.run({ storeId, id }, never);
  await expect
    .poll(async () => (await db.database.prisma.imageJob.findUnique({ where: { id } }))?.state, SOON)
    .toBe('rendering');
  clock.forward(61_000);
  await slow.recoverStale();
  expect(await slow.run({ storeId, id }, never)).toBe('ready');
  goOn();
  expect(await late).toBe('lost');
  expect(await db.database.prisma.asset.count({ where: { storeId } })).toBe(1);
  expect((await books(storeId)).map(([kind]) => kind)).toEqual(['grant', 'reserve', 'settle']);
});

test('a worker that comes back cannot move the job that its successor has in the same state', async () => {
  const clock = makeShiftedClock();
  const gates = [makeGate(), makeGate()];
  let renders = 0;
  const slow = makePipeline(db.database, {
    clock,
    renderer: makeFakeRenderer(async () => gates[renders++]?.promise),
  });
  const { storeId, productIds } = await makeTestStore(db.database, 1);
  await slow.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  const { id } = await db.database.prisma.imageJob.findFirstOrThrow({ where: { storeId } });
  const state = async () => (await db.database.prisma.imageJob.findUnique({ where: { id } }))?.state;
  const late = slow.run({ storeId, id }, never);
  await expect.poll(() => renders, SOON).toBe(1);
  clock.forward(61_000);
  await slow.recoverStale();
  const successor = slow.run({ storeId, id }, never);
  await expect.poll(() => renders, SOON).toBe(2);
  gates[0]?.resolve();
  expect(await late).toBe('lost');
  expect(await state()).toBe('rendering');
  gates[1]?.resolve();
  expect(await successor).toBe('ready');
});

test.each(['before', 'after'] as const)(
  'a dispatcher killed %s it queues its messages loses no row',
  async (moment) => {
    const clock = makeShiftedClock();
    const dying = dyingAt(1, moment);
    const doomed = makePipeline(db.database, { clock, wrap: dying.wrap });
    const calm = makePipeline(db.database, { clock });
    await db.database.prisma.workerProcess.create({
      data: { id: newId(), concurrency: 4, heartbeatAt: clock.now() },
    });
    const { storeId, productIds } = await makeTestStore(db.database, 2);
    await calm.submit(storeId, {
      recipe: { kind: 'packshot' },
      selection: { kind: 'products', productIds, images: 'main' },
      actor: 'tester',
    });
    expect(await Promise.race([doomed.dispatcher.run(), dying.death])).toBe('died');
    expect(await calm.dispatcher.run()).toBe(0);
    clock.forward(121_000);
    await db.database.prisma.workerProcess.updateMany({ data: { heartbeatAt: clock.now() } });
    await calm.recoverStale();
    expect(await calm.dispatcher.run()).toBe(2);
    for (const message of [...doomed.queued, ...calm.queued]) await calm.run(message, never);
    expect(await db.database.prisma.asset.count({ where: { storeId } })).toBe(2);
    await db.database.prisma.workerProcess.deleteMany();
  },
);
