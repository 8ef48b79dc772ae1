import { randomBytes } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import sharp from 'sharp';
import { v7 as newId } from 'uuid';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeAdvisoryLock } from '#app/adapters/prisma/advisory-lock.ts';
import { makeRepositories, type Repositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { readDigitalSourceType } from '#app/adapters/sharp/xmp.ts';
import { makeAccessTokens, offlineId } from '#app/adapters/shopify/access-tokens.ts';
import { makeShopifyFetch } from '#app/adapters/shopify/sandbox-config.ts';
import {
  makeShopifyStorePlatform,
  type ShopifyTimeouts,
} from '#app/adapters/shopify/shopify-store-platform.ts';
import { makeEncryptedSessionStorage } from '#app/adapters/shopify-sessions/encrypted-session-storage.ts';
import { makeReceiveShopifyWebhook } from '#app/http/shopify-webhook.ts';
import type { Clock } from '#app/ports/clock.ts';
import { makeCancelStoreWork } from '#app/use-cases/cancel-batch.ts';
import { makeHandleWebhook, makeStoreOfDelivery } from '#app/use-cases/handle-webhook.ts';
import { makeInstallStore } from '#app/use-cases/install-store.ts';
import { makePlanPublication, type PublicationRequest } from '#app/use-cases/plan-publication.ts';
import { makePublishAsset } from '#app/use-cases/publish-asset.ts';
import { makeRefreshProduct } from '#app/use-cases/refresh-product.ts';
import { makeRequestUndo } from '#app/use-cases/request-undo.ts';
import { makeStartSync, makeSyncCatalogue } from '#app/use-cases/sync-catalogue.ts';
import { makeUndoPublication } from '#app/use-cases/undo-publication.ts';
import { makeUninstallStore } from '#app/use-cases/uninstall-store.ts';
import { startSandboxShopify } from '#sandbox/shopify/start.ts';
import type { SandboxOptions, SandboxShopify } from '#sandbox/shopify/types.ts';
import { silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makeMemoryObjects } from '#tests/support/memory-objects.ts';

export const SHOP = 'tea.myshopify.com';
export const CLIENT = { clientId: 'softbox', clientSecret: 'a secret of the app' };
const LABEL = 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced';

export type Message = { kind: string; id: string; storeId: string };

/** What one process of ours has in hand: its way to the network, its clock, its database. */
export interface Machine {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly transact: <T>(work: (r: Repositories) => Promise<T>) => Promise<T>;
  /** Shorter ones than in earnest, for tests that wait for them. */
  readonly timeouts?: ShopifyTimeouts;
}

export type Studio = Awaited<ReturnType<typeof openStudio>>;

/** Waits are a tenth of what they are in earnest; the sandbox is as much quicker. */
export const hurriedClock: Clock = {
  now: systemClock.now,
  sleep: (ms, signal) => systemClock.sleep(Math.ceil(ms / 10), signal),
};

/** The sandbox shop, a real database, and the use cases between them, as the container joins them. */
export const openStudio = async (options: Partial<SandboxOptions> = {}) => {
  const db: TestDatabase = await withDatabase({ poolSize: 10 });
  const sandbox = await startSandboxShopify({
    ...CLIENT,
    appUrl: 'http://127.0.0.1:9',
    shops: [SHOP],
    seed: false,
    webhooks: [],
    latency: { uploadedMs: 2, processingMs: 8, reorderMs: 5, searchLagMs: 20, webhookMs: 0 },
    // plenty: a real shop's bucket would make these tests wait
    throttle: { maximumAvailable: 100_000, restoreRate: 100_000 },
    ...options,
  });
  const repositories = makeRepositories(db.database.prisma);
  const keyring = makeKeyring({ keys: [{ id: 'k1', key: randomBytes(32) }], activeId: 'k1' });
  const sessions = makeEncryptedSessionStorage(repositories.sessionRows, keyring);
  const objects = makeMemoryObjects();
  const messages: Message[] = [];
  const sandboxConfig = { origin: sandbox.origin, appBridgeUrl: '' };

  await sandbox.install(SHOP);
  const store = await repositories.stores.install({
    id: newId(),
    platform: 'shopify',
    externalId: SHOP,
    name: 'Tea',
    currency: 'EUR',
    isSandbox: true,
    now: new Date(),
  });
  const connect = async () => sessions.storeSession(await exchange(sandbox));
  await connect();

  const home: Machine = {
    fetch,
    clock: hurriedClock,
    repositories,
    transact: (work) => makeUnitOfWork(db.database, makeRepositories).transact(work),
  };

  const work = (machine: Machine) => {
    const { clock, repositories: r } = machine;
    const access = makeAccessTokens({
      sessions,
      lock: makeAdvisoryLock(db.database),
      shopOf: async (id) => {
        const found = await r.stores.get(id);
        return found?.status === 'active' ? found.externalId : null;
      },
      fetch: makeShopifyFetch(machine.fetch, sandboxConfig),
      apiKey: CLIENT.clientId,
      apiSecret: CLIENT.clientSecret,
      clock,
      log: silentLog,
    });
    const platform = makeShopifyStorePlatform({
      fetch: machine.fetch,
      access,
      sandbox: sandboxConfig,
      clock,
      log: silentLog,
      ...(machine.timeouts ? { timeouts: machine.timeouts } : {}),
    });
    const base = {
      ...r,
      platform,
      objects,
      sha256,
      clock,
      newId,
      random: () => 0,
      log: silentLog,
      unitOfWork: { transact: machine.transact },
      queue: { add: async (added: readonly Message[]) => void messages.push(...added) },
      readDigitalSourceType,
    };
    const refreshProduct = makeRefreshProduct(base);
    const deps = {
      ...base,
      refreshProduct,
      inbox: r.webhookInbox,
      storeOf: makeStoreOfDelivery({ stores: r.stores, wooConnections: r.wooConnections }),
      sessions: r.sessionRows,
      cancelStoreWork: makeCancelStoreWork({ imageJobs: r.imageJobs, clock }),
      clientSecrets: [CLIENT.clientSecret],
    };
    const startSync = makeStartSync(deps);
    const uninstallStore = makeUninstallStore(deps);
    return {
      platform,
      refreshProduct,
      planPublication: makePlanPublication(deps),
      publishAsset: makePublishAsset(deps),
      requestUndo: makeRequestUndo(deps),
      undoPublication: makeUndoPublication(deps),
      syncCatalogue: makeSyncCatalogue(deps),
      startSync,
      installStore: makeInstallStore({ ...deps, startSync }),
      receiveWebhook: makeReceiveShopifyWebhook(deps),
      handleWebhook: makeHandleWebhook({ ...deps, uninstallStore }),
      access,
    };
  };

  const atHome = work(home);
  const never = new AbortController().signal;

  return {
    sandbox,
    db,
    repositories,
    sessions,
    objects,
    messages,
    store,
    home,
    work,
    connect,
    ...atHome,
    /** Syncs the whole catalogue into the mirror. */
    sync: async () => {
      const id = newId();
      await repositories.catalogueSyncs.start(store.id, { id, updatedSince: null, now: new Date() });
      return atHome.syncCatalogue(store.id, id, never);
    },
    /** An approved picture of a product in the mirror. */
    makeAsset: (productExternalId: string) => makeAsset(db, objects, store.id, productExternalId),
    plan: async (request: Partial<PublicationRequest> & { assetId: string }) => {
      const planned = await atHome.planPublication(store.id, {
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
    finish: async (
      run: (storeId: string, id: string, signal: AbortSignal) => ReturnType<typeof atHome.publishAsset>,
      id: string,
    ) => {
      for (let i = 0; i < 100; i++) {
        const outcome = await run(store.id, id, never);
        if (outcome.kind !== 'later') return outcome;
        await new Promise((resolve) => setTimeout(resolve, Math.min(outcome.afterMs, 50)));
      }
      throw new Error('it never came to an end');
    },
    undoRequest: async (id: string, what: { cleanUp?: boolean; reupload?: boolean } = {}) => {
      const asked = await atHome.requestUndo(store.id, id, {
        cleanUp: what.cleanUp ?? false,
        reupload: what.reupload ?? false,
        actor: 'test',
      });
      if (!asked.ok) throw new Error(asked.error.message);
    },
    close: async () => {
      await sandbox.close();
      await db.close();
    },
  };
};

/** What the embedded app does when it is opened: its session token for an expiring offline token. */
const exchange = async (sandbox: SandboxShopify): Promise<Session> => {
  const response = await fetch(`${sandbox.origin}/shops/${SHOP}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: sandbox.sessionToken(SHOP),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    }),
  });
  const body = (await response.json()) as {
    access_token: string;
    scope: string;
    expires_in: number;
    refresh_token: string;
    refresh_token_expires_in: number;
  };
  return new Session({
    id: offlineId(SHOP),
    shop: SHOP,
    state: '',
    isOnline: false,
    accessToken: body.access_token,
    scope: body.scope,
    expires: new Date(Date.now() + body.expires_in * 1_000),
    refreshToken: body.refresh_token,
    refreshTokenExpires: new Date(Date.now() + body.refresh_token_expires_in * 1_000),
  });
};

const packet = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><Iptc4xmpExt:DigitalSourceType>${LABEL}</Iptc4xmpExt:DigitalSourceType>
  </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A picture that nobody else has, with its label. */
export const labelledPicture = async (): Promise<Uint8Array> => {
  const [r = 0, g = 0, b = 0] = randomBytes(3);
  return sharp({ create: { width: 24, height: 24, channels: 3, background: { r, g, b } } })
    .withXmp(packet)
    .jpeg()
    .toBuffer();
};

export const makeAsset = async (
  { database }: TestDatabase,
  objects: ReturnType<typeof makeMemoryObjects>,
  storeId: string,
  productExternalId: string,
): Promise<string> => {
  const { prisma } = database;
  const bytes = await labelledPicture();
  const hash = sha256(bytes);
  const objectKey = `stores/${storeId}/asset/${hash.slice(0, 2)}/${hash}.jpg`;
  await objects.put(objectKey, bytes, 'image/jpeg');
  const product = await prisma.product.findFirstOrThrow({
    where: { storeId, externalId: productExternalId },
  });
  const [batchId, jobId, id, productImageId] = [newId(), newId(), newId(), newId()];
  const recipeHash = 'a'.repeat(64);
  await prisma.batch.create({
    data: { id: batchId, storeId, recipeHash, createdBy: 'test', jobCount: 1, priceTotal: 0n },
  });
  await prisma.imageJob.create({
    data: {
      id: jobId,
      storeId,
      batchId,
      productId: product.id,
      productImageId,
      sourceUrl: 'https://example.com/1.jpg',
      recipeHash,
      state: 'ready',
      price: 0n,
    },
  });
  await prisma.asset.create({
    data: {
      id,
      storeId,
      jobId,
      productId: product.id,
      productImageId,
      objectKey,
      contentHash: hash,
      sourceHash: hash,
      sourceKey: objectKey,
      recipeHash,
      format: 'jpeg',
      bytes: bytes.byteLength,
      width: 24,
      height: 24,
      fill: 0.85,
      backgroundExact: true,
      maskConfidence: 1,
      upscaled: 1,
      digitalSourceType: LABEL,
      provenance: {},
      renderMs: 1,
      review: { create: { storeId, state: 'approved', decidedBy: 'test', decidedAt: new Date() } },
    },
  });
  return id;
};

/**
 * Everything of a product's gallery that a publication could touch: media ids, order, alts, addresses and bytes, and each
 * variant's picture. Two equal dumps: nobody can tell that anything happened.
 */
export const dumpProduct = (sandbox: SandboxShopify, productId: number) => {
  const shop = sandbox.state.shop(SHOP);
  const product = shop?.products.get(productId);
  if (!shop || !product) return null;
  return {
    media: product.mediaIds.map((id) => {
      const file = shop.files.get(id);
      if (!file) throw new Error(`medium ${id} has no file`);
      return { id, alt: file.alt, url: sandbox.fileUrl(SHOP, file), sha256: file.content?.sha256 };
    }),
    variants: product.variantIds.map((id) => ({ id, media: shop.variants.get(id)?.mediaIds })),
  };
};

/** Our files that the shop has, attached or not. */
export const ourFiles = (sandbox: SandboxShopify) =>
  sandbox.state
    .shop(SHOP)
    ?.files.all()
    .filter((file) => file.filename.startsWith('softbox-')) ?? [];

export const gidOf = (type: string, id: number): string => `gid://shopify/${type}/${id}`;
export const numberOf = (gid: string): number => Number(gid.split('/').at(-1));
