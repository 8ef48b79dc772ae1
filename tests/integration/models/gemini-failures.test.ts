import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RETRY_POLICY } from '#app/domain/failure.ts';
import { GEMINI_FAULTS, type GeminiFaultKind } from '#sandbox/gemini/faults.ts';
import {
  GEMINI_PICTURE_FAILURE_ROWS,
  NAMED_PICTURE_FAULTS,
} from '#tests/support/models/gemini-picture-failures.ts';
import { SMALL_SCENE, startModelWorld } from '#tests/support/models/model-world.ts';
import { rowArrived } from '#tests/support/provider-stand-ins.ts';
import { orderOne, type World, wordsFor } from './provider-days.ts';

let world: World;
beforeAll(async () => {
  world = await startModelWorld();
});
afterAll(() => world.close());
afterEach(async () => {
  world.gemini.faults.clear();
  await world.db.database.prisma.providerGate.deleteMany();
});

const MODEL = 'gemini-3.1-flash-image';
/** Where nothing comes any more there is something to wait out. */
const timeLimit = (kind: GeminiFaultKind) =>
  kind === 'stall-mid-body' || kind === 'no-answer' ? 2_000 : 60_000;

test('every way in which the stand-in can fail to make a picture is in the table', () => {
  expect(NAMED_PICTURE_FAULTS).toEqual([...GEMINI_FAULTS].sort());
});

describe('a plate that Gemini does not deliver', () => {
  test.each(GEMINI_PICTURE_FAILURE_ROWS)(
    '%s: the job, the ledger and the book say so',
    async (fault, { kind, billed, status }) => {
      const one = await orderOne(world, SMALL_SCENE, { callTimeoutMs: timeLimit(fault) });
      const billedBefore = world.gemini.billing().length;
      world.gemini.faults.add({ kind: fault });
      const now = one.worker.clock.now().getTime();
      const policy = RETRY_POLICY[kind];
      expect(await one.run()).toBe(policy === 'never' ? 'failed' : 'requeued');

      const row = await one.row();
      expect(row.state).toBe(policy === 'never' ? 'failed' : 'queued');
      expect(row.failureKind).toBe(kind);
      expect(row.failureMessage).toBe(wordsFor(kind, 'Gemini', MODEL));
      // to wait is not the job's fault, and how long is what the provider said
      expect(row.attempt).toBe(policy === 'wait' ? 0 : 1);
      const waits = (row.notBefore?.getTime() ?? now) - now;
      if (fault === 'rate-limited-with-hint') expect(waits).toBeGreaterThanOrEqual(17_000);
      if (policy !== 'never') expect(waits).toBeGreaterThan(0);
      await one.ledgerSays(policy === 'never' ? 'refunded' : 'reserved');

      if (status === 'unknown') await rowArrived(() => world.gemini.billing().length, billedBefore);
      const [call, ...more] = await one.calls();
      expect(more).toEqual([]);
      // a picture that cannot be read was delivered and is paid for: the call itself went well
      const delivered = fault === 'corrupt-picture' && call?.status === 'succeeded';
      if (!delivered) expect(call).toMatchObject({ status, failureKind: kind });
      expect(call?.attemptId).not.toBeNull();
      if (status === 'unknown') expect(call?.cost).toBeNull();
      await one.bookIsBill();
      const [reconciled] = await one.calls();
      expect((reconciled?.cost ?? 0n) > 0n).toBe(billed);
    },
  );

  test.each([
    'rate-limited-with-hint',
    'quota-exhausted',
    'overloaded',
    'cut-mid-body',
    'truncated-base64',
  ] as const)('%s passes: the picture is made, and charged once', async (fault) => {
    const one = await orderOne(world, SMALL_SCENE);
    world.gemini.faults.add({ kind: fault });
    expect(await one.run()).toBe('requeued');
    expect(await one.run()).toBe('skipped');
    await one.later();
    expect(await one.run()).toBe('ready');
    await one.ledgerSays('settled');
    expect((await one.assetOf()).model?.draws).toHaveLength(1);
    await one.bookIsBill();
  });

  test('a day that stays bad ends the picture after four tries, refunded, in Gemini’s name', async () => {
    const one = await orderOne(world, SMALL_SCENE);
    world.gemini.faults.add({ kind: 'overloaded', times: 9 });
    const outcomes = [];
    for (let i = 0; i < 4; i++) {
      outcomes.push(await one.run());
      await one.later();
    }
    expect(outcomes).toEqual(['requeued', 'requeued', 'requeued', 'failed']);
    expect((await one.row()).failureMessage).toBe(wordsFor('provider-unavailable', 'Gemini', MODEL));
    await one.ledgerSays('refunded');
    expect(await one.calls()).toHaveLength(4);
    await one.bookIsBill();
  });
});
