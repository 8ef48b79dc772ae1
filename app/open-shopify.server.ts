import { makeAdvisoryLock } from './adapters/prisma/advisory-lock.ts';
import type { Database } from './adapters/prisma/client.ts';
import { makeAccessTokens } from './adapters/shopify/access-tokens.ts';
import { makeShopifyFetch } from './adapters/shopify/sandbox-config.ts';
import { makeShopifyStorePlatform } from './adapters/shopify/shopify-store-platform.ts';
import { makeEncryptedSessionStorage } from './adapters/shopify-sessions/encrypted-session-storage.ts';
import { BadEnvironment, type Env } from './env.server.ts';
import { makeReceiveShopifyWebhook } from './http/shopify-webhook.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { Keyring } from './ports/keyring.ts';
import type { Log } from './ports/log.ts';
import type { Queue } from './ports/queue.ts';
import type { SessionRows } from './ports/repositories/session-rows.ts';
import type { Stores } from './ports/repositories/stores.ts';
import type { WebhookInbox } from './ports/repositories/webhook-inbox.ts';
import { appBridgeUrl, makeShopify } from './shopify.server.ts';
import type { InstallStore } from './use-cases/install-store.ts';

/** The Shopify side needs its three variables; there is no half of it. */
export const shopifyConfig = (env: Env) => {
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

export interface ShopifySideDeps {
  readonly database: Database;
  readonly stores: Stores;
  readonly sessionRows: SessionRows;
  readonly webhookInbox: WebhookInbox;
  readonly keyring: Keyring;
  readonly queue: Queue;
  /** Called at an installation, which is after everything is joined. */
  readonly installStore: InstallStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
}

/** Everything there is of Shopify: its stores' platform, the embedded app, its webhooks, its session tokens. */
export const openShopify = (env: Env, deps: ShopifySideDeps) => {
  const { stores, clock, log } = deps;
  const config = shopifyConfig(env);
  const sessions = makeEncryptedSessionStorage(deps.sessionRows, deps.keyring);
  const activeStore = async (shop: string) => {
    const store = await stores.findByExternalId('shopify', shop);
    return store?.status === 'active' ? store : null;
  };
  const access = makeAccessTokens({
    sessions,
    lock: makeAdvisoryLock(deps.database),
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
  return {
    activeStore,
    sessionTokens: { clientId: config.apiKey, clientSecrets: [config.apiSecret] },
    platform: makeShopifyStorePlatform({ fetch, access, sandbox: env.sandbox, clock, log }),
    app: makeShopify(config, {
      fetch,
      sessionStorage: sessions,
      storeOf: activeStore,
      onInstalled: (shop) =>
        deps.installStore({ platform: 'shopify', externalId: shop, isSandbox: env.sandbox !== null }),
      log,
    }),
    receiveWebhook: makeReceiveShopifyWebhook({
      inbox: deps.webhookInbox,
      queue: deps.queue,
      clientSecrets: [config.apiSecret],
      clock,
      newId: deps.newId,
      log,
    }),
    publicConfig: {
      apiKey: config.apiKey,
      appBridgeUrl: appBridgeUrl(env.sandbox),
      isSandbox: env.sandbox !== null,
    },
  };
};
