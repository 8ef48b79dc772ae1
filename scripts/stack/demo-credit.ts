import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { makeLedger } from '#app/adapters/prisma/ledger.ts';
import { makeStores } from '#app/adapters/prisma/stores.ts';

/** Credit of a sandbox store, micro-USD: enough to try every paid recipe on stand-ins, which cost nobody anything. */
export const DEMO_CREDIT = 25_000_000n;

const LOOK_EVERY_MS = 1_000;

/**
 * Gives a sandbox store its credit as soon as the store is there, which is when somebody opens the app in it for the first time.
 * A store that was given credit before gets none. Ends when it is done or `signal` aborts.
 */
export const grantDemoCredit = async (
  databaseUrl: string,
  shop: string,
  { signal, amount = DEMO_CREDIT }: { readonly signal: AbortSignal; readonly amount?: bigint },
): Promise<void> => {
  const database = makeDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    const stores = makeStores(database.prisma);
    const ledger = makeLedger(database.prisma);
    while (!signal.aborted) {
      const store = await stores.findByExternalId('shopify', shop);
      if (store) {
        const { items } = await ledger.entries(store.id, { limit: 100 });
        if (items.some((entry) => entry.kind === 'grant')) return;
        await ledger.grant(store.id, { id: newId(), amount, now: new Date() });
        return;
      }
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await database.close();
  }
};
