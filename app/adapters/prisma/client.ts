import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '#app/generated/prisma/client.ts';
import type { Log } from '#app/ports/log.ts';
import { makeStatementNames } from './statement-names.ts';

/** What repositories are made of: the client itself, or a transaction's. */
export type Db = Prisma.TransactionClient;

export interface Database {
  readonly prisma: PrismaClient;
  /** The connections under `prisma`, for raw work (locks, LISTEN excluded: that needs `directUrl`). */
  readonly pool: pg.Pool;
  /** A URL on which LISTEN and session locks work. */
  readonly directUrl: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** Default `url`. */
  readonly directUrl?: string | undefined;
  readonly poolSize: number;
  readonly log?: Log | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** A statement of ours is short; one that runs longer is a bug and must not hold its locks for ever. */
const STATEMENT_TIMEOUT_MS = 60_000;

/**
 * Opens one pool of connections, shared by Prisma and raw queries. It connects when first used. Close it, or the process
 * does not end.
 */
export const makeDatabase = (options: DatabaseOptions): Database => {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    application_name: 'softbox',
  });
  // an idle connection that breaks (server restart) is replaced at the next use; unheard, the event would end the process
  pool.on('error', (error) => options.log?.warn({ error: error.message }, 'a database connection was lost'));
  // `minimal`: the other formats print the arguments of a failed call, store text and all, into the log
  const pooled = options.directUrl !== undefined && options.directUrl !== options.url;
  const adapter = new PrismaPg(pool, pooled ? {} : { statementNameGenerator: makeStatementNames() });
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' });
  return {
    prisma,
    pool,
    directUrl: options.directUrl ?? options.url,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
};
