import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { migrate } from '#app/adapters/prisma/migrate.ts';
import { startRedis } from '#tests/support/redis-server.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const TEMPLATE = 'softbox_template';

/** One PostgreSQL (and one Redis, where there is one) for the whole run; each test file copies the migrated template. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-test-'));
  await chmod(dataDir, 0o755); // as root the server runs as another user, who must get in
  const postgres = await ensureEmbeddedPostgres({ dataDir, database: TEMPLATE, fast: true });
  await migrate({ url: postgres.url, folder: join(import.meta.dirname, '../../prisma/migrations') });
  // a run that is broken off does not come to its tear-down
  const abandon = () => {
    process.kill(postgres.pid, 'SIGQUIT');
    rmSync(dataDir, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  const onSignal = (signal: NodeJS.Signals) => {
    process.off('exit', abandon);
    abandon();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, onSignal);
  const adminUrl = new URL(postgres.url);
  adminUrl.pathname = '/postgres';
  const redis = await startRedis();
  project.provide('postgres', { adminUrl: adminUrl.href, template: TEMPLATE });
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    process.off('exit', abandon);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    await redis?.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
