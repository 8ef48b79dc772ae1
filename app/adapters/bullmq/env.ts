import { z } from 'zod';

/** The queue's part of the environment. */
export const bullmqEnv = z.object({
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Queue on Redis; without it the queue lives in PostgreSQL'),
  WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(2)
    .describe('Pictures that one worker process makes at once'),
  STORE_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('Syncs, webhooks and publications that one worker process handles at once'),
  DRAIN_GRACE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(600_000)
    .default(20_000)
    .describe('How long a worker that is told to stop may finish what it has in hand, milliseconds'),
});
