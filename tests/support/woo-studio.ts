import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { v7 as newId } from 'uuid';
import { makeGuardedHttp } from '#app/adapters/http-fetch/guarded-http.ts';
import { makeTokenBucketLimiter } from '#app/adapters/memory/token-bucket.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeWooSites } from '#app/adapters/woocommerce/woo-sites.ts';
import { makeWooStorePlatform } from '#app/adapters/woocommerce/woo-store-platform.ts';
import { handleWooConnect, type WooConnectDeps } from '#app/http/woo/handle-connect.ts';
import { makeReceiveWooWebhook } from '#app/http/woo/receive-webhook.ts';
import { makeFindBridgeKey } from '#app/use-cases/bridge-keys.ts';
import { makeCancelStoreWork } from '#app/use-cases/cancel-batch.ts';
import { makeHandleWebhook, makeStoreOfDelivery } from '#app/use-cases/handle-webhook.ts';
import { makeInstallStore } from '#app/use-cases/install-store.ts';
import { openWooSecrets } from '#app/use-cases/open-woo-connection.ts';
import { makePlatformRegistry } from '#app/use-cases/platform-registry.ts';
import { makeStartSync, makeSyncCatalogue } from '#app/use-cases/sync-catalogue.ts';
import { makeUninstallStore } from '#app/use-cases/uninstall-store.ts';
import { wireWoo } from '#app/wire-woo.ts';
import { makeSelfSigned } from '#sandbox/woo/http/self-signed.ts';
import { startSandboxWoo } from '#sandbox/woo/start.ts';
import type { SandboxWoo, WooOptions } from '#sandbox/woo/types.ts';
import { silentLog } from '#tests/support/clock.ts';
import { withDatabase } from '#tests/support/database.ts';
import { makePublishingDesk } from '#tests/support/publishing-desk.ts';
import { labelledPicture } from '#tests/support/shopify-studio.ts';

export type WooStudio = Awaited<ReturnType<typeof openWooStudio>>;

