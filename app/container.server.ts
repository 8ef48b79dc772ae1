/**
 * The composition root: the only file that joins ports to adapters. A process makes one container at boot and passes it to
 * what it runs (routes get it as Remix's load context); nothing else builds an adapter.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { makeBullmqBackend } from './adapters/bullmq/bullmq-backend.ts';
import { makeClaudeVisionModel } from './adapters/claude/vision-model.ts';
import { makeDiskObjectStore } from './adapters/disk/disk-object-store.ts';
import { ensureEmbeddedPostgres } from './adapters/embedded-postgres/ensure-embedded-postgres.ts';
import { makeGeminiClient } from './adapters/gemini/client.ts';
import { makeGeminiImageModel } from './adapters/gemini/image-model.ts';
import { makeGeminiVisionModel } from './adapters/gemini/vision-model.ts';
import { makeGuardedHttp } from './adapters/http-fetch/guarded-http.ts';
import { makeOpenExchange } from './adapters/http-fetch/provider-exchange.ts';
import { makeSsrfSafeFetcher } from './adapters/http-fetch/ssrf-safe-fetcher.ts';
import { makeTokenBucketLimiter } from './adapters/memory/token-bucket.ts';
import { newId } from './adapters/node/new-id.ts';
import { makePinoLog } from './adapters/node/pino-log.ts';
import { sha256 } from './adapters/node/sha256.ts';
import { systemClock } from './adapters/node/system-clock.ts';
import { makeOnnxCutOut } from './adapters/onnx/onnx-cut-out.ts';
import { PINNED_MODEL } from './adapters/onnx/pinned-model.ts';
import { makeOwnLibrary } from './adapters/own-pictures/own-library.ts';
import { makeAdvisoryLock } from './adapters/prisma/advisory-lock.ts';
import { checkDirectConnection } from './adapters/prisma/check-direct-connection.ts';
import { type Database, makeDatabase } from './adapters/prisma/client.ts';
import { openGateStates as openGateStatesOnPostgres } from './adapters/prisma/gate-states.ts';
import { migrate } from './adapters/prisma/migrate.ts';
import { makeRepositories } from './adapters/prisma/repositories.ts';
import { makeUnitOfWork } from './adapters/prisma/unit-of-work.ts';
import { connectRedis } from './adapters/redis/connect.ts';
import { openGateStates as openGateStatesOnRedis } from './adapters/redis/gate-states.ts';
import { makeRedisRateLimiter } from './adapters/redis/rate-limiter.ts';
import { makeKeyring } from './adapters/secrets/keyring.ts';
import { ensureLocalKey } from './adapters/secrets/local-key.ts';
import { makeSharpInspector } from './adapters/sharp/sharp-inspector.ts';
import { makeSharpRenderer } from './adapters/sharp/sharp-renderer.ts';
import { makeSharpThumbnailer } from './adapters/sharp/sharp-thumbnailer.ts';
import { readDigitalSourceType } from './adapters/sharp/xmp.ts';
import { makeAccessTokens } from './adapters/shopify/access-tokens.ts';
import { makeShopifyFetch } from './adapters/shopify/sandbox-config.ts';
import { makeShopifyStorePlatform } from './adapters/shopify/shopify-store-platform.ts';
import { makeEncryptedSessionStorage } from './adapters/shopify-sessions/encrypted-session-storage.ts';
import { makeUnsplashLibrary } from './adapters/unsplash/unsplash-library.ts';
import { makeWooSites } from './adapters/woocommerce/woo-sites.ts';
import { makeWooStorePlatform } from './adapters/woocommerce/woo-store-platform.ts';
import { gateRules } from './domain/providers/limits.ts';
import { BadEnvironment, type Env } from './env.server.ts';
import type { ApiDeps } from './http/api/handle-api.ts';
import type { AuthDeps } from './http/authenticate.ts';
import { makeReceiveShopifyWebhook } from './http/shopify-webhook.ts';
import type { WooConnectDeps } from './http/woo/handle-connect.ts';
import { makeReceiveWooWebhook } from './http/woo/receive-webhook.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { ImageModel } from './ports/image-model.ts';
import type { InspirationLibrary } from './ports/inspiration-library.ts';
import type { Log } from './ports/log.ts';
import type { RateAllowances } from './ports/repositories/rate-allowances.ts';
import type { VisionModel } from './ports/vision-model.ts';
import { appBridgeUrl, makeShopify, type Shopify } from './shopify.server.ts';
import { makeFindBridgeKey } from './use-cases/bridge-keys.ts';
import { makeOpenWooConnection, openWooSecrets } from './use-cases/open-woo-connection.ts';
import { makePlatformRegistry } from './use-cases/platform-registry.ts';
import { makeProviderGate } from './use-cases/provider-gate.ts';
import { makeInsuredRateLimiter, makeSharedRateLimiter } from './use-cases/share-rate-limits.ts';
import { type Ports, wireUseCases } from './wire-use-cases.ts';
import { makeWorkers, type Workers } from './wire-workers.ts';

/** Models and libraries of the providers that are configured; empty lists where none is. */
export interface Models {
  readonly images: readonly ImageModel[];
  readonly vision: readonly VisionModel[];
  /** Our own set where no library is configured. */
  readonly inspiration: InspirationLibrary;
}

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
  readonly publicConfig: {
    readonly apiKey: string;
    readonly appBridgeUrl: string;
    readonly isSandbox: boolean;
  };
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

