import { randomUUID } from 'node:crypto';
import { createPostgresBackend, createRedisBackend, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';

/** The row changes of one image job, each committed by itself, as prepared statements straight on the driver. */
const STEPS = {
  dispatched: 'UPDATE image_jobs SET dispatched_at = now() WHERE id = $1',
  claimed: `WITH j AS (UPDATE image_jobs SET state = 'preparing', attempt = attempt + 1, lease_id = $2,
      lease_until = now() + interval '1 minute', changed_at = now() WHERE id = $1 RETURNING id, store_id)
    INSERT INTO attempts (id, store_id, job_id, number, renderer, started_at)
    SELECT $3::uuid, store_id, id, 1, 'bare', now() FROM j`,
  rendering: `UPDATE image_jobs SET state = 'rendering', lease_until = now() + interval '1 minute', changed_at = now()
    WHERE id = $1`,
  checking: `UPDATE image_jobs SET state = 'checking', lease_until = now() + interval '1 minute', changed_at = now()
    WHERE id = $1`,
  ready: `WITH j AS (UPDATE image_jobs SET state = 'ready', lease_id = NULL, lease_until = NULL, finished_at = now(),
      changed_at = now() WHERE id = $1 RETURNING *),
    t AS (UPDATE attempts SET finished_at = now() FROM j WHERE job_id = j.id),
    a AS (INSERT INTO assets (id, store_id, job_id, product_id, product_image_id, object_key, content_hash, source_hash,
        source_key, recipe_hash, format, bytes, width, height, fill, background_exact, mask_confidence, doubts, upscaled,
        digital_source_type, provenance, render_ms)
      SELECT $2::uuid, store_id, id, product_id, product_image_id, repeat('k', 110), repeat('c', 64), repeat('s', 64),
        repeat('k', 110), recipe_hash, 'jpeg', 1000, 1000, 1000, 0.85, true, 0.97, '{}', 1, 'x', '{}', 1 FROM j)
    INSERT INTO reviews (asset_id, store_id) SELECT $2::uuid, store_id FROM j`,
} as const;

const openBullmq = (home: QueueHome, concurrency: number, onDone: () => void) => {
  const name = 'bare';
  const processor = async () => onDone();
  if (home.kind === 'postgres') {
    const connection = {
      connectionString: home.connectionString,
      schema: 'bare_queue',
      migrate: true,
      max: 4,
    };
    const queue = new Queue(
      name,
      { connection, defaultJobOptions: { removeOnComplete: true } },
      createPostgresBackend,
    );
    const worker = new Worker(name, processor, { connection, concurrency }, createPostgresBackend);
    return { queue, worker, close: () => Promise.all([queue.close(), worker.close()]) };
  }
  const connection = new Redis(home.url, { maxRetriesPerRequest: null });
  const queue = new Queue(
    name,
    { connection, defaultJobOptions: { removeOnComplete: true } },
    createRedisBackend,
  );
  const worker = new Worker(name, processor, { connection, concurrency }, createRedisBackend);
  const close = async () => {
    await Promise.all([queue.close(), worker.close()]);
    connection.disconnect();
  };
  return { queue, worker, close };
};

export interface BareRowsOptions {
  readonly jobs: number;
  readonly concurrency: number;
}

/**
 * The baseline of `pipeline-vs-rows`: what any pipeline with these rows and this queue has to pay at least. `concurrency`
 * loops, each taking the next job: its row changes one commit after the other, one add; the queue's worker does nothing.
 */
export const makeBareRows = async (
  { pool, prisma }: Database,
  home: QueueHome,
  { jobs, concurrency }: BareRowsOptions,
) => {
  let completed = 0;
  let allDone = () => {};
  const { queue, worker, close } = openBullmq(home, concurrency, () => {
    completed += 1;
    if (completed === jobs) allDone();
  });
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);

  const prepare = async (): Promise<string[]> => {
    const { storeId, productIds } = await makeTestStore({ pool, prisma } as Database, jobs);
    const batchId = newId();
    const recipeHash = 'r'.repeat(64);
    const batch = { id: batchId, storeId, recipeHash, createdBy: 'bench', jobCount: jobs, priceTotal: 0n };
    await prisma.batch.create({ data: { ...batch, cancelledAt: new Date(), label: 'bare' } });
    // of a store that is not connected, so that the other side's dispatcher leaves them alone
    const rows = productIds.map((productId) => ({
      id: newId(),
      storeId,
      batchId,
      productId,
      productImageId: newId(),
      sourceUrl: 'https://photos.example/one.jpg',
      recipeHash,
      price: 0n,
    }));
    await prisma.store.update({
      where: { id: storeId },
      data: { status: 'uninstalled', uninstalledAt: new Date() },
    });
    await prisma.imageJob.createMany({ data: rows });
    return rows.map((r) => r.id);
  };

  const step = (name: keyof typeof STEPS, values: unknown[]) =>
    pool.query({ name: `bare-${name}`, text: STEPS[name], values });
  const one = async (id: string): Promise<void> => {
    const lease = randomUUID();
    await step('dispatched', [id]);
    await queue.add('bare', { id });
    await step('claimed', [id, lease, newId()]);
    await step('rendering', [id]);
    await step('checking', [id]);
    await step('ready', [id, newId()]);
  };

  const turn = async (ids: string[]): Promise<void> => {
    completed = 0;
    const queueEmpty = new Promise<void>((resolve) => {
      allDone = resolve;
    });
    let at = 0;
    const loop = async (): Promise<void> => {
      for (let id = ids[at++]; id !== undefined; id = ids[at++]) await one(id);
    };
    await Promise.all(Array.from({ length: concurrency }, loop));
    await queueEmpty;
  };
  return { prepare, turn, stop: close };
};
