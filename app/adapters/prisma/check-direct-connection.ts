import { randomBytes } from 'node:crypto';
import pg from 'pg';

const WAIT_MS = 5_000;

const open = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // a lost connection also rejects the query in hand
  await client.connect();
  return client;
};

const hears = (listener: pg.Client, channel: string): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), WAIT_MS);
    listener.on('notification', (message) => {
      if (message.channel !== channel) return;
      clearTimeout(timer);
      resolve(true);
    });
  });

/**
 * Sends a NOTIFY from one connection to a LISTEN on another. Queue, locks and migrations need this; behind a transaction
 * pooler the LISTEN stays with a server connection that is no longer ours. Rejects with words that name the variable.
 */
export const checkDirectConnection = async (url: string): Promise<void> => {
  const channel = `softbox_check_${randomBytes(6).toString('hex')}`;
  const listener = await open(url);
  let talker: pg.Client | null = null;
  try {
    const heard = hears(listener, channel);
    await listener.query(`LISTEN ${channel}`);
    talker = await open(url);
    await talker.query(`NOTIFY ${channel}`);
    if (await heard) return;
  } finally {
    await talker?.end().catch(() => undefined);
    await listener.end().catch(() => undefined);
  }
  throw new Error(
    'LISTEN does not work on the database connection; it probably leads through a transaction pooler. Set DATABASE_DIRECT_URL to a connection that reaches PostgreSQL itself (DATABASE_URL may stay pooled).',
  );
};
