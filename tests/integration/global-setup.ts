import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { migrate } from '#app/adapters/prisma/migrate.ts';
import { startRedis } from '#tests/support/redis-server.ts';

const TEMPLATE = 'softbox_template';

/** One PostgreSQL (and one Redis, where there is one) for the whole run; each test file copies the migrated template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-test-'));
  await chmod(dataDir, 0o755); // as root the server runs as another user, who must get in
  const postgres = await ensureEmbeddedPostgres({ dataDir, database: TEMPLATE, fast: true });
  await migrate({ url: postgres.url, folder: join(import.meta.dirname, '../../prisma/migrations') });
  const adminUrl = new URL(postgres.url);
  adminUrl.pathname = '/postgres';
  const redis = await startRedis();
  project.provide('postgres', { adminUrl: adminUrl.href, template: TEMPLATE });
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    await redis?.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
