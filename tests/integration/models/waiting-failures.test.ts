import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type FailureKind, RETRY_POLICY } from '#app/domain/failure.ts';
import { failureOfLoss } from '#app/domain/providers/batch-mode.ts';
import type { GeminiFaultKind } from '#sandbox/gemini/faults.ts';
import { SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { wordsFor } from './provider-days.ts';
import { orderWaiting, type World } from './waiting-orders.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  world.gemini.faults.clear();
  world.gemini.batchFaults.clear();
  await world.db.database.prisma.providerGate.deleteMany();
});

const MODEL = 'gemini-3.1-flash-image';

/** What one request of a batch can end with: no connection can break in it, so those faults are not here. */
const ONE_REQUEST: readonly (readonly [GeminiFaultKind, FailureKind])[] = [
  ['rate-limited-with-hint', 'provider-throttled'],
  ['rate-limited', 'provider-throttled'],
  ['quota-exhausted', 'provider-quota'],
  ['billing-required', 'provider-unauthorized'],
  ['key-invalid', 'provider-unauthorized'],
  ['permission-denied', 'provider-unauthorized'],
  ['model-gone', 'unsupported-option'],
  ['server-error', 'provider-unavailable'],
  ['overloaded', 'provider-unavailable'],
  ['deadline-exceeded', 'provider-unavailable'],
  ['blocked-prompt', 'provider-blocked-prompt'],
  ['blocked-output', 'provider-blocked-output'],
  ['recitation', 'provider-refused'],
  ['refusal', 'provider-refused'],
  ['no-image', 'provider-bad-reply'],
  ['text-instead', 'provider-bad-reply'],
  ['wrong-size', 'provider-bad-reply'],
  ['truncated-base64', 'provider-bad-reply'],
  ['corrupt-picture', 'provider-bad-reply'],
];

describe('one picture of a batch that is not made', () => {
  test.each(ONE_REQUEST)('%s: the job, the ledger and the book say so', async (fault, kind) => {
    const order = await orderWaiting(world, SMALL_SCENE);
    await order.runAll();
    world.gemini.faults.add({ kind: fault, match: 'generateContent' });
    await order.throughABatch();
    const isOver = RETRY_POLICY[kind] === 'never';
    const [row] = await order.rows();
    expect(row).toMatchObject({ state: isOver ? 'failed' : 'queued', failureKind: kind });
    expect(row?.failureMessage).toBe(wordsFor(kind, 'Gemini', MODEL));
    expect(row?.attempt).toBe(RETRY_POLICY[kind] === 'wait' ? 0 : 1);
    await order.ledgerSays(isOver ? 'refunded' : 'reserved');
    expect(await order.calls()).toHaveLength(1);
    await order.bookIsBill();
  });

  test('it is handed in again and made, and the others of its batch are not kept waiting', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    world.gemini.faults.add({ kind: 'overloaded', match: 'generateContent' });
    await order.throughABatch();
    expect((await order.runAll()).sort()).toEqual(['ready', 'skipped']);
    await order.later();
    expect((await order.runAll()).sort()).toEqual(['skipped', 'waiting']);
    await order.throughABatch();
    expect((await order.runAll()).sort()).toEqual(['ready', 'skipped']);
    await order.ledgerSays('settled');
    await order.bookIsBill();
  });

  test('days that stay bad end it after four tries, refunded', async () => {
    const order = await orderWaiting(world, SMALL_SCENE);
    world.gemini.faults.add({ kind: 'overloaded', match: 'generateContent', times: 9 });
    for (let tries = 0; tries < 4; tries++) {
      expect(await order.runAll()).toEqual(['waiting']);
      await order.throughABatch();
      order.worker.clock.forward(600_000);
    }
    expect(await order.states()).toEqual(['failed']);
    await order.ledgerSays('refunded');
    expect(await order.calls()).toHaveLength(4);
    await order.bookIsBill();
  });
});

