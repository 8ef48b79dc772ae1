import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeErasure } from '#app/adapters/prisma/erasure.ts';
import { SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { orderWaiting, type World } from './waiting-orders.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(() => world.gemini.batchFaults.clear());

const draws = (storeId: string) => world.db.database.prisma.waitingDraw.count({ where: { storeId } });
const pictures = (storeId: string) => world.db.database.prisma.providerPicture.count({ where: { storeId } });

test('an order that is cancelled before it is handed in is refunded and never sent', async () => {
  const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
  await order.runAll();
  const billed = world.gemini.billing().length;
  expect(await order.worker.cancelBatch(order.storeId, order.batchId)).toMatchObject({
    ok: true,
    value: { cancelled: 2 },
  });
  await order.ledgerSays('refunded');
  expect(await order.worker.draws.handIn(order.signal)).toBe(0);
  expect(await order.calls()).toEqual([]);
  await order.lookAfter();
  expect(await draws(order.storeId)).toBe(0);
  expect(world.gemini.billing()).toHaveLength(billed);
});

test('one picture that is cancelled in a batch is refunded; its reply is booked and its picture dropped', async () => {
  const release = world.gemini.holdBatches();
  const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
  await order.runAll();
  await order.worker.draws.handIn(order.signal);
  const [first = ''] = order.jobIds;
  expect((await order.worker.cancelJob(order.storeId, first)).ok).toBe(true);
  expect(await order.worker.ledger.balance(order.storeId)).toBe(order.grant - order.price);
  await order.lookAfter();
  release();
  await world.gemini.batchesSettled();
  await order.lookAfter();
  expect((await order.runAll()).sort()).toEqual(['ready', 'skipped']);
  expect(await pictures(order.storeId)).toBe(1);
  expect((await order.calls()).map((call) => call.status)).toEqual(['succeeded', 'succeeded']);
  await order.bookIsBill();
  expect((await order.calls()).every((call) => (call.cost ?? 0n) > 0n)).toBe(true);
});

test('a batch of which every picture is cancelled is stopped at the provider, and costs what it had drawn', async () => {
  const release = world.gemini.holdBatches();
  const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
  await order.runAll();
  await order.worker.draws.handIn(order.signal);
  const billed = world.gemini.billing().length;
  await order.worker.cancelBatch(order.storeId, order.batchId);
  await order.ledgerSays('refunded');
  await order.lookAfter();
  release();
  await world.gemini.batchesSettled();
  await order.lookAfter();
  expect(world.gemini.billing()).toHaveLength(billed);
  expect((await order.calls()).map((call) => call.status)).toEqual(['unknown', 'unknown']);
  await order.bookIsBill();
  expect((await order.calls()).map((call) => call.cost)).toEqual([0n, 0n]);
  expect(await draws(order.storeId)).toBe(0);
  expect(await order.states()).toEqual(['cancelled', 'cancelled']);
});

test('a cancelled picture that is ordered again waits again, at its price of old', async () => {
  const order = await orderWaiting(world, SMALL_SCENE);
  await order.runAll();
  await order.worker.cancelBatch(order.storeId, order.batchId);
  const again = await order.worker.retry(order.storeId, order.jobIds[0] ?? '');
  if (!again.ok) throw new Error(again.error.message);
  const id = again.value.id;
  expect(again.value.price).toBe(order.price);
  expect(await order.worker.run({ storeId: order.storeId, id }, order.signal)).toBe('waiting');
  await order.throughABatch();
  expect(await order.worker.run({ storeId: order.storeId, id }, order.signal)).toBe('ready');
  await order.bookIsBill();
});

test('a store that is erased while its pictures are in a batch leaves nothing behind, and breaks nothing', async () => {
  const order = await orderWaiting(world, SMALL_SCENE);
  const other = await orderWaiting(world, SMALL_SCENE, { clock: order.worker.clock });
  await order.runAll();
  await other.runAll();
  await order.worker.draws.handIn(order.signal);
  const { prisma } = world.db.database;
  await prisma.$transaction((tx) => makeErasure(tx).eraseStore(order.storeId));
  await world.gemini.batchesSettled();
  await order.lookAfter(other.worker);
  expect(await draws(order.storeId)).toBe(0);
  expect(await pictures(order.storeId)).toBe(0);
  expect(await other.runAll()).toEqual(['ready']);
  await other.bookIsBill();
});
