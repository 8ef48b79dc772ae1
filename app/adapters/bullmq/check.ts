import { Redis } from 'ioredis';
import pg from 'pg';
import type { QueueHome } from './connection.ts';

const CHANNEL = 'softbox_listen_check';

/** Resolves when a NOTIFY from one connection reaches a LISTEN on another; that is what the queue waits by. */
const listenWorks = async (connectionString: string, timeoutMs: number): Promise<boolean> => {
  const listener = new pg.Client({ connectionString, connectionTimeoutMillis: timeoutMs });
  const notifier = new pg.Client({ connectionString, connectionTimeoutMillis: timeoutMs });
  // a server that goes away in the middle is reported by the queries
  for (const client of [listener, notifier]) client.on('error', () => {});
  try {
    await Promise.all([listener.connect(), notifier.connect()]);
    const payload = Math.random().toString(36);
    const heard = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      listener.on('notification', (n) => {
        if (n.payload !== payload) return;
        clearTimeout(timer);
        resolve(true);
      });
    });
    await listener.query(`LISTEN ${CHANNEL}`);
    await notifier.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]);
    return await heard;
  } finally {
    await Promise.allSettled([listener.end(), notifier.end()]);
  }
};

const checkPostgres = async (connectionString: string, variable: string): Promise<void> => {
  let works: boolean;
  try {
    works = await listenWorks(connectionString, 3_000);
  } catch (e) {
    throw new Error(`${variable}: the queue's database cannot be reached (${(e as Error).message})`);
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
    connectTimeout: 3_000,
    retryStrategy: () => null,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
  } catch (e) {
    throw new Error(`REDIS_URL: Redis cannot be reached (${(e as Error).message})`);
  } finally {
    client.disconnect();
  }
};

/** Rejects, naming the variable at fault, when the queue cannot live here. */
export const checkQueueHome = (home: QueueHome, variable: string): Promise<void> =>
  home.kind === 'postgres' ? checkPostgres(home.connectionString, variable) : checkRedis(home.url);