describe('a whole batch', () => {
  test('that the provider gives up is handed in again', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    world.gemini.batchFaults.add({ kind: 'batch-failed' });
    await order.throughABatch();
    expect((await order.rows()).map((row) => [row.state, row.failureKind])).toEqual(
      Array(2).fill(['queued', 'provider-unavailable']),
    );
    order.worker.clock.forward(600_000);
    await order.runAll();
    await order.throughABatch();
    expect(await order.runAll()).toEqual(['ready', 'ready']);
    await order.ledgerSays('settled');
    expect((await order.calls()).map((call) => call.mode)).toEqual(Array(4).fill('batch'));
    await order.bookIsBill();
  });

  test('that expires ends its pictures, refunded, and is never made at the full price', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    world.gemini.batchFaults.add({ kind: 'batch-expired' });
    await order.throughABatch();
    const rows = await order.rows();
    expect(rows.map((row) => row.state)).toEqual(['failed', 'failed']);
    expect(rows[0]?.failureMessage).toBe(failureOfLoss('expired', 'Gemini').message);
    await order.ledgerSays('refunded');
    await order.bookIsBill();
  });

  test('of which a result is missing loses that picture’s reply, which the bill finds', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    world.gemini.batchFaults.add({ kind: 'missing-result' });
    await order.throughABatch();
    expect((await order.calls()).map((call) => call.status).sort()).toEqual(['succeeded', 'unknown']);
    const kinds = (await order.rows()).map((row) => row.failureKind);
    expect(kinds.sort()).toEqual([null, 'provider-reply-lost']);
    await order.bookIsBill();
  });

  test('that cannot be read for a while is read later', async () => {
    const order = await orderWaiting(world, SMALL_SCENE);
    await order.runAll();
    world.gemini.batchFaults.add({ kind: 'read-unavailable' });
    await order.throughABatch();
    expect(await order.states()).toEqual(['waiting']);
    await order.lookAfter();
    expect(await order.runAll()).toEqual(['ready']);
    await order.bookIsBill();
  });

  test('that the provider has forgotten is lost: its calls are unknown until the bill tells', async () => {
    const order = await orderWaiting(world, SMALL_SCENE);
    await order.runAll();
    world.gemini.batchFaults.add({ kind: 'batch-forgotten' });
    await order.throughABatch();
    expect((await order.calls()).map((call) => call.status)).toEqual(['unknown']);
    expect((await order.rows())[0]).toMatchObject({ state: 'queued', failureKind: 'provider-reply-lost' });
    await order.bookIsBill();
    expect((await order.calls())[0]?.cost).toBeGreaterThan(0n);
  });

  test('that never ends is given up after its two days, stopped, and refunded', async () => {
    const release = world.gemini.holdBatches();
    const order = await orderWaiting(world, SMALL_SCENE);
    await order.runAll();
    await order.worker.draws.handIn(order.signal);
    await order.lookAfter();
    expect(await order.states()).toEqual(['waiting']);
    await order.lookAfter(order.worker, 51 * 3_600_000);
    expect((await order.rows())[0]).toMatchObject({ state: 'failed', failureKind: 'provider-run-expired' });
    await order.ledgerSays('refunded');
    release();
    await order.bookIsBill();
    expect((await order.calls())[0]?.cost).toBe(0n);
  });
});

describe('a hand-in', () => {
  test.each(['rate-limited-with-hint', 'quota-exhausted'] as const)(
    'that is told to wait (%s) is made later, and the job stays where it is',
    async (kind) => {
      const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
      await order.runAll();
      world.gemini.faults.add({ kind, match: 'batchGenerateContent' });
      expect(await order.worker.draws.handIn(order.signal)).toBe(0);
      expect(await order.states()).toEqual(['waiting', 'waiting']);
      expect((await order.calls()).map((call) => call.status)).toEqual(['failed', 'failed']);
      expect(await order.worker.draws.handIn(order.signal)).toBe(0);
      await order.later();
      await order.throughABatch();
      expect(await order.runAll()).toEqual(['ready', 'ready']);
      await order.bookIsBill();
    },
  );

  test('that is refused for the key ends its pictures in words, refunded', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    world.gemini.faults.add({ kind: 'key-invalid', match: 'batchGenerateContent' });
    await order.worker.draws.handIn(order.signal);
    const rows = await order.rows();
    expect(rows.map((row) => row.state)).toEqual(['failed', 'failed']);
    expect(rows[0]?.failureMessage).toBe(wordsFor('provider-unauthorized', 'Gemini', MODEL));
    await order.ledgerSays('refunded');
    await order.bookIsBill();
  });

  test('that is refused for what is in it is made one by one, so that only the one at fault fails', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    world.gemini.faults.add({ kind: 'model-gone', match: 'batchGenerateContent', times: 2 });
    expect(await order.worker.draws.handIn(order.signal)).toBe(0);
    expect(await order.states()).toEqual(['waiting', 'waiting']);
    await order.throughABatch();
    await order.throughABatch();
    expect((await order.states()).sort()).toEqual(['failed', 'queued']);
    expect((await order.runAll()).sort()).toEqual(['ready', 'skipped']);
    await order.bookIsBill();
  });

  test('that is stopped before it is sent, because its worker goes away, is made by another', async () => {
    const stopping = new AbortController();
    const order = await orderWaiting(world, SMALL_SCENE, {
      wrapImageModel: (model) => ({
        ...model,
        batches: model.batches && {
          ...model.batches,
          submit: (batch, options) => {
            stopping.abort();
            return model.batches?.submit(batch, options) ?? Promise.reject(new Error('no batch mode'));
          },
        },
      }),
    });
    await order.runAll();
    expect(await order.worker.draws.handIn(stopping.signal)).toBe(0);
    expect(await order.states()).toEqual(['waiting']);
    const other = world.run({ objects: order.worker.memory });
    await order.throughABatch(other);
    expect(await order.runAll()).toEqual(['ready']);
    await order.bookIsBill();
  });

  test('whose answer is lost is found by its name, and not made twice', async () => {
    const order = await orderWaiting(world, SMALL_SCENE, { products: 2 });
    await order.runAll();
    const before = world.gemini.billing().length;
    world.gemini.batchFaults.add({ kind: 'submit-lost' });
    expect(await order.worker.draws.handIn(order.signal)).toBe(1);
    expect(await order.worker.draws.handIn(order.signal)).toBe(0);
    await world.gemini.batchesSettled();
    await order.lookAfter();
    expect(await order.runAll()).toEqual(['ready', 'ready']);
    expect(world.gemini.billing().length - before).toBe(2);
    await order.ledgerSays('settled');
    await order.bookIsBill();
  });
});
