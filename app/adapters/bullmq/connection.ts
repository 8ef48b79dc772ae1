import { createPostgresBackend, createRedisBackend, type Processor, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueName } from '#app/domain/message.ts';

/** Where the queue lives. `connectionString` has to reach PostgreSQL itself, not a transaction pooler. */
export type QueueHome =
  | { readonly kind: 'postgres'; readonly connectionString: string }
  | { readonly kind: 'redis'; readonly url: string };

/** Our own namespace in either home, so that the queue's tables and keys are nobody else's. */
export const SCHEMA = 'softbox_queue';
const PREFIX = 'softbox';

/**
 * What stays of finished messages: nothing of the done ones (their rows tell), a day of the failed ones, so that a
 * message nobody could read can be looked at.
 */
const RETENTION = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: { age: 24 * 3600, count: 1000 },
} as const;

export interface OpenQueue {
  addBulk(
    jobs: readonly { readonly name: string; readonly data: unknown; readonly delay: number }[],
  ): Promise<void>;
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenWorker {
  ready(): Promise<void>;
  /** Takes no more messages; resolves when those in hand are done. */
  close(): Promise<void>;
}

interface Events {
  onError(error: Error): void;
  onFailed(messageId: string | undefined, error: Error): void;
}

const postgresConnection = (connectionString: string, max: number) => ({
  connectionString,
  schema: SCHEMA,
  migrate: true,
  max,
});

/** Commands fail fast while Redis is down where a request waits for them; a worker waits until it is back. */
const redisConnection = (
  url: string,
  maxRetriesPerRequest: number | null,
  onError: (e: Error) => void,
): Redis => new Redis(url, { maxRetriesPerRequest }).on('error', onError);

/** A queue to add to. */
export const openQueue = (home: QueueHome, name: QueueName, events: Pick<Events, 'onError'>): OpenQueue => {
  const client = home.kind === 'redis' ? redisConnection(home.url, 2, events.onError) : null;
  const queue =
    home.kind === 'redis'
      ? new Queue(
          name,
          { connection: client ?? {}, prefix: PREFIX, defaultJobOptions: RETENTION },
          createRedisBackend,
        )
      : new Queue(
          name,
          { connection: postgresConnection(home.connectionString, 2), defaultJobOptions: RETENTION },
          createPostgresBackend,
        );
  queue.on('error', events.onError);
  return {
    addBulk: async (jobs) => {
      await queue.addBulk(
        jobs.map(({ name, data, delay }) => ({ name, data, opts: delay > 0 ? { delay } : {} })),
      );
    },
    ready: async () => {
      await queue.waitUntilReady();
    },
    close: () => queue.close().finally(() => client?.disconnect()),
  };
};

// The row's lease decides who works; BullMQ's lock only has to outlive a busy event loop.
const WORKER_TIMES = { lockDuration: 60_000, stalledInterval: 30_000, drainDelay: 5, runRetryDelay: 1_000 };

export const openWorker = (
  home: QueueHome,
  name: QueueName,
  processor: Processor,
  options: Events & { readonly concurrency: number },
): OpenWorker => {
  const { concurrency } = options;
  const client = home.kind === 'redis' ? redisConnection(home.url, null, options.onError) : null;
  const common = { ...WORKER_TIMES, concurrency };
  const worker =
    home.kind === 'redis'
      ? new Worker(
          name,
          processor,
          { ...common, connection: client ?? {}, prefix: PREFIX },
          createRedisBackend,
        )
      : new Worker(
          name,
          processor,
          { ...common, connection: postgresConnection(home.connectionString, Math.min(4, concurrency + 1)) },
          createPostgresBackend,
        );
  worker.on('error', options.onError);
  worker.on('failed', (job, e) => options.onFailed(job?.id, e));
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    close: () => worker.close().finally(() => client?.disconnect()),
  };
};
