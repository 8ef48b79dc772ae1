/**
 * The composition root: it and its parts `open-*.server.ts` are the only files that join ports to adapters. A process makes
 * one container at boot and passes it to what it runs (routes get it as Remix's load context); nothing else builds an adapter.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { makeDiskObjectStore } from './adapters/disk/disk-object-store.ts';
import { makeSweepUnfinished } from './adapters/disk/sweep-unfinished.ts';
import { makeGuardedHttp } from './adapters/http-fetch/guarded-http.ts';
import { makeSsrfSafeFetcher } from './adapters/http-fetch/ssrf-safe-fetcher.ts';
import { newId } from './adapters/node/new-id.ts';
import { makePinoLog } from './adapters/node/pino-log.ts';
import { sha256 } from './adapters/node/sha256.ts';
import { systemClock } from './adapters/node/system-clock.ts';
import { makeOnnxCutOut } from './adapters/onnx/onnx-cut-out.ts';
import { PINNED_MODEL } from './adapters/onnx/pinned-model.ts';
import { makeSceneSketches } from './adapters/own-pictures/scene-sketches.ts';
import { makeRepositories } from './adapters/prisma/repositories.ts';
import { makeUnitOfWork } from './adapters/prisma/unit-of-work.ts';
import { makeKeyring } from './adapters/secrets/keyring.ts';
import { ensureLocalKey } from './adapters/secrets/local-key.ts';
import { makeCompositor } from './adapters/sharp/compose/compositor.ts';
import { makeThreadedFidelityMeter } from './adapters/sharp/fidelity/threaded-fidelity-meter.ts';
import { makeFitPicture } from './adapters/sharp/fit-picture.ts';
import { makeSharpInspector } from './adapters/sharp/sharp-inspector.ts';
import { makeSharpRenderer } from './adapters/sharp/sharp-renderer.ts';
import { makeSharpThumbnailer } from './adapters/sharp/sharp-thumbnailer.ts';
import { makeReadEditMask } from './adapters/sharp/upload-mask.ts';
import { readDigitalSourceType } from './adapters/sharp/xmp.ts';
import { makeWooSites } from './adapters/woocommerce/woo-sites.ts';
import { makeWooStorePlatform } from './adapters/woocommerce/woo-store-platform.ts';
import { choosePlatforms } from './choose-platforms.server.ts';
import { DEFAULT_MODEL_CHOICE } from './domain/providers/model-choice.ts';
import type { Env } from './env.server.ts';
import type { ApiDeps } from './http/api/handle-api.ts';
import type { AuthDeps } from './http/authenticate.ts';
import type { WooConnectDeps } from './http/woo/handle-connect.ts';
import { makeReceiveWooWebhook } from './http/woo/receive-webhook.ts';
import { openReconcileBilling } from './open-billing.server.ts';
import { openDatabase } from './open-database.server.ts';
import { type Models, openModels } from './open-models.server.ts';
import { openProviderGate, openQueue, openRateLimiter } from './open-shared-state.server.ts';
import { type OpenedShopify, openShopify } from './open-shopify.server.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Shopify } from './shopify.server.ts';
import { makeFindBridgeKey } from './use-cases/bridge-keys.ts';
import { makeOpenWooConnection, openWooSecrets } from './use-cases/open-woo-connection.ts';
import { makePlatformRegistry } from './use-cases/platform-registry.ts';
import type { Ports } from './wire-ports.ts';
import { wireUseCases } from './wire-use-cases.ts';
import { makeWorkers, type Workers } from './wire-workers.ts';
import { withoutShopify } from './without-shopify.server.ts';

export interface Container {
  readonly log: Log;
  readonly models: Models;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly useCases: ReturnType<typeof wireUseCases>;
  readonly shopify: Shopify;
  readonly api: ApiDeps;
  /** Takes a webhook of Shopify in: verify, inbox row, message, 200. */
  readonly receiveShopifyWebhook: (request: Request) => Promise<Response>;
  /** Takes a webhook of a connected WooCommerce store in. */
  readonly receiveWooWebhook: (request: Request, connectionId: string) => Promise<Response>;
  /** What `/connect/woo/*` needs. */
  readonly wooConnect: WooConnectDeps;
  /** What a page may know. */
  readonly publicConfig: OpenedShopify['publicConfig'];
  /** Starts taking work; only the worker process calls it. */
  startWorkers(): Promise<Workers>;
  health(): Promise<{ readonly ok: boolean; readonly database: boolean }>;
  close(): Promise<void>;
}

declare module '@remix-run/node' {
  interface AppLoadContext {
    readonly container: Container;
  }
}

