import { makeAdvisoryLock } from './adapters/prisma/advisory-lock.ts';
import type { Database } from './adapters/prisma/client.ts';
import { makeAccessTokens } from './adapters/shopify/access-tokens.ts';
import { makeShopifyFetch } from './adapters/shopify/sandbox-config.ts';
import { makeShopifyStorePlatform } from './adapters/shopify/shopify-store-platform.ts';
import { makeEncryptedSessionStorage } from './adapters/shopify-sessions/encrypted-session-storage.ts';
import type { AuthDeps } from './http/authenticate.ts';
import { makeReceiveShopifyWebhook } from './http/shopify-webhook.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { Keyring } from './ports/keyring.ts';
import type { Log } from './ports/log.ts';
import type { Queue } from './ports/queue.ts';
import type { SessionRows } from './ports/repositories/session-rows.ts';
import type { Store, Stores } from './ports/repositories/stores.ts';
import type { WebhookInbox } from './ports/repositories/webhook-inbox.ts';
import type { StorePlatform } from './ports/store-platform.ts';
import { appBridgeUrl, makeShopify, type Shopify, type ShopifyConfig } from './shopify.server.ts';
import type { InstallStore } from './use-cases/install-store.ts';

/** What the container needs of Shopify, whether it is set up or not. */
export interface OpenedShopify {
  /** The active store of a shop's domain. */
  readonly activeStore: (shop: string) => Promise<Store | null>;
  readonly sessionTokens: AuthDeps['sessionTokens'];
  /** Null: no store of Shopify can be reached. */
  readonly platform: StorePlatform | null;
  readonly app: Shopify;
  readonly receiveWebhook: (request: Request) => Promise<Response>;
  readonly publicConfig: {
    /** Null, both: pages load no App Bridge. */
    readonly apiKey: string | null;
    readonly appBridgeUrl: string | null;
    readonly isSandbox: boolean;
  };
}

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
export const openShopify = (config: ShopifyConfig, deps: ShopifySideDeps): OpenedShopify => {
  const { stores, clock, log } = deps;
  const sessions = makeEncryptedSessionStorage(deps.sessionRows, deps.keyring);
  const activeStore = async (shop: string) => {
    const store = await stores.findByExternalId('shopify', shop);
    return store?.status === 'active' ? store : null;
  };
  const lock = makeAdvisoryLock(deps.database);
  const access = makeAccessTokens({
    sessions,
    lock,
    shopOf: async (storeId) => {
      const store = await stores.get(storeId);
      return store?.status === 'active' ? store.externalId : null;
    },
    fetch: makeShopifyFetch(fetch, config.sandbox),
    apiKey: config.apiKey,
    apiSecret: config.apiSecret,
    clock,
    log,
  });
  return {
    activeStore,
    sessionTokens: { clientId: config.apiKey, clientSecrets: [config.apiSecret] },
    platform: makeShopifyStorePlatform({ fetch, access, sandbox: config.sandbox, clock, log }),
    app: makeShopify(config, {
      fetch,
      sessionStorage: sessions,
      storeOf: activeStore,
      onInstalled: (shop) =>
        deps.installStore({ platform: 'shopify', externalId: shop, isSandbox: config.sandbox !== null }),
      lock,
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
      appBridgeUrl: appBridgeUrl(config.sandbox),
      isSandbox: config.sandbox !== null,
    },
  };
};
