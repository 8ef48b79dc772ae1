import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Log } from '#app/ports/log.ts';

/** The lock of Prisma's own migration tools, so that theirs and ours exclude each other. */
const ADVISORY_LOCK = 72_707_369;
const LOCK_WAIT_MS = 120_000;

/** As Prisma makes it, so that its tools read our book and we read theirs. */
const CREATE_BOOK = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly logs: string | null;
}

export interface MigrateOptions {
  /** A direct connection: session locks do not survive a transaction pooler. */
  readonly url: string;
  /** The folder prisma/migrations. */
  readonly folder: string;
  readonly log?: Log | undefined;
}

/** A database that cannot be brought up to date without a person; the message says what to do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((e) => e.isDirectory()).map((e) => e.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: sha256(sql) };
    }),
  );
};

/** The same script with the other line endings (a checkout on Windows) is the same script; Prisma sees it so too. */
const isSameScript = (migration: Migration, checksum: string): boolean => {
  const unix = migration.sql.replaceAll('\r\n', '\n');
  return [migration.sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => sha256(text) === checksum);
};

const withConnection = async <T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'softbox-migrate',
  });
  client.on('error', () => undefined); // a lost connection also rejects the query in hand
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
};

const takeLock = async (client: pg.Client): Promise<void> => {
  await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
  } catch (cause) {
    throw new MigrationRefused(
      `Another process has been migrating this database for more than ${LOCK_WAIT_MS / 1000} s. Wait for it, or end it.`,
      { cause },
    );
  }
  await client.query('RESET lock_timeout');
};

const refuseWhatNeedsAPerson = (migrations: readonly Migration[], applied: readonly Applied[]): void => {
  for (const row of applied) {
    const name = row.migration_name;
    if (row.finished_at === null) {
      throw new MigrationRefused(
        `The migration ${name} failed on this database earlier${row.logs === null ? '' : `: ${row.logs}`}. ` +
          `Its changes were rolled back if Softbox ran it. When the cause is gone: npm run db:migrate -- --rolled-back ${name}`,
      );
    }
    const migration = migrations.find((m) => m.name === name);
    if (migration !== undefined && !isSameScript(migration, row.checksum)) {
      throw new MigrationRefused(
        `The migration ${name} was changed after it had been applied to this database. Restore the file, and put the change into a new migration.`,
      );
    }
  }
};

/** Script and bookkeeping in one transaction: a kill at any point leaves either both or neither. */
const apply = async (client: pg.Client, migration: Migration): Promise<void> => {
  const id = randomUUID();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
      id,
      migration.checksum,
      migration.name,
    ]);
    await client.query(migration.sql);
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
    await client.query('COMMIT');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    await client.query('ROLLBACK');
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)',
      [id, migration.checksum, migration.name, why],
    );
    throw new MigrationRefused(`The migration ${migration.name} failed and was rolled back: ${why}`, {
      cause,
    });
  }
};

/**
 * Brings the database up to prisma/migrations, on one connection and under a lock; any number of processes may boot at
 * once. Returns the names of what it applied. Throws MigrationRefused when an applied migration was changed or one had
 * failed. Migrations that the database has and the folder has not are left alone: a newer version runs beside us.
 */
export const migrate = ({ url, folder, log }: MigrateOptions): Promise<readonly string[]> =>
  withConnection(url, async (client) => {
    const migrations = await readMigrations(folder);
    await takeLock(client);
    await client.query(CREATE_BOOK);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at, logs FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at',
    );
    refuseWhatNeedsAPerson(migrations, rows);
    const done = new Set(rows.map((row) => row.migration_name));
    const pending = migrations.filter((m) => !done.has(m.name));
    for (const migration of pending) {
      await apply(client, migration);
      log?.info({ migration: migration.name }, 'applied a migration');
    }
    return pending.map((m) => m.name);
    // the lock ends with the connection
  });

/** Marks a failed migration as rolled back, so that the next run tries it again. False when none of that name had failed. */
export const markRolledBack = (url: string, name: string): Promise<boolean> =>
  withConnection(url, async (client) => {
    await takeLock(client);
    const { rowCount } = await client.query(
      'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL',
      [name],
    );
    return (rowCount ?? 0) > 0;
  });
