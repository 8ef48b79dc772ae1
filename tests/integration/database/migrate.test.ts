import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MigrationRefused, markRolledBack, migrate } from '#app/adapters/prisma/migrate.ts';
import { diffMigrations, openSchemaEngine, readMigrations } from '#scripts/database/schema-engine.ts';
import { withEmptyDatabase } from '#tests/support/database.ts';

const prisma = join(import.meta.dirname, '../../../prisma');
const START = '20261122000000_start';

describe('migrations at boot', () => {
  let folder: string;
  let db: Awaited<ReturnType<typeof withEmptyDatabase>>;
  let client: pg.Client;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'softbox-migrations-'));
    await cp(join(prisma, 'migrations'), folder, { recursive: true });
    db = await withEmptyDatabase();
    client = new pg.Client({ connectionString: db.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await db.close();
    await rm(folder, { recursive: true, force: true });
  });

  const addMigration = async (name: string, sql: string): Promise<void> => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  };
  const tables = async (): Promise<string[]> => {
    const { rows } = await client.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    return rows.map((r) => r.tablename);
  };
  const book = async () => {
    const { rows } = await client.query<{ migration_name: string; finished_at: Date | null }>(
      'SELECT migration_name, finished_at, rolled_back_at, logs, applied_steps_count FROM _prisma_migrations ORDER BY started_at',
    );
    return rows;
  };

  it('applies everything once, however often it runs', async () => {
    const first = await migrate({ url: db.url, folder });
    expect(first[0]).toBe(START);
    expect(await migrate({ url: db.url, folder })).toEqual([]);
    expect((await book()).length).toBe(first.length);
  });

  it('applies each migration once when several processes boot at the same moment', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate({ url: db.url, folder })));
    expect(runs.filter((applied) => applied.includes(START))).toHaveLength(1);
    const names = (await book()).map((row) => row.migration_name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("writes a book in which Prisma's own engine finds nothing amiss", async () => {
    await migrate({ url: db.url, folder });
    const engine = await openSchemaEngine(db.url);
    try {
      const diagnosis = await engine.diagnoseMigrationHistory({
        migrationsList: await readMigrations(folder),
        optInToShadowDatabase: false,
        filters: { externalTables: [], externalEnums: [] },
      });
      expect(diagnosis).toMatchObject({
        hasMigrationsTable: true,
        history: null,
        editedMigrationNames: [],
        failedMigrationNames: [],
      });
    } finally {
      engine.free();
    }
  });

  it('refuses a migration that was changed after it had been applied, and names it', async () => {
    await migrate({ url: db.url, folder });
    const file = join(folder, START, 'migration.sql');
    await writeFile(file, `${await readFile(file, 'utf8')}\n-- a word more`);
    await expect(migrate({ url: db.url, folder })).rejects.toThrow(MigrationRefused);
    await expect(migrate({ url: db.url, folder })).rejects.toThrow(
      `The migration ${START} was changed after it had been applied`,
    );
  });

  it('takes the same script with other line endings for the same script', async () => {
    await migrate({ url: db.url, folder });
    const file = join(folder, START, 'migration.sql');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
    expect(await migrate({ url: db.url, folder })).toEqual([]);
  });

  it('rolls a failing migration back whole, refuses to boot until a person says so, then goes on', async () => {
    await addMigration(
      '20990101000000_bad',
      'CREATE TABLE half (id int); INSERT INTO no_such_table VALUES (1);',
    );
    await expect(migrate({ url: db.url, folder })).rejects.toThrow(
      /20990101000000_bad failed.*no_such_table/,
    );
    expect(await tables()).not.toContain('half');
    expect(await tables()).toContain('stores');

    await expect(migrate({ url: db.url, folder })).rejects.toThrow(
      /failed on this database earlier.*--rolled-back/,
    );
    expect(await markRolledBack(db.url, '20990101000000_bad')).toBe(true);
    expect(await markRolledBack(db.url, '20990101000000_bad')).toBe(false);
    await addMigration('20990101000000_bad', 'CREATE TABLE half (id int);');
    expect(await migrate({ url: db.url, folder })).toEqual(['20990101000000_bad']);
    expect(await tables()).toContain('half');
  });

  it('goes on where a killed boot stopped: the migration under way has left nothing behind', async () => {
    await addMigration('20990101000000_slow', 'CREATE TABLE slow (id int); SELECT pg_sleep(30);');
    const boot = migrate({ url: db.url, folder }).catch((error: Error) => error);
    const asleep = async () => {
      const { rows } = await client.query<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()",
      );
      return rows[0]?.pid;
    };
    let pid = await asleep();
    while (pid === undefined) pid = await asleep();
    await client.query('SELECT pg_terminate_backend($1)', [pid]);
    expect(await boot).toBeInstanceOf(Error);

    expect((await book()).map((row) => row.migration_name)).not.toContain('20990101000000_slow');
    await addMigration('20990101000000_slow', 'CREATE TABLE slow (id int);');
    expect(await migrate({ url: db.url, folder })).toEqual(['20990101000000_slow']);
  });

  it('lets an older version boot on a database that a newer one has migrated', async () => {
    await addMigration('20990101000000_newer', 'CREATE TABLE newer (id int);');
    await migrate({ url: db.url, folder });
    expect(await migrate({ url: db.url, folder: join(prisma, 'migrations') })).toEqual([]);
  });
});

describe('schema and migrations', () => {
  it('agree', async () => {
    const shadow = await withEmptyDatabase();
    const schema = await readFile(join(prisma, 'schema.prisma'), 'utf8');
    expect(
      await diffMigrations({ shadowUrl: shadow.url, migrationsFolder: join(prisma, 'migrations'), schema }),
    ).toBeNull();
    await shadow.close();
  });

  it('are seen to differ when the schema has a column that no migration makes', async () => {
    const shadow = await withEmptyDatabase();
    const schema = await readFile(join(prisma, 'schema.prisma'), 'utf8');
    const changed = schema.replace('model Store {', 'model Store {\n  motto String?');
    expect(
      await diffMigrations({
        shadowUrl: shadow.url,
        migrationsFolder: join(prisma, 'migrations'),
        schema: changed,
      }),
    ).toContain('ADD COLUMN     "motto" TEXT');
    await shadow.close();
  });
});
