import pg from 'pg';
import type { Lock } from '#app/ports/lock.ts';
import type { Database } from './client.ts';

/**
 * A lock that PostgreSQL holds for the length of one transaction, so it also works behind a transaction pooler and ends
 * when the connection does. It has a connection of its own, because `work` needs others: taken from the pool, a pool's
 * worth of waiting locks would leave none to finish with.
 */
export const makeAdvisoryLock = (database: Pick<Database, 'directUrl'>): Lock => ({
  withLock: async (name, work) => {
    const client = new pg.Client({
      connectionString: database.directUrl,
      connectionTimeoutMillis: 10_000,
      application_name: 'softbox lock',
    });
    // heard by the query that runs into it; unheard, the event would end the process
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = '30s'`);
      await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
      const result = await work();
      await client.query('COMMIT');
      return result;
    } finally {
      await client.end();
    }
  },
});
