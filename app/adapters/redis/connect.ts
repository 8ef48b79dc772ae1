import { Redis } from 'ioredis';
import type { Log } from '#app/ports/log.ts';

/** A call that a request waits for must fail sooner than the caller gives up. */
const COMMAND_TIMEOUT_MS = 1_000;

/** A connection for short calls on behalf of requests: while Redis is away they fail at once. Disconnect it. */
export const connectRedis = (url: string, log: Log): Redis =>
  new Redis(url, {
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: COMMAND_TIMEOUT_MS,
  }).on('error', (error) => log.error({ error: error.message }, 'redis error'));
