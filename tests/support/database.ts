import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, makeDatabase } from '#app/adapters/prisma/client.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The embedded server of this test run, and the migrated database that others are copied from. */
    postgres: { readonly adminUrl: string; readonly template: string };
    /** Null where the machine has no redis-server. */
    redisUrl: string | null;
  }
}

export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** Ends the connections and drops the database. */
  close(): Promise<void>;
}

const onServer = async (adminUrl: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

const createDatabase = async (options: { migrated: boolean }) => {
  const { adminUrl, template } = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  // file copy: the template is small and nobody is connected to it
  const from = options.migrated ? ` TEMPLATE "${template}" STRATEGY FILE_COPY` : '';
  await onServer(adminUrl, `CREATE DATABASE "${name}"${from}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(adminUrl, `DROP DATABASE "${name}" WITH (FORCE)`) };
};

/** A database of its own for one test file (or test), real and migrated. Call `close` afterwards. */
export const withDatabase = async (options: { poolSize?: number } = {}): Promise<TestDatabase> => {
  const { url, drop } = await createDatabase({ migrated: true });
  const database = makeDatabase({ url, poolSize: options.poolSize ?? 5 });
  return {
    url,
    database,
    close: async () => {
      await database.close();
      await drop();
    },
  };
};

/** An empty database, for tests of the migrations themselves. */
export const withEmptyDatabase = async (): Promise<{ url: string; close(): Promise<void> }> => {
  const { url, drop } = await createDatabase({ migrated: false });
  return { url, close: drop };
};
