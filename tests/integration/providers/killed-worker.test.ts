import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProviderCalls } from '#app/adapters/prisma/provider-calls.ts';
import { makeSettleLostCalls } from '#app/use-cases/settle-lost-calls.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

const CALLER = join(import.meta.dirname, 'calling-process.ts');
const KILLS = 3;

/** Ids of the calls that a worker sent before it was killed, `afterMs` after its first. */
const callUntilKilled = async (storeId: string, afterMs: number): Promise<string[]> => {
  const child = spawn(process.execPath, [CALLER, db.url, storeId], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await Promise.race([once(child.stdout, 'data'), exited]);
  await sleep(afterMs);
  child.kill('SIGKILL');
  await exited;
  return printed.split('\n').filter((line) => line.length === 36);
};

test('whenever workers are killed, every call that was sent is in the book, with its cost or the most it can be', async () => {
  const { storeId } = await makeTestStore(db.database, 0);
  const sent: string[] = [];
  for (let i = 0; i < KILLS; i++) sent.push(...(await callUntilKilled(storeId, 100 + Math.random() * 300)));
  expect(sent.length).toBeGreaterThan(KILLS);

  const { prisma } = db.database;
  const byId = async () =>
    new Map((await prisma.providerCall.findMany({ where: { storeId } })).map((r) => [r.id, r]));
  const booked = await byId();
  const missing = sent.filter((id) => !booked.has(id));
  expect(missing).toEqual([]);

  const clock = makeShiftedClock();
  clock.forward(3_600_000);
  await makeSettleLostCalls({ providerCalls: makeProviderCalls(prisma), clock, log: silentLog })();
  const rows = [...(await byId()).values()];
  for (const row of rows) {
    expect(['succeeded', 'unknown']).toContain(row.status);
    expect(row.status === 'unknown' ? row.costUpperBound : row.cost).toBeGreaterThan(0n);
  }
  // three calls at a time: a kill catches at most three between their row and their end
  expect(rows.filter((r) => r.status === 'unknown').length).toBeLessThanOrEqual(3 * KILLS);
  expect(rows.filter((r) => r.status === 'succeeded').length).toBeGreaterThan(0);
});
