import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { bottle } from '#sandbox/shopify/testing/try-sandbox.ts';
import {
  dumpProduct,
  gidOf,
  type Machine,
  openStudio,
  ourFiles,
  SHOP,
  type Studio,
} from '#tests/support/shopify-studio.ts';

/** Longer than a lease lasts, shorter than a token. */
const LATER_MS = 5 * 60_000;
const forever = new Promise<never>(() => undefined);
const never = new AbortController().signal;

/**
 * A process that is killed at its n-th call to the outside, before the call has left or after it had its effect: from then
 * on nothing it does gets anywhere, neither to the network nor to the database, and no answer comes back.
 */
const mortal = (home: Machine, n: number, moment: 'before' | 'after') => {
  const state = { calls: 0, dead: false };
  let died: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  const die = () => {
    state.dead = true;
    died();
    return forever;
  };
  const alive = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      if (state.dead) return forever;
      const result = await call(...args);
      return state.dead ? forever : result;
    };
  };
  const repositories = Object.fromEntries(
    Object.entries(home.repositories).map(([name, repository]) => [
      name,
      Object.fromEntries(
        Object.entries(repository).map(([method, run]) => [
          method,
          alive(run as (...a: unknown[]) => Promise<unknown>),
        ]),
      ),
    ]),
  ) as unknown as ReturnType<typeof makeRepositories>;
  const machine: Machine = {
    clock: { now: home.clock.now, sleep: alive(home.clock.sleep) },
    repositories,
    transact: alive(home.transact) as Machine['transact'],
    fetch: alive(async (input, init) => {
      state.calls += 1;
      if (state.calls === n && moment === 'before') return die();
      const answer = await fetch(input, init);
      return state.calls === n ? die() : answer;
    }),
  };
  return { machine, state, death };
};

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio({
    latency: { uploadedMs: 1, processingMs: 2, reorderMs: 2, searchLagMs: 10, webhookMs: 0 },
  });
});
afterAll(() => studio.close());

let count = 0;
const newProduct = async () => {
  const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle(`Flask ${count++}`));
  await studio.refreshProduct(studio.store.id, gidOf('Product', product.id));
  return product;
};

/** Some minutes later the dead one's lease is long over; a fresh process takes the work up. */
const survivor = () =>
  studio.work({
    ...studio.home,
    clock: { now: () => new Date(Date.now() + LATER_MS), sleep: studio.home.clock.sleep },
  });

const runToDeath = async (
  which: 'publishAsset' | 'undoPublication',
  id: string,
  n: number,
  moment: 'before' | 'after',
): Promise<'killed' | 'survived'> => {
  const { machine, state, death } = mortal(studio.home, n, moment);
  const work = studio.work(machine);
  const ended = work[which](studio.store.id, id, never).then(() => 'survived' as const);
  const outcome = await Promise.race([ended, death.then(() => 'killed' as const)]);
  // let what it had in flight arrive
  if (state.dead) await sleep(5);
  return outcome;
};

describe.each(['before', 'after'] as const)('a process killed %s any of its calls', (moment) => {
  it.each(['append', 'replace'] as const)(
    'leaves a %s that ends in exactly one medium, and an undo that ends where it began',
    { timeout: 600_000 },
    async (placement) => {
      for (let n = 1; ; n++) {
        const product = await newProduct();
        const gid = gidOf('Product', product.id);
        const start = dumpProduct(studio.sandbox, product.id);
        const replaces = placement === 'replace' ? gidOf('MediaImage', product.mediaIds[0] ?? 0) : null;
        const variantIds = product.variantIds.map((id) => gidOf('ProductVariant', id));
        const filesBefore = ourFiles(studio.sandbox).length;
        const id = await studio.plan({
          assetId: await studio.makeAsset(gid),
          placement,
          replacesMediaId: replaces,
          variantIds,
        });

        const published = await runToDeath('publishAsset', id, n, moment);
        await studio.finish(survivor().publishAsset, id);
        const at = `killed ${moment} call ${n} of publishing`;
        const publication = await studio.repositories.publications.get(studio.store.id, id);
        expect(publication, at).toMatchObject({ state: 'published', labelKept: true });
        expect(ourFiles(studio.sandbox).length - filesBefore, at).toBe(1);
        const media = dumpProduct(studio.sandbox, product.id)?.media ?? [];
        expect(
          media.map((m) => gidOf('MediaImage', m.id)).filter((m) => m === publication?.fileId),
          at,
        ).toHaveLength(1);
        expect(media, at).toHaveLength(placement === 'replace' ? 3 : 4);

        await studio.undoRequest(id);
        const undone = await runToDeath('undoPublication', id, n, moment);
        await studio.finish(survivor().undoPublication, id);
        const end = await studio.repositories.publications.get(studio.store.id, id);
        expect(end, `killed ${moment} call ${n} of undoing`).toMatchObject({
          state: 'reverted',
          leftAlone: [],
        });
        expect(dumpProduct(studio.sandbox, product.id), `killed ${moment} call ${n} of undoing`).toEqual(
          start,
        );
        if (published === 'survived' && undone === 'survived') {
          // the loop has gone through every call there is
          expect(n).toBeGreaterThan(15);
          return;
        }
      }
    },
  );
});
