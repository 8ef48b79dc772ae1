import { join } from 'node:path';
import { ensureEmbeddedPostgres } from './adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { checkDirectConnection } from './adapters/prisma/check-direct-connection.ts';
import { makeDatabase } from './adapters/prisma/client.ts';
import { migrate } from './adapters/prisma/migrate.ts';
import type { Env } from './env.server.ts';
import type { Log } from './ports/log.ts';

/** Database, migrated, with everything that was checked about it. */
export const openDatabase = async (env: Env, log: Log) => {
  const embedded =
    env.DATABASE_URL === undefined
      ? await ensureEmbeddedPostgres({ dataDir: join(env.SOFTBOX_DATA_DIR, 'postgres') })
      : null;
  const url = env.DATABASE_URL ?? embedded?.url ?? '';
  const directUrl = env.DATABASE_DIRECT_URL ?? url;
  try {
    await checkDirectConnection(directUrl);
    await migrate({ url: directUrl, folder: 'prisma/migrations', log });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  const database = makeDatabase({ url, directUrl, poolSize: env.DATABASE_POOL_SIZE, log });
  return {
    database,
    close: async () => {
      await database.close();
      await embedded?.stop();
    },
  };
};
