/** `npm run woo:disconnect -- STORE`: ends the connection of a WooCommerce store from our side. */
import { validate as isUuid } from 'uuid';
import { makeGuardedHttp } from '#app/adapters/http-fetch/guarded-http.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { makePinoLog } from '#app/adapters/node/pino-log.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeWooSites } from '#app/adapters/woocommerce/woo-sites.ts';
import { BadEnvironment, parseEnv } from '#app/env.server.ts';
import { makeCancelStoreWork } from '#app/use-cases/cancel-batch.ts';
import { makeDisconnectWooStore } from '#app/use-cases/disconnect-woo-store.ts';
import { makeOpenWooConnection } from '#app/use-cases/open-woo-connection.ts';
import { makeUninstallStore } from '#app/use-cases/uninstall-store.ts';
import { openData } from './operator/open-data.ts';

const USAGE = `Ends the connection of a WooCommerce store: its plugin deletes the webhooks and the key; where the plugin is gone, we
delete the webhooks, forget the key, and say where its owner revokes it.

  npm run woo:disconnect -- STORE

STORE is the store's id, or the address of its site.`;

const run = async (name: string | undefined): Promise<{ exitCode: number; text: string }> => {
  if (!name) return { exitCode: 2, text: USAGE };
  const env = parseEnv(process.env);
  const data = await openData(process.env);
  const http = makeGuardedHttp({
    allowOrigins: env.SOFTBOX_WOO_PRIVATE_SITES,
    selfSignedOrigins: env.SOFTBOX_WOO_SELF_SIGNED,
  });
  try {
    const { repositories, keyring } = data;
    const address = URL.canParse(name) ? new URL(name) : null;
    const identity = address ? `${address.host}${address.pathname.replace(/\/+$/, '')}` : name;
    const store = isUuid(name)
      ? await repositories.stores.get(name)
      : await repositories.stores.findByExternalId('woocommerce', identity);
    if (!store) return { exitCode: 1, text: 'There is no such WooCommerce store.' };
    const log = makePinoLog({ level: env.LOG_LEVEL, process: 'worker' });
    const deps = { ...repositories, keyring, sha256, clock: systemClock, newId, log };
    const disconnect = makeDisconnectWooStore({
      ...deps,
      openConnection: makeOpenWooConnection(deps),
      sites: makeWooSites({ http, log }),
      uninstallStore: makeUninstallStore({
        ...deps,
        sessions: repositories.sessionRows,
        cancelStoreWork: makeCancelStoreWork(deps),
      }),
    });
    const done = await disconnect(store.id, { by: 'softbox', actor: 'operator' });
    if (!done.ok) return { exitCode: 1, text: done.error.message };
    return {
      exitCode: 0,
      text: done.value.keyDeleted
        ? `${store.name} is disconnected; its key is deleted.`
        : `${store.name} is disconnected here. Its key is still at the site: the owner revokes it at ${done.value.revokeAt}`,
    };
  } finally {
    await http.close();
    await data.close();
  }
};

try {
  const { exitCode, text } = await run(process.argv[2]);
  (exitCode === 0 ? console.log : console.error)(text);
  process.exitCode = exitCode;
} catch (error) {
  console.error(error instanceof BadEnvironment ? error.message : error);
  process.exitCode = 1;
}
