import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FINAL_IMAGE_JOB_STATES } from '#app/domain/image-job.ts';
import { startBatchWorker } from '#app/use-cases/batch-worker.ts';
import { SANDBOX_GEMINI_KEY } from '#sandbox/gemini/start.ts';
import { silentLog } from '#tests/support/clock.ts';
import { makeMemoryObjects } from '#tests/support/memory-objects.ts';
import { SMALL_REDRAW, SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { startRunningWorker } from '#tests/support/running-worker.ts';
import { orderWaiting, type World } from './waiting-orders.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());

test('a redraw that the gate sends back waits for its next draw in the next batch, with what was wrong', async () => {
  const order = await orderWaiting(world, SMALL_REDRAW);
  world.gemini.setDamages({ share: 1, seed: 3, kinds: ['mirror'] });
  expect(await order.runAll()).toEqual(['waiting']);
  await order.throughABatch();
  world.gemini.setDamages({ share: 0 });
  expect(await order.runAll()).toEqual(['waiting']);
  const [draw] = await world.db.database.prisma.waitingDraw.findMany({ where: { storeId: order.storeId } });
  expect(draw).toMatchObject({ number: 2, request: { prompt: { corrections: [expect.any(String)] } } });
  await order.throughABatch();
  const [ended] = await order.runAll();
  expect(['ready', 'held']).toContain(ended);
  // all of it was one try, and only the draws are cheaper
  expect((await order.rows())[0]?.attempt).toBe(1);
  const calls = await order.calls();
  expect(calls.filter((call) => call.provider === 'gemini').map((call) => call.mode)).toEqual([
    'batch',
    'batch',
  ]);
  expect(calls.filter((call) => call.provider === 'claude').every((call) => call.mode === 'now')).toBe(true);
  await order.ledgerSays('settled');
  await order.bookIsBill();
  const cost = (await order.calls()).reduce((sum, call) => sum + (call.cost ?? 0n), 0n);
  expect(cost).toBeLessThanOrEqual(order.price);
});

test('two workers with all their loops bring an order through', async () => {
  const objects = makeMemoryObjects();
  const start = async () => {
    const running = await startRunningWorker(world.db.database, {
      home: { kind: 'postgres', connectionString: world.db.url },
      concurrency: 2,
      times: { beatMs: 500, dispatchMs: 100, sweepMs: 500 },
      pipelineOn: (queue) => world.run({ queue, objects, handInLimits: { holdMs: 1_500 } }),
    });
    const pipeline = running.pipeline as ReturnType<World['run']>;
    const batches = startBatchWorker({
      ...pipeline.draws,
      clock: pipeline.clock,
      log: silentLog,
      everyMs: 200,
    });
    return {
      stop: async () => {
        await batches.stop();
        await running.stop();
      },
    };
  };
  const workers = [await start(), await start()];
  const order = await orderWaiting(world, SMALL_SCENE, { products: 6, objects });
  try {
    const isDone = async () =>
      (await order.states()).every((state) => FINAL_IMAGE_JOB_STATES.includes(state));
    for (let looks = 0; looks < 240 && !(await isDone()); looks++) await sleep(250);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
  expect(await order.states()).toEqual(Array(6).fill('ready'));
  const batches = await world.db.database.prisma.providerBatch.findMany({ where: { requests: { gt: 0 } } });
  expect(batches.every((batch) => batch.state === 'ended' && batch.outcome === 'done')).toBe(true);
  // what is kept here does not lie at the provider any more
  const list = await fetch(`${world.gemini.origin}/v1beta/batches`, {
    headers: { 'x-goog-api-key': SANDBOX_GEMINI_KEY },
  });
  const names = ((await list.json()) as { operations: { name: string }[] }).operations.map(
    ({ name }) => name,
  );
  expect(names.filter((name) => batches.some((batch) => batch.name === name))).toEqual([]);
  await order.ledgerSays('settled');
  expect((await order.calls()).map((call) => call.mode)).toEqual(Array(6).fill('batch'));
  await order.bookIsBill();
}, 120_000);
