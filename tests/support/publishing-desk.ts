import { randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { readDigitalSourceType } from '#app/adapters/sharp/xmp.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';
import { makePlanPublication, type PublicationRequest } from '#app/use-cases/plan-publication.ts';
import { makePublishAsset } from '#app/use-cases/publish-asset.ts';
import { makeRefreshProduct } from '#app/use-cases/refresh-product.ts';
import { makeRequestUndo } from '#app/use-cases/request-undo.ts';
import { makeUndoPublication } from '#app/use-cases/undo-publication.ts';
import { makeShiftedClock, silentLog } from './clock.ts';
import type { TestDatabase } from './database.ts';
import { makeMemoryObjects } from './memory-objects.ts';
import { type Message, makeAsset } from './shopify-studio.ts';

export type PublishingDesk = ReturnType<typeof makePublishingDesk>;
type Run = ReturnType<typeof makePublishAsset>;

/** A database and the use cases that publish and undo, as the container joins them, for one platform. */
export const makePublishingDesk = (db: TestDatabase, platform: StorePlatform) => {
  const clock = makeShiftedClock();
  const repositories = makeRepositories(db.database.prisma);
  const keyring = makeKeyring({ keys: [{ id: 'k1', key: randomBytes(32) }], activeId: 'k1' });
  const objects = makeMemoryObjects();
  const messages: Message[] = [];
  const queue = { add: async (added: readonly Message[]) => void messages.push(...added) };
  const base = {
    ...repositories,
    platform,
    objects,
    sha256,
    clock,
    newId,
    random: () => 0,
    log: silentLog,
    unitOfWork: makeUnitOfWork(db.database, makeRepositories),
    queue,
    readDigitalSourceType,
  };
  const refreshProduct = makeRefreshProduct(base);
  const publishAsset = makePublishAsset({ ...base, refreshProduct });
  const undoPublication = makeUndoPublication({ ...base, refreshProduct });
  const planPublication = makePlanPublication(base);
  const requestUndo = makeRequestUndo(base);
  const never = new AbortController().signal;

  return {
    base,
    clock,
    repositories,
    keyring,
    objects,
    messages,
    queue,
    refreshProduct,
    publishAsset,
    undoPublication,
    makeAsset: (storeId: string, productId: number) => makeAsset(db, objects, storeId, String(productId)),
    plan: async (storeId: string, request: Partial<PublicationRequest> & { assetId: string }) => {
      const planned = await planPublication(storeId, {
        placement: 'append',
        replacesMediaId: null,
        variantIds: [],
        alt: 'A picture of ours',
        actor: 'test',
        ...request,
      });
      if (!planned.ok) throw new Error(planned.error.message);
      return planned.value.id;
    },
    /** Runs until it is done, however often it has to come again. */
    finish: async (run: Run, storeId: string, id: string) => {
      for (let i = 0; i < 60; i++) {
        const outcome = await run(storeId, id, never);
        if (outcome.kind !== 'later') return outcome;
        clock.forward(outcome.afterMs);
      }
      throw new Error('it never came to an end');
    },
    askUndo: async (storeId: string, id: string, what: { cleanUp?: boolean; reupload?: boolean } = {}) => {
      const asked = await requestUndo(storeId, id, {
        cleanUp: what.cleanUp ?? false,
        reupload: what.reupload ?? false,
        actor: 'test',
      });
      if (!asked.ok) throw new Error(asked.error.message);
    },
  };
};
