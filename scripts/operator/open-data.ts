import { join } from 'node:path';
import { ensureEmbeddedPostgres } from '#app/adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { ensureLocalKey } from '#app/adapters/secrets/local-key.ts';
import { parseEnv } from '#app/env.server.ts';

/**
 * What the commands of an operator work on: the rows and the keys of this installation, by the same environment variables as
 * the app itself. Needs no Shopify app. Close it.
 */
export const openData = async (environment: Readonly<Record<string, string | undefined>>) => {
  const env = parseEnv(environment);
  const embedded =
    env.DATABASE_URL === undefined
      ? await ensureEmbeddedPostgres({ dataDir: join(env.SOFTBOX_DATA_DIR, 'postgres') })
      : null;
  const database = makeDatabase({ url: env.DATABASE_URL ?? embedded?.url ?? '', poolSize: 2 });
  const keys = env.SOFTBOX_ENCRYPTION_KEYS ?? [await ensureLocalKey(env.SOFTBOX_DATA_DIR)];
  return {
    repositories: makeRepositories(database.prisma),
    keyring: makeKeyring({ keys, activeId: keys[0]?.id ?? '' }),
    close: async () => {
      await database.close();
      await embedded?.stop();
    },
  };
};
