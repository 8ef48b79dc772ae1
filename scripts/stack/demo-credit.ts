import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { makeLedger } from '#app/adapters/prisma/ledger.ts';

/** Credit of a sandbox store, micro-USD: enough to try every paid recipe on stand-ins, which cost nobody anything. */
export const DEMO_CREDIT = 25_000_000n;

const LOOK_EVERY_MS = 1_000;
const AT_ONCE = 10;

/**
 * Gives each sandbox store its credit as soon as the store is there, which is when somebody opens the app in it, or connects the
 * site, for the first time. A store that was given credit before gets none. Ends when `signal` aborts.
 */
export const grantDemoCredit = async (
  databaseUrl: string,
  { signal, amount = DEMO_CREDIT }: { readonly signal: AbortSignal; readonly amount?: bigint },
): Promise<void> => {
  const database = makeDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    const ledger = makeLedger(database.prisma);
    const seen = new Set<string>();
    while (!signal.aborted) {
      const there = await database.prisma.store.findMany({
        where: { isSandbox: true, status: 'active', id: { notIn: [...seen] } },
        select: { id: true },
        take: AT_ONCE,
      });
      for (const { id } of there) {
        const { items } = await ledger.entries(id, { limit: 100 });
        const had = items.some((entry) => entry.kind === 'grant');
        if (!had) await ledger.grant(id, { id: newId(), amount, now: new Date() });
        seen.add(id);
      }
      await pause(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await database.close();
  }
};
