import { Redis } from 'ioredis';
import { inject } from 'vitest';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';

/**
 * The two homes of the queue. `databaseUrl` for PostgreSQL; on Redis each test file has a numbered database to itself,
 * emptied first. Null where the machine has no Redis.
 */
export const queueHome = async (
  kind: QueueHome['kind'],
  databaseUrl: string,
  redisDatabase: number,
): Promise<QueueHome | null> => {
  if (kind === 'postgres') return { kind, connectionString: databaseUrl };
  const redisUrl = inject('redisUrl');
  if (redisUrl === null) return null;
  const url = `${redisUrl}/${redisDatabase}`;
  const client = new Redis(url);
  await client.flushdb();
  client.disconnect();
  return { kind, url };
};
