import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { type Database, makeDatabase } from '#app/adapters/prisma/client.ts';
import { migrate } from '#app/adapters/prisma/migrate.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { startRedis } from '#tests/support/redis-server.ts';
import { startRunningWorker } from '#tests/support/running-worker.ts';
import { makeBareRows } from './bare-rows.ts';
import { type Bench, type BenchLine, benchLine, measureInTurns } from './bench-line.ts';

const CONCURRENCY = 8;
/** Pictures of one turn. */
const JOBS = 200;
const TURNS = 7;

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** One turn of ours: a batch through submit's rows, dispatcher, queue, worker and every state, with a null renderer. */
const makePipelineTurn = async (database: Database, home: QueueHome) => {
  const running = await startRunningWorker(database, { home, concurrency: CONCURRENCY });
  const { pipeline } = running;
  /** Submitting is not part of the figure: the batch is there before the worker's store is let in. */
  const prepare = async (): Promise<string> => {
    const { storeId } = await makeTestStore(database, JOBS, () => 'https://photos.example/one.jpg');
    await database.prisma.store.update({
      where: { id: storeId },
      data: { status: 'uninstalled', uninstalledAt: new Date() },
    });
    const made = await pipeline.submit(storeId, {
      recipe: { kind: 'packshot' },
      selection: { kind: 'catalogue', images: 'main' },
      actor: 'bench',
    });
    if (!made.ok) throw new Error(made.error.message);
    return storeId;
  };
  const turn = async (storeId: string): Promise<void> => {
    await database.prisma.store.update({
      where: { id: storeId },
      data: { status: 'active', uninstalledAt: null },
    });
    pipeline.dispatcher.poke();
    for (;;) {
      const left = await database.prisma.imageJob.count({ where: { storeId, finishedAt: null } });
      if (left === 0) return;
      await sleep(10);
    }
  };
  return { prepare, turn, stop: running.stop };
};

const measure = async (database: Database, home: QueueHome): Promise<BenchLine> => {
  const pipeline = await makePipelineTurn(database, home);
  const bare = await makeBareRows(database, home, { jobs: JOBS, concurrency: CONCURRENCY });
  try {
    // both sides find their rows queued; making them is not measured
    const ours: string[] = [];
    const raw: Awaited<ReturnType<typeof bare.prepare>>[] = [];
    for (let i = 0; i < TURNS + 1; i++) {
      ours.push(await pipeline.prepare());
      raw.push(await bare.prepare());
    }
    const next = <T>(list: T[]): T => {
      const one = list.shift();
      if (one === undefined) throw new Error('no turn is left');
      return one;
    };
    const times = await measureInTurns(
      () => pipeline.turn(next(ours)),
      () => bare.turn(next(raw)),
      { turns: TURNS },
    );
    const rate = (ms: number) => (1000 * JOBS) / ms;
    return benchLine(
      'pipeline-vs-rows',
      { value: rate(times.ours), baseline: rate(times.raw), limit: 0.25, bound: 'at-least' },
      { queue: home.kind, unit: 'jobs/s', concurrency: CONCURRENCY },
    );
  } finally {
    await pipeline.stop();
    await bare.stop();
  }
};

/**
 * Image jobs a second through the whole pipeline with a null renderer, against a bare loop of the same concurrency that
 * makes the same committed row changes and one bare BullMQ add and complete. On both backends.
 */
export const run: Bench = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-bench-'));
  await chmod(dataDir, 0o755); // as root the server runs as another user, who must get in
  const postgres = await ensureEmbeddedPostgres({ dataDir });
  const redis = await startRedis();
  const database = makeDatabase({ url: postgres.url, poolSize: 10 });
  try {
    await migrate({ url: postgres.url, folder: join(import.meta.dirname, '../prisma/migrations') });
    const lines = [await measure(database, { kind: 'postgres', connectionString: postgres.url })];
    if (redis) lines.push(await measure(database, { kind: 'redis', url: redis.url }));
    else
      process.stderr.write(
        'pipeline-vs-rows: no redis-server on this machine, so only PostgreSQL was measured\n',
      );
    return lines;
  } finally {
    await database.close();
    await redis?.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};
