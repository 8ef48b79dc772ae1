import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEASE_MS } from '#app/domain/image-job.ts';
import { makeSettleLostCalls } from '#app/use-cases/settle-lost-calls.ts';
import { silentLog } from '#tests/support/clock.ts';
import { SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { orderOne, type World } from './provider-days.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());

/** What a killed process does from then on: nothing, for ever. */
const gone = () => new Promise<never>(() => {});

type Wrap = <T extends object>(name: string, port: T) => T;

/** The port, whose call of `method` a worker does not survive where `when` says so; `reached` resolves at that moment. */
const makeKill = (target: string, method: string, when: (args: readonly unknown[]) => boolean) => {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const wrap: Wrap = (name, port) =>
    name !== target
      ? port
      : new Proxy(port, {
          get: (object, key) => {
            const value = Reflect.get(object, key);
            if (key !== method || typeof value !== 'function') return value;
            return (...args: readonly unknown[]) => {
              if (!when(args)) return value.apply(object, args);
              reach();
              return gone();
            };
          },
        });
  return { wrap, reached };
};

/** Another worker finds the job when the dead one's lease has run out, and finishes it. */
const takeOver = async (one: Awaited<ReturnType<typeof orderOne>>) => {
  const { worker, storeId, jobIds } = one;
  const next = world.run({ objects: worker.memory, clock: worker.clock });
  worker.clock.forward(LEASE_MS + 1_000);
  await next.recoverStale();
  expect(await next.run({ storeId, id: jobIds[0] ?? '' }, new AbortController().signal)).toBe('ready');
  expect(await world.db.database.prisma.asset.count({ where: { storeId } })).toBe(1);
  await one.ledgerSays('settled');
};

test('killed after the draw was kept: the draw is found, and the provider is paid once', async () => {
  const toChecking = (args: readonly unknown[]) => (args[2] as { to?: string }).to === 'checking';
  const { wrap, reached } = makeKill('imageJobs', 'transition', toChecking);
  const one = await orderOne(world, SMALL_SCENE, { wrap });
  void one.run();
  await reached;
  expect(await one.calls()).toMatchObject([{ status: 'succeeded' }]);
  await takeOver(one);
  expect(await one.calls()).toHaveLength(1);
  await one.bookIsBill();
});

test('killed before the draw was kept: both calls are in the book, the merchant pays once', async () => {
  const ofModel = (args: readonly unknown[]) => String(args[0]).includes('/model/');
  const { wrap, reached } = makeKill('objects', 'put', ofModel);
  const one = await orderOne(world, SMALL_SCENE, { wrap });
  void one.run();
  await reached;
  await takeOver(one);
  expect((await one.calls()).map((call) => call.status)).toEqual(['succeeded', 'succeeded']);
  await one.bookIsBill();
});

test('killed while the provider draws: the call counts with its upper bound until the bill says what it was', async () => {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const one = await orderOne(world, SMALL_SCENE, {
    wrapImageModel: (model) => ({
      ...model,
      make: async (request, options) => {
        await model.make(request, options);
        reach();
        return gone();
      },
    }),
  });
  void one.run();
  await reached;
  expect(await one.calls()).toMatchObject([{ status: 'started', cost: null }]);
  await takeOver(one);
  const { clock, repositories } = one.worker;
  clock.forward(10 * 60_000);
  await makeSettleLostCalls({ providerCalls: repositories.providerCalls, clock, log: silentLog })();
  const calls = await one.calls();
  expect(calls.map((call) => call.status)).toEqual(['unknown', 'succeeded']);
  expect(calls[0]?.cost).toBeNull();
  expect(calls[0]?.costUpperBound).toBeGreaterThan(0n);
  await one.bookIsBill();
});
