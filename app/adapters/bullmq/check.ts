import { PostgresConnection } from 'bullmq';
import { Redis } from 'ioredis';
import { type QueueHome, SCHEMA } from './connection.ts';

const CHANNEL = 'softbox_listen_check';
const HEARD_WITHIN_MS = 5_000;

/** Resolves true when a NOTIFY from one connection reaches a LISTEN on another; that is what the queue waits by. */
const listenWorks = async (connectionString: string): Promise<boolean> => {
  const connection = new PostgresConnection({ connectionString, schema: SCHEMA, migrate: true, max: 1 });
  // a connection that is lost in the middle is reported by the query in hand
  connection.on('error', () => {});
  try {
    await connection.waitUntilReady();
    const listener = await connection.getListenClient();
    const payload = Math.random().toString(36);
    const heard = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), HEARD_WITHIN_MS);
      listener.on('notification', (n) => {
        if (n.payload !== payload) return;
        clearTimeout(timer);
        resolve(true);
      });
    });
    await listener.query(`LISTEN ${CHANNEL}`);
    await connection.pool.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
    return await heard;
  } finally {
    await connection.close().catch(() => undefined);
  }
};

const checkPostgres = async (connectionString: string, variable: string): Promise<void> => {
  let works: boolean;
  try {
    works = await listenWorks(connectionString);
  } catch (cause) {
    throw new Error(`${variable}: the queue cannot use this database (${(cause as Error).message})`, {
      cause,
    });
  }
  if (!works) {
    throw new Error(
      `${variable}: LISTEN does not work on this connection. It seems to lead through a transaction pooler; ` +
        'name the database itself in DATABASE_DIRECT_URL.',
    );
  }
};

const checkRedis = async (url: string): Promise<void> => {
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
    retryStrategy: () => null,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
  } catch (cause) {
    throw new Error(`REDIS_URL: Redis cannot be reached (${(cause as Error).message})`, { cause });
  } finally {
    client.disconnect();
  }
};

/** Rejects, naming the variable at fault, when the queue cannot live here. Makes the queue's tables where there are none. */
export const checkQueueHome = (home: QueueHome, variable: string): Promise<void> =>
  home.kind === 'postgres' ? checkPostgres(home.connectionString, variable) : checkRedis(home.url);