/** A TLS front on loopback that hands web requests to `handle`, as the web process would. */
const startFront = async (handle: (request: Request) => Promise<Response>) => {
  const tls = makeSelfSigned();
  const listener = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers))
      if (typeof value === 'string') headers.set(name, value);
    const answer = await handle(
      new Request(`https://127.0.0.1${incoming.url}`, {
        method: incoming.method ?? 'GET',
        headers,
        ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
      }),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer(tls, (incoming, outgoing) => {
    listener(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    cert: tls.cert,
    url: `https://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/** A stand-in site, a real database, Softbox behind TLS, and the use cases between them, as the container joins them. */
export const openWooStudio = async (options: Partial<WooOptions> = {}) => {
  const db = await withDatabase({ poolSize: 10 });
  const allowed: string[] = [];
  const http = {
    send: (...call: Parameters<ReturnType<typeof makeGuardedHttp>['send']>) => guarded.send(...call),
  };
  let guarded = makeGuardedHttp();

  const front = await startFront((request) => serve(request));
  // its stores are in the desk's database, which in turn publishes through it
  const stores = makeRepositories(db.database.prisma).stores;
  const platform = makePlatformRegistry({
    stores,
    platforms: {
      get shopify(): never {
        throw new Error('no store of this test is on Shopify');
      },
      woocommerce: makeWooStorePlatform({
        http,
        sites: { accessOf: (storeId) => woo.openConnection(storeId) },
        clock: { now: () => desk.clock.now(), sleep: (...nap) => desk.clock.sleep(...nap) },
        log: silentLog,
      }),
    },
  });
  const desk = makePublishingDesk(db, platform);
  const { base, clock, repositories, keyring, messages, queue, refreshProduct } = desk;
  const startSync = makeStartSync(base);
  const uninstallStore = makeUninstallStore({
    ...base,
    sessions: repositories.sessionRows,
    cancelStoreWork: makeCancelStoreWork({ imageJobs: repositories.imageJobs, clock }),
  });
  const woo: ReturnType<typeof wireWoo> = wireWoo(
    {
      repositories,
      keyring,
      randomHex32: () => randomBytes(32).toString('hex'),
      sha256,
      clock,
      newId,
      log: silentLog,
      woo: {
        sites: makeWooSites({ http, log: silentLog }),
        publicUrl: front.url,
        privateOrigins: allowed,
        isSandboxSite: () => true,
      },
    },
    { installStore: makeInstallStore({ ...base, startSync }), startSync, uninstallStore },
  );
  const { bridgeKeys } = repositories;
  const connectDeps: WooConnectDeps = {
    ...woo,
    auth: {
      now: clock.now,
      sessionTokens: null,
      findShop: async () => null,
      findBridgeKey: makeFindBridgeKey({ bridgeKeys, keyring }),
      rememberNonce: (key, nonce) => bridgeKeys.rememberNonce(key, nonce, clock.now()),
    },
    rateLimiter: makeTokenBucketLimiter({ burst: 1_000, perSecond: 1_000 }, clock),
    publicUrl: front.url,
    log: silentLog,
  };
  const receiveWebhook = makeReceiveWooWebhook({
    findConnection: async (id) => {
      const connection = await repositories.wooConnections.findForWebhook(id);
      const secrets = connection ? openWooSecrets(keyring, connection) : null;
      return connection && secrets ? { connection, webhookSecret: secrets.webhookSecret } : null;
    },
    inbox: repositories.webhookInbox,
    queue,
    clock,
    newId,
    log: silentLog,
  });
  /** Every webhook that came, and how it was answered. */
  const hooks: { status: number; signed: boolean }[] = [];
  let hooksDown: number | null = null;
  const serve = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const [, connectionId] = /^\/webhooks\/store\/([^/]+)$/.exec(pathname) ?? [];
    if (connectionId) {
      const answer = hooksDown
        ? new Response(null, { status: hooksDown })
        : await receiveWebhook(request, connectionId);
      hooks.push({ status: answer.status, signed: request.headers.has('x-wc-webhook-signature') });
      return answer;
    }
    const [, action] = /^\/connect\/woo\/([a-z]+)$/.exec(pathname) ?? [];
    return action ? handleWooConnect(request, action, connectDeps) : new Response(null, { status: 404 });
  };

  const sites: SandboxWoo[] = [];
  /** One more site, which may be called although it is on this machine. */
  const openSite = async (more: Partial<WooOptions> = {}): Promise<SandboxWoo> => {
    const site = await startSandboxWoo({ seed: false, trustedCa: front.cert, ...more });
    sites.push(site);
    allowed.push(site.origin);
    await guarded.close();
    guarded = makeGuardedHttp({ allowOrigins: allowed, selfSignedOrigins: allowed });
    return site;
  };
  const sandbox = await openSite(options);
  const never = new AbortController().signal;
  const handleWebhook = makeHandleWebhook({
    ...base,
    inbox: repositories.webhookInbox,
    storeOf: makeStoreOfDelivery(repositories),
    refreshProduct,
    uninstallStore,
  });
  const syncCatalogue = makeSyncCatalogue(base);

  return {
    ...desk,
    sandbox,
    db,
    hooks,
    front,
    platform,
    woo,
    openSite,
    serve,
    setHooksDown: (status: number | null) => {
      hooksDown = status;
    },
    /** Takes away what allows a site to be private. */
    forbid: async (site: SandboxWoo) => {
      allowed.splice(allowed.indexOf(site.origin), 1);
      await guarded.close();
      guarded = makeGuardedHttp({ allowOrigins: allowed });
    },
    /** The owner clicks Connect, says yes, and comes back. Answers the store's id. */
    connect: async (site: SandboxWoo = sandbox): Promise<string> => {
      const started = await site.plugin.start(front.url);
      const approved = await site.approve(String(started.body.authorize_url));
      if (approved.status !== 302) throw new Error(`the site refused: ${approved.status}`);
      const finished = await site.plugin.finish(front.url);
      if (finished.status !== 200) throw new Error(JSON.stringify(finished.body));
      return (finished.body.store as { id: string }).id;
    },
    /** Handles every delivery whose message was sent; answers how each ended. */
    handleWebhooks: async (): Promise<string[]> => {
      const outcomes: string[] = [];
      for (const message of messages.splice(0)) {
        if (message.kind !== 'webhook-inbox') continue;
        const outcome = await handleWebhook(message.storeId, message.id, never);
        outcomes.push(outcome.kind === 'done' ? outcome.outcome : outcome.kind);
      }
      return outcomes;
    },
    sync: async (storeId: string, updatedSince: Date | null = null) => {
      const latest = await repositories.catalogueSyncs.latest(storeId);
      if (latest && latest.state !== 'done' && latest.state !== 'failed')
        await syncCatalogue(storeId, latest.id, never);
      const id = newId();
      await repositories.catalogueSyncs.start(storeId, { id, updatedSince, now: clock.now() });
      return syncCatalogue(storeId, id, never);
    },
    close: async () => {
      for (const site of sites) await site.close();
      await front.close();
      await guarded.close();
      await db.close();
    },
  };
};

/** A product with three pictures and two variations, the first of which shows the first picture. */
export const newCup = async (sandbox: SandboxWoo, name = 'Cup') => {
  const images = await Promise.all(
    [1, 2, 3].map(async (n) => ({ bytes: await labelledPicture(), filename: `cup-${n}.jpg`, alt: `${n}` })),
  );
  const row = await sandbox.owner.createProduct({
    name,
    images,
    categories: ['Cups'],
    tags: ['blue'],
    variations: ['Small', 'Large'].map((option, index) => ({
      attributes: [{ name: 'Size', option }],
      sku: `${name}-${option}`,
      ...(index === 0 ? { imageFile: 'cup-1.jpg' } : {}),
    })),
  });
  const variations = sandbox.owner.variationsOf(row.id).map((variation) => variation.id);
  return { id: row.id, media: [row.imageId ?? 0, ...row.galleryIds], variations };
};