/** Builds everything a process of ours needs. Rejects, naming what is wrong, before anything is served. */
export const makeContainer = async (env: Env, process: 'web' | 'worker'): Promise<Container> => {
  const log = makePinoLog({ level: env.LOG_LEVEL, process });
  const { shopify: shopifyConfig, publicUrl } = choosePlatforms(env);
  const { database, close: closeDatabase } = await openDatabase(env, log);
  const queueBackend = openQueue(env, database.directUrl, log);
  await queueBackend.check();
  const queue = queueBackend.queue();
  const repositories = makeRepositories(database.prisma);
  const { stores, bridgeKeys, idempotencyKeys, wooConnections } = repositories;
  const keys = env.SOFTBOX_ENCRYPTION_KEYS ?? [await ensureLocalKey(env.SOFTBOX_DATA_DIR)];
  const keyring = makeKeyring({ keys, activeId: keys[0]?.id ?? '' });
  const fetcher = makeSsrfSafeFetcher({
    allowOrigins: [...(env.sandbox ? [env.sandbox.origin] : []), ...env.SOFTBOX_WOO_PRIVATE_SITES],
    selfSignedOrigins: env.SOFTBOX_WOO_SELF_SIGNED,
  });
  const guardedHttp = makeGuardedHttp({
    allowOrigins: env.SOFTBOX_WOO_PRIVATE_SITES,
    selfSignedOrigins: env.SOFTBOX_WOO_SELF_SIGNED,
    userAgent: `Softbox/${packageJson.version}`,
  });
  const clock = systemClock;
  const limits = openRateLimiter(env, repositories.rateAllowances, clock, log);
  const providers = openProviderGate(env, database, clock, log);

  const shopify = shopifyConfig
    ? openShopify(shopifyConfig, {
        ...repositories,
        database,
        keyring,
        queue,
        installStore: (input) => useCases.installStore(input),
        clock,
        newId,
        log,
      })
    : withoutShopify();
  const models = openModels(env, clock);
  const inspector = makeSharpInspector();
  const fidelityMeter = makeThreadedFidelityMeter();
  const ports: Ports = {
    clock,
    newId,
    sha256,
    log,
    random: Math.random,
    version: packageJson.version,
    queue,
    unitOfWork: makeUnitOfWork(database, makeRepositories),
    repositories,
    objectStore: makeDiskObjectStore(env.STORAGE_DIR),
    fetcher,
    inspector,
    cutOut: makeOnnxCutOut({
      modelPath: env.SOFTBOX_MODEL_PATH ?? join(env.SOFTBOX_MODEL_DIR, `${PINNED_MODEL.name}.onnx`),
      modelName: env.SOFTBOX_MODEL_PATH ? 'custom' : PINNED_MODEL.name,
      modelSha256: env.SOFTBOX_MODEL_SHA256 ?? PINNED_MODEL.sha256,
      threads: env.SOFTBOX_MODEL_THREADS,
    }),
    renderer: makeSharpRenderer(),
    compositor: makeCompositor({ inspector }),
    fidelityMeter,
    readDigitalSourceType,
    thumbnailer: makeSharpThumbnailer(),
    fitPicture: makeFitPicture(),
    readEditMask: makeReadEditMask(makeSharpInspector()),
    keyring,
    randomHex32: () => randomBytes(32).toString('hex'),
    platform: makePlatformRegistry({
      stores,
      platforms: {
        shopify: shopify.platform,
        woocommerce: makeWooStorePlatform({
          http: guardedHttp,
          sites: { accessOf: makeOpenWooConnection({ stores, wooConnections, keyring }) },
          clock,
          log,
        }),
      },
    }),
    woo: {
      sites: makeWooSites({ http: guardedHttp, log }),
      publicUrl,
      privateOrigins: env.SOFTBOX_WOO_PRIVATE_SITES,
      isSandboxSite: (siteUrl) =>
        env.SOFTBOX_SANDBOX && env.SOFTBOX_WOO_PRIVATE_SITES.includes(new URL(siteUrl).origin),
    },
    models: { ...models, choice: env.SOFTBOX_MODELS ?? DEFAULT_MODEL_CHOICE, offered: env.offeredModels },
    sceneSketches: makeSceneSketches(),
    providerGate: providers.gate,
    // the dispatcher lives in the workers and looks several times a second
    poke: () => {},
  };
  const useCases = wireUseCases(ports);
  const auth: AuthDeps = {
    now: clock.now,
    sessionTokens: shopify.sessionTokens,
    findShop: shopify.activeStore,
    findBridgeKey: makeFindBridgeKey({ bridgeKeys, keyring }),
    rememberNonce: (key, nonce) => bridgeKeys.rememberNonce(key, nonce, clock.now()),
  };
  return {
    log,
    models,
    clock,
    newId,
    useCases,
    shopify: shopify.app,
    receiveShopifyWebhook: shopify.receiveWebhook,
    receiveWooWebhook: makeReceiveWooWebhook({
      findConnection: async (id) => {
        const connection = await wooConnections.findForWebhook(id);
        const secrets = connection ? openWooSecrets(keyring, connection) : null;
        return connection && secrets ? { connection, webhookSecret: secrets.webhookSecret } : null;
      },
      inbox: repositories.webhookInbox,
      queue,
      clock,
      newId,
      log,
    }),
    wooConnect: { ...useCases.woo, auth, rateLimiter: limits.rateLimiter, publicUrl, log },
    publicConfig: shopify.publicConfig,
    api: {
      auth,
      idempotency: idempotencyKeys,
      rateLimiter: limits.rateLimiter,
      services: { ...useCases, now: clock.now },
      log,
    },
    startWorkers: () =>
      makeWorkers({
        ports,
        useCases,
        backend: queueBackend,
        repositories,
        sweepUnfinished: makeSweepUnfinished(env.STORAGE_DIR),
        reconcileBilling: openReconcileBilling(env, {
          database,
          providerCalls: repositories.providerCalls,
          clock,
          newId,
          log,
        }),
        concurrency: { images: env.WORKER_CONCURRENCY, store: env.STORE_CONCURRENCY },
      }),
    health: async () => {
      const answered = await database.pool.query('SELECT 1').then(
        () => true,
        () => false,
      );
      return { ok: answered, database: answered };
    },
    close: async () => {
      limits.close();
      providers.close();
      await queue.close();
      await queueBackend.close();
      await fetcher.close();
      await guardedHttp.close();
      await fidelityMeter.close();
      await ports.cutOut.dispose();
      await closeDatabase();
    },
  };
};
