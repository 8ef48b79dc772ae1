// npm run db:migrate                            applies what prisma/migrations has and the database lacks
// npm run db:migrate -- --rolled-back <name>    after a failed migration: lets the next run try it again
// Uses DATABASE_DIRECT_URL, else DATABASE_URL, else the embedded PostgreSQL in SOFTBOX_DATA_DIR (default .data).
import { join } from 'node:path';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { databaseEnv } from '#app/adapters/prisma/env.ts';
import { MigrationRefused, markRolledBack, migrate } from '#app/adapters/prisma/migrate.ts';

const root = join(import.meta.dirname, '..');

const openUrl = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const parsed = databaseEnv.safeParse(process.env);
  if (!parsed.success) throw new MigrationRefused(parsed.error.issues.map((i) => i.message).join('\n'));
  const url = parsed.data.DATABASE_DIRECT_URL ?? parsed.data.DATABASE_URL;
  if (url !== undefined) return { url, stop: async () => undefined };
  const dataDir = join(process.env.SOFTBOX_DATA_DIR ?? join(root, '.data'), 'postgres');
  return ensureEmbeddedPostgres({ dataDir });
};

const [flag, name] = process.argv.slice(2);
const run = async (url: string): Promise<string> => {
  if (flag === '--rolled-back' && name !== undefined) {
    return (await markRolledBack(url, name))
      ? `${name} will be tried again by the next run.`
      : `No failed migration is named ${name}.`;
  }
  const applied = await migrate({ url, folder: join(root, 'prisma/migrations') });
  return applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`;
};

try {
  const { url, stop } = await openUrl();
  try {
    console.log(await run(url));
  } finally {
    await stop();
  }
} catch (error) {
  console.error(error instanceof MigrationRefused ? error.message : error);
  process.exitCode = 1;
}
