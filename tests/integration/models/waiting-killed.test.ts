import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LEASE_MS } from '#app/domain/image-job.ts';
import type { ImageModel } from '#app/ports/image-model.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { makeMemoryObjects } from '#tests/support/memory-objects.ts';
import { SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { orderWaiting, type World } from './waiting-orders.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(() => world.gemini.batchFaults.clear());

/** What a killed process does from then on: nothing, for ever. */
const gone = () => new Promise<never>(() => {});

/** A port whose `count`th call of `method`, on it or on what it hands out, a process does not survive. */
const dyingAt = (target: string, method: string, when: 'before' | 'after') => {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  let isDead = false;
  const watch = <T extends object>(object: T): T =>
    new Proxy(object, {
      get: (inner, key) => {
        const value: unknown = Reflect.get(inner, key);
        if (typeof value !== 'function' || key !== method) return value;
        return async (...args: readonly unknown[]) => {
          if (isDead) return gone();
          if (when === 'after') await Reflect.apply(value, inner, args);
          isDead = true;
          reach();
          return gone();
        };
      },
    });
  const wrap = <T extends object>(name: string, port: T): T => (name === target ? watch(port) : port);
  return {
    reached,
    wrap,
    wrapModel: (model: ImageModel): ImageModel => ({
      ...model,
      batches: model.batches && watch(model.batches),
    }),
  };
};

/** Where a process dies, and in which turn. */
const DEATHS = [
  ['parking', 'imageJobs', 'transition', 'before'],
  ['handing in', 'drawRows', 'transact', 'before'],
  ['handing in', 'drawRows', 'transact', 'after'],
  ['handing in', 'model', 'submit', 'before'],
  ['handing in', 'model', 'submit', 'after'],
  ['handing in', 'providerBatches', 'taken', 'before'],
  ['handing in', 'providerBatches', 'taken', 'after'],
  ['looking after', 'providerBatches', 'claimDue', 'after'],
  ['looking after', 'model', 'read', 'before'],
  ['looking after', 'model', 'read', 'after'],
  ['looking after', 'objects', 'put', 'after'],
  ['looking after', 'drawRows', 'transact', 'before'],
  ['looking after', 'drawRows', 'transact', 'after'],
  ['looking after', 'providerBatches', 'end', 'before'],
] as const;

test.each(DEATHS)(
  'killed while %s, at %s.%s (%s): each picture is made and paid for once',
  async (turn, target, method, when) => {
    const objects = makeMemoryObjects();
    const clock = makeShiftedClock();
    const death = dyingAt(target, method, when);
    const dying = {
      objects,
      clock,
      wrap: death.wrap,
      ...(target === 'model' ? { wrapImageModel: death.wrapModel } : {}),
    };
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2, objects, clock });
    const doomed = world.run(dying);
    const billed = world.gemini.billing().length;
    const [first = ''] = order.jobIds;
    if (turn === 'parking') {
      void doomed.run({ storeId: order.storeId, id: first }, order.signal);
      await death.reached;
      clock.forward(LEASE_MS + 1_000);
      await order.worker.recoverStale();
    }
    expect(await order.runAll()).toEqual(['waiting', 'waiting']);
    if (turn === 'handing in') {
      void doomed.draws.handIn(order.signal);
      await death.reached;
    } else {
      await order.worker.draws.handIn(order.signal);
    }
    await world.gemini.batchesSettled();
    if (turn === 'looking after') {
      clock.forward(6_000);
      void doomed.draws.lookAfter(order.signal);
      await death.reached;
    }
    // the others go on, and after a while with what the dead one had in its hands
    const isDone = async () => (await order.states()).every((state) => state === 'ready');
    for (let turns = 0; turns < 12 && !(await isDone()); turns++) {
      await order.worker.draws.handIn(order.signal);
      await world.gemini.batchesSettled();
      await order.lookAfter(order.worker, 4 * 60_000);
      await order.runAll();
    }
    expect(await order.states()).toEqual(['ready', 'ready']);
    await order.ledgerSays('settled');
    expect(world.gemini.billing().length - billed).toBe(2);
    expect(await world.db.database.prisma.waitingDraw.count()).toBe(0);
    await order.bookIsBill();
  },
);