/** Requests that a quiet caller of the job API may make at once, and how many a second after that. */
const API_ALLOWANCE = { burst: 120, perSecond: 20 };

/** Database, migrated, with everything that was checked about it. */
const openDatabase = async (env: Env, log: Log) => {
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

/** The Shopify side needs its three variables; there is no half of it. */
const shopifyConfig = (env: Env) => {
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, SHOPIFY_APP_URL: appUrl } = env;
  const missing = Object.entries({
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: appUrl,
  })
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (apiKey === undefined || apiSecret === undefined || appUrl === undefined) {
    throw new BadEnvironment(
      `The environment cannot be used:\n  ${missing.join(', ')}: not set. See .env.example.`,
    );
  }
  return { apiKey, apiSecret, appUrl, scopes: env.SCOPES, sandbox: env.sandbox };
};

const openQueue = (env: Env, directUrl: string, log: Log) =>
  env.REDIS_URL === undefined
    ? makeBullmqBackend({
        home: { kind: 'postgres', connectionString: directUrl },
        log,
        variable: env.DATABASE_DIRECT_URL ? 'DATABASE_DIRECT_URL' : 'DATABASE_URL',
      })
    : makeBullmqBackend({ home: { kind: 'redis', url: env.REDIS_URL }, log, variable: 'REDIS_URL' });

/** One allowance for all web processes: in Redis where there is one, else in the database. */
const openRateLimiter = (env: Env, allowances: RateAllowances, clock: Clock, log: Log) => {
  const redis = env.REDIS_URL === undefined ? null : connectRedis(env.REDIS_URL, log);
  const shared =
    redis === null
      ? makeSharedRateLimiter(allowances, API_ALLOWANCE)
      : makeRedisRateLimiter(redis, API_ALLOWANCE);
  return {
    rateLimiter: makeInsuredRateLimiter(shared, makeTokenBucketLimiter(API_ALLOWANCE, clock), log),
    close: () => redis?.disconnect(),
  };
};

const openModels = ({ gemini, claude, unsplash }: Env, clock: Clock): Models => {
  const openExchange = makeOpenExchange(fetch);
  const deps = gemini && {
    client: makeGeminiClient(gemini),
    openExchange,
    clock,
    isPlaceholder: gemini.sandboxOrigin !== null,
  };
  return {
    images: deps ? [makeGeminiImageModel(deps)] : [],
    vision: [
      ...(claude ? [makeClaudeVisionModel({ access: claude, openExchange, clock })] : []),
      ...(deps ? [makeGeminiVisionModel(deps)] : []),
    ],
    inspiration: unsplash
      ? makeUnsplashLibrary({ access: unsplash, openExchange, clock })
      : makeOwnLibrary('/'),
  };
};

/** The providers' limits, shared by all workers: in Redis where there is one, else in the database. */
const openProviderGate = (env: Env, database: Database, clock: Clock, log: Log) => {
  const redis = env.REDIS_URL === undefined ? null : connectRedis(env.REDIS_URL, log);
  const gate = makeProviderGate({
    states: redis === null ? openGateStatesOnPostgres(database) : openGateStatesOnRedis(redis),
    rulesOf: (key) => gateRules(env.SOFTBOX_PROVIDER_LIMITS ?? {}, key),
    newId,
    sleep: (ms) => clock.sleep(ms),
    random: Math.random,
  });
  return { gate, close: () => redis?.disconnect() };
};

