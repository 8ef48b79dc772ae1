/**
 * The worker process: makes pictures, syncs, publishes, undoes, handles webhooks. Any number may run. SIGTERM drains: takes
 * nothing new, finishes what is in hand, puts the rest back to waiting at once.
 */
import { makeContainer } from './container.server.ts';
import { parseEnv } from './env.server.ts';

const env = parseEnv(process.env);
const container = await makeContainer(env, 'worker');
const workers = await container.startWorkers();
container.log.info({ images: env.WORKER_CONCURRENCY, store: env.STORE_CONCURRENCY }, 'worker is taking work');
// A parent that started us (the demo, a test) learns from here that we are ready.
process.send?.({ ready: true });

let draining = false;
const drain = async (signal: string) => {
  if (draining) return;
  draining = true;
  container.log.info({ signal }, 'worker drains');
  await workers.drain(env.DRAIN_GRACE_MS);
  await container.close();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void drain(signal));
