// npm run db:diff -- <name>    writes prisma/migrations/<time>_<name>/migration.sql with what schema.prisma has and they lack
// npm run db:diff -- --check   only says whether they differ (exit code 2)
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { diffMigrations } from '#scripts/database/schema-engine.ts';

const root = join(import.meta.dirname, '..');
const migrationsFolder = join(root, 'prisma/migrations');

const difference = async (): Promise<string | null> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-shadow-'));
  await chmod(dataDir, 0o755); // as root the server runs as another user, who must get in
  const { url, stop } = await ensureEmbeddedPostgres({ dataDir, fast: true });
  try {
    const schema = await readFile(join(root, 'prisma/schema.prisma'), 'utf8');
    return await diffMigrations({ shadowUrl: url, migrationsFolder, schema });
  } finally {
    await stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const stamp = (now: Date): string => now.toISOString().replace(/[-:T]/g, '').slice(0, 14);

const name = process.argv[2] ?? '';
if (name !== '--check' && !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(
    'Name the migration in small letters, digits and underscores: npm run db:diff -- add_presets',
  );
  process.exit(1);
}
const sql = await difference();
if (sql === null) {
  console.log('The migrations and prisma/schema.prisma agree.');
} else if (name === '--check') {
  console.log(sql);
  process.exitCode = 2;
} else {
  const folder = join(migrationsFolder, `${stamp(new Date())}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  console.log(`Wrote ${folder}/migration.sql: read it before you commit it.`);
}
