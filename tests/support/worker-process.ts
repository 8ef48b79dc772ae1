/**
 * A worker as a process of its own, for tests that kill it: `node worker-process.ts <database url> <queue home as JSON>`.
 * Prints `ready` when it takes messages. Leases and sweeps are quick, so that a test need not wait a minute.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { makeFakeRenderer } from './fake-imaging.ts';
import { startRunningWorker } from './running-worker.ts';

const [url = '', home = ''] = process.argv.slice(2);
const database = makeDatabase({ url, poolSize: 4 });
const running = await startRunningWorker(database, {
  home: JSON.parse(home) as QueueHome,
  concurrency: 3,
  price: 3n,
  renderer: makeFakeRenderer(() => sleep(20 + Math.random() * 60)),
  leaseMs: 1_500,
  messageLostMs: 2_500,
  workerAliveMs: 2_500,
  times: { beatMs: 300, dispatchMs: 100, sweepMs: 300, aliveMs: 2_500 },
});
process.on('SIGTERM', async () => {
  await running.stop(50);
  await database.close();
});
process.stdout.write('ready\n');
