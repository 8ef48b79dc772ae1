import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, inject, test } from 'vitest';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { withDatabase } from '#tests/support/database.ts';
import { makePipeline } from '#tests/support/pipeline.ts';
import { queueHome } from '#tests/support/queue-homes.ts';

const SCRIPT = new URL('../../support/worker-process.ts', import.meta.url).pathname;
const JOBS = 200;
const PRICE = 3n;
const SOON = { timeout: 20_000 };

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

const exitOf = (child: ChildProcess) => new Promise<number | null>((done) => child.once('exit', done));

const startWorker = async (url: string, home: QueueHome): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['--no-warnings', SCRIPT, url, JSON.stringify(home)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => chunk.toString().includes('ready') && resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
  });
  return child;
};

const submitMany = async (database: Database) => {
  const pipeline = makePipeline(database, { price: PRICE });
  const { storeId } = await makeTestStore(database, JOBS);
  await pipeline.ledger.grant(storeId, { id: newId(), amount: PRICE * BigInt(JOBS), now: new Date() });
  const made = await pipeline.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'catalogue', images: 'main' },
    actor: 'tester',
  });
  if (!made.ok) throw new Error(made.error.message);
  return storeId;
};

const expectAllMadeOnce = async ({ prisma }: Database, storeId: string) => {
  await expect
    .poll(() => prisma.imageJob.count({ where: { storeId, state: 'ready' } }), {
      timeout: 60_000,
      interval: 200,
    })
    .toBe(JOBS);
  expect(await prisma.asset.count({ where: { storeId } })).toBe(JOBS);
  expect(await prisma.review.count({ where: { storeId } })).toBe(JOBS);
  const entries = await prisma.ledgerEntry.groupBy({
    by: ['kind'],
    where: { storeId },
    _count: true,
    _sum: { amount: true },
  });
  const books = Object.fromEntries(entries.map((e) => [e.kind, [e._count, e._sum.amount]]));
  const total = PRICE * BigInt(JOBS);
  expect(books).toEqual({ grant: [1, total], reserve: [JOBS, -total], settle: [JOBS, 0n] });
};

describe.each(['postgres', 'redis'] as const)('with the queue on %s', (kind) => {
  test.skipIf(kind === 'redis' && inject('redisUrl') === null)(
    'workers killed at random in the middle of a batch lose nothing, make nothing twice and charge once',
    async () => {
      const db = await withDatabase();
      const home = await queueHome(kind, db.url, 3);
      if (!home) throw new Error('no home');
      const workers = await Promise.all(Array.from({ length: 4 }, () => startWorker(db.url, home)));
      const storeId = await submitMany(db.database);
      for (const victim of workers.slice(0, 3)) {
        await sleep(100 + Math.random() * 400);
        victim.kill('SIGKILL');
      }
      await expectAllMadeOnce(db.database, storeId);
      // the kills hit something: else this test shows nothing
      const { prisma } = db.database;
      const lost = { storeId, failureKind: 'lease-lost' };
      expect(await prisma.attempt.count({ where: lost })).toBeGreaterThan(0);
      for (const child of children) child.kill('SIGKILL');
      await db.close();
    },
  );
});

test('a worker told to stop puts back what it has in hand at once, and ends by itself', async () => {
  const db = await withDatabase();
  const home: QueueHome = { kind: 'postgres', connectionString: db.url };
  const storeId = await submitMany(db.database);
  const worker = await startWorker(db.url, home);
  const { prisma } = db.database;
  await expect
    .poll(() => prisma.imageJob.count({ where: { storeId, state: 'ready' } }), SOON)
    .toBeGreaterThan(3);
  worker.kill('SIGTERM');
  expect(await exitOf(worker)).toBe(0);
  const running = {
    storeId,
    state: { in: ['preparing', 'rendering', 'checking'] as ('preparing' | 'rendering' | 'checking')[] },
  };
  expect(await prisma.imageJob.count({ where: running })).toBe(0);
  expect(await prisma.workerProcess.count()).toBe(0);
  await startWorker(db.url, home);
  await expectAllMadeOnce(db.database, storeId);
  expect(await prisma.attempt.count({ where: { storeId, failureKind: { not: null } } })).toBe(0);
  for (const child of children) child.kill('SIGKILL');
  await db.close();
});