/** Builds everything a process of ours needs. Rejects, naming what is wrong, before anything is served. */
export const makeContainer = async (env: Env, process: 'web' | 'worker'): Promise<Container> => {
  const log = makePinoLog({ level: env.LOG_LEVEL, process });
  const config = shopifyConfig(env);
  const { database, close: closeDatabase } = await openDatabase(env, log);
  const queueBackend = openQueue(env, database.directUrl, log);
  await queueBackend.check();
  const queue = queueBackend.queue();
  const repositories = makeRepositories(database.prisma);
  const { stores, sessionRows, bridgeKeys, idempotencyKeys, wooConnections } = repositories;
  const publicUrl = (env.SOFTBOX_PUBLIC_URL ?? config.appUrl).replace(/\/+$/, '');
  const keys = env.SOFTBOX_ENCRYPTION_KEYS ?? [await ensureLocalKey(env.SOFTBOX_DATA_DIR)];
  const keyring = makeKeyring({ keys, activeId: keys[0]?.id ?? '' });
  const sessions = makeEncryptedSessionStorage(sessionRows, keyring);
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

  const activeStore = async (shop: string) => {
    const store = await stores.findByExternalId('shopify', shop);
    return store?.status === 'active' ? store : null;
  };
  const access = makeAccessTokens({
    sessions,
    lock: makeAdvisoryLock(database),
    shopOf: async (storeId) => {
      const store = await stores.get(storeId);
      return store?.status === 'active' ? store.externalId : null;
    },
    fetch: makeShopifyFetch(fetch, env.sandbox),
    apiKey: config.apiKey,
    apiSecret: config.apiSecret,
    clock,
    log,
  });
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
    inspector: makeSharpInspector(),
    cutOut: makeOnnxCutOut({
      modelPath: env.SOFTBOX_MODEL_PATH ?? join(env.SOFTBOX_MODEL_DIR, `${PINNED_MODEL.name}.onnx`),
      modelName: env.SOFTBOX_MODEL_PATH ? 'custom' : PINNED_MODEL.name,
      modelSha256: env.SOFTBOX_MODEL_SHA256 ?? PINNED_MODEL.sha256,
      threads: env.SOFTBOX_MODEL_THREADS,
    }),
    renderer: makeSharpRenderer(),
    readDigitalSourceType,
    thumbnailer: makeSharpThumbnailer(),
    keyring,
    randomHex32: () => randomBytes(32).toString('hex'),
    platform: makePlatformRegistry({
      stores,
      platforms: {
        shopify: makeShopifyStorePlatform({ fetch, access, sandbox: env.sandbox, clock, log }),
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
    providerGate: providers.gate,
    // the dispatcher lives in the workers and looks several times a second
    poke: () => {},
  };
  const useCases = wireUseCases(ports);
  const shopify = makeShopify(config, {
    fetch,
    sessionStorage: sessions,
    storeOf: activeStore,
    onInstalled: (shop) =>
      useCases.installStore({
        platform: 'shopify',
        externalId: shop,
        isSandbox: env.sandbox !== null,
      }),
    log,
  });
  const auth: AuthDeps = {
    now: clock.now,
    sessionTokens: { clientId: config.apiKey, clientSecrets: [config.apiSecret] },
    findShop: activeStore,
    findBridgeKey: makeFindBridgeKey({ bridgeKeys, keyring }),
    rememberNonce: (key, nonce) => bridgeKeys.rememberNonce(key, nonce, clock.now()),
  };
  return {
    log,
    models: openModels(env, clock),
    clock,
    newId,
    useCases,
    shopify,
    receiveShopifyWebhook: makeReceiveShopifyWebhook({
      inbox: repositories.webhookInbox,
      queue,
      clientSecrets: [config.apiSecret],
      clock,
      newId,
      log,
    }),
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
    publicConfig: {
      apiKey: config.apiKey,
      appBridgeUrl: appBridgeUrl(env.sandbox),
      isSandbox: env.sandbox !== null,
    },
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
      await ports.cutOut.dispose();
      await closeDatabase();
    },
  };
};
