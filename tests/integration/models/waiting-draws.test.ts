import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { orderWaiting, type World } from './waiting-orders.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  world.gemini.faults.clear();
  await world.db.database.prisma.providerGate.deleteMany();
});

test('an order that can wait is handed in together, made at half price, and charged for once', async () => {
  const order = await orderWaiting(world, SMALL_SCENE, { products: 3 });
  expect(await order.runAll()).toEqual(['waiting', 'waiting', 'waiting']);
  expect(await order.states()).toEqual(['waiting', 'waiting', 'waiting']);
  expect(await order.calls()).toEqual([]);
  expect(await order.worker.draws.handIn(order.signal)).toBe(1);
  const booked = await order.calls();
  expect(booked.map((call) => [call.status, call.mode])).toEqual(Array(3).fill(['started', 'batch']));
  await world.gemini.batchesSettled();
  await order.lookAfter();
  expect(await order.states()).toEqual(['queued', 'queued', 'queued']);
  expect(await order.runAll()).toEqual(['ready', 'ready', 'ready']);
  await order.ledgerSays('settled');
  expect((await order.calls()).map((call) => call.status)).toEqual(Array(3).fill('succeeded'));
  const tiers = world.gemini.billing().map((row) => row.tier);
  expect(tiers).toEqual(['batch', 'batch', 'batch']);
  await order.bookIsBill();
  // what it cost was within what it was sold for, and that is less than at once
  expect(order.price).toBeLessThan(order.priceNow);
});
