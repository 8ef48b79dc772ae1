import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeBullmqBackend } from '#app/adapters/bullmq/bullmq-backend.ts';
import { openQueue, type QueueHome } from '#app/adapters/bullmq/connection.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import type { Message } from '#app/domain/message.ts';
import type { QueueBackend } from '#app/ports/queue.ts';
import { silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { queueHome } from '#tests/support/queue-homes.ts';

/** A loaded machine takes its time. */
const SOON = { timeout: 20_000 };
const message = (kind: Message['kind'] = 'image-job'): Message => ({
  v: 1,
  kind,
  storeId: newId(),
  id: newId(),
});
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

describe.each(['postgres', 'redis'] as const)('the queue on %s', (kind) => {
  if (kind === 'redis' && inject('redisUrl') === null) {
    test.skip('this machine has no redis-server', () => {});
    return;
  }
  let db: TestDatabase;
  let home: QueueHome;
  const backends: QueueBackend[] = [];
  const errors: unknown[] = [];
  const log = { ...silentLog, error: (facts: object) => errors.push(facts) };
  const backend = () => {
    const made = makeBullmqBackend({ home, log });
    backends.push(made);
    return made;
  };

  beforeAll(async () => {
    db = await withDatabase();
    const made = await queueHome(kind, db.url, 1);
    if (!made) throw new Error('no home');
    home = made;
  });
  afterEach(async () => {
    await Promise.all(backends.splice(0).map((b) => b.close()));
    errors.length = 0;
  });
  afterAll(() => db.close());

  test('is found usable, and takes messages to whoever consumes their queue', async () => {
    const b = backend();
    await b.check();
    const got: Message[] = [];
    const [images, store] = [[message(), message()], [message('publication')]];
    await b.queue().add([...images, ...store]);
    const handle = async (m: Message) => void got.push(m);
    await b.consume({ queue: 'images', concurrency: 2, handle });
    await expect.poll(() => got.length, SOON).toBe(2);
    expect(got).toEqual(images);
    await b.consume({ queue: 'store', concurrency: 2, handle });
    await expect.poll(() => got.length, SOON).toBe(3);
    expect(got[2]).toEqual(store[0]);
  });

  test('delivers the same message again when it is added again', async () => {
    const b = backend();
    let count = 0;
    await b.consume({ queue: 'images', concurrency: 1, handle: async () => void count++ });
    const m = message();
    for (const n of [1, 2, 3]) {
      await b.queue().add([m]);
      await expect.poll(() => count, SOON).toBe(n);
    }
  });

  test('keeps a delayed message back', async () => {
    const b = backend();
    let at = 0;
    await b.consume({
      queue: 'images',
      concurrency: 1,
      handle: async () => {
        at = Date.now();
      },
    });
    const before = Date.now();
    await b.queue().add([message()], { delayMs: 700 });
    await expect.poll(() => at, { timeout: 10_000 }).toBeGreaterThan(0);
    expect(at - before).toBeGreaterThanOrEqual(650);
  });

  test('drops what nobody can read, tells the log, and goes on', async () => {
    const b = backend();
    const got: Message[] = [];
    await b.consume({ queue: 'images', concurrency: 1, handle: async (m) => void got.push(m) });
    const raw = openQueue(home, 'images', { onError: () => {} });
    const good = message();
    const bad = [
      { v: 99, secret: 'shpat_123' },
      'text',
      { ...good, extra: 1 },
      { ...good, id: 'x' },
      message('publication'),
    ];
    await raw.addBulk(bad.map((data) => ({ name: 'image-job', data, delay: 0 })));
    await b.queue().add([good]);
    await expect.poll(() => got, SOON).toEqual([good]);
    await expect.poll(() => errors.length, SOON).toBeGreaterThanOrEqual(bad.length);
    expect(JSON.stringify(errors)).not.toContain('shpat_123');
    await raw.close();
  });

  test('a handler that throws does not stop the queue, and its message is not given again', async () => {
    const b = backend();
    const got: string[] = [];
    await b.consume({
      queue: 'images',
      concurrency: 1,
      handle: async (m) => {
        got.push(m.id);
        if (got.length === 1) throw new Error('boom');
      },
    });
    const [first, second] = [message(), message()];
    await b.queue().add([first, second]);
    await expect.poll(() => got, SOON).toEqual([first.id, second.id]);
  });

  test('handles as many at once as it may, and no more', async () => {
    const b = backend();
    let now = 0;
    let most = 0;
    let done = 0;
    await b.consume({
      queue: 'images',
      concurrency: 3,
      handle: async () => {
        most = Math.max(most, ++now);
        await sleep(50);
        now -= 1;
        done += 1;
      },
    });
    await b.queue().add(Array.from({ length: 12 }, () => message()));
    await expect.poll(() => done, { timeout: 15_000 }).toBe(12);
    expect(most).toBe(3);
  });

  test('draining finishes what is in hand and takes no more', async () => {
    const b = backend();
    const ended: string[] = [];
    const consumer = await b.consume({
      queue: 'images',
      concurrency: 1,
      handle: async (m) => {
        await sleep(300);
        ended.push(m.id);
      },
    });
    const [first, second] = [message(), message()];
    await b.queue().add([first, second]);
    await sleep(150);
    await consumer.drain(5_000);
    expect(ended).toEqual([first.id]);
    await b.consume({ queue: 'images', concurrency: 1, handle: async (m) => void ended.push(m.id) });
    await expect.poll(() => ended, SOON).toEqual([first.id, second.id]);
  });

  test('draining past its grace tells the handler to stop', async () => {
    const b = backend();
    let stopped = false;
    let begun = false;
    const consumer = await b.consume({
      queue: 'images',
      concurrency: 1,
      handle: (_m, signal) =>
        new Promise((done) => {
          begun = true;
          signal.addEventListener('abort', () => {
            stopped = true;
            done();
          });
        }),
    });
    await b.queue().add([message()]);
    await expect.poll(() => begun, SOON).toBe(true);
    const before = Date.now();
    await consumer.drain(200);
    expect(stopped).toBe(true);
    expect(Date.now() - before).toBeLessThan(4_000);
  });
});

test('a queue that cannot be reached is named by its variable', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const redis = makeBullmqBackend({
    home: { kind: 'redis', url: `redis://127.0.0.1:${port}` },
    log: silentLog,
  });
  await expect(redis.check()).rejects.toThrow(/^REDIS_URL: /);
  const connectionString = `postgresql://a:b@127.0.0.1:${port}/c`;
  const postgres = makeBullmqBackend({
    home: { kind: 'postgres', connectionString },
    log: silentLog,
    variable: 'DATABASE_DIRECT_URL',
  });
  await expect(postgres.check()).rejects.toThrow(/^DATABASE_DIRECT_URL: /);
  server.close();
});
