import '@shopify/shopify-app-remix/server/adapters/node';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { offlineId, tokenLock } from './adapters/shopify/access-tokens.ts';
import { type FetchBounds, makeBoundedFetch } from './adapters/shopify/bounded-fetch.ts';
import { makeShopifyFetch, type SandboxConfig } from './adapters/shopify/sandbox-config.ts';
import { makeOneExchange } from './http/one-exchange.ts';
import type { Lock } from './ports/lock.ts';
import type { Log } from './ports/log.ts';
import type { Store } from './ports/repositories/stores.ts';

export interface ShopifyConfig {
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where the platform reaches us, without a path. */
  readonly appUrl: string;
  readonly scopes: readonly string[];
  /** Null: the real Shopify. */
  readonly sandbox: SandboxConfig | null;
}

export interface ShopifyDeps {
  readonly fetch: typeof fetch;
  /** Of the library's own calls; its default when not given. */
  readonly callBounds?: FetchBounds;
  readonly sessionStorage: SessionStorage;
  /** Called after every token exchange: a first install, a reinstall, or a renewal. Idempotent. */
  readonly onInstalled: (shop: string) => Promise<unknown>;
  /** The active store of a shop. */
  readonly storeOf: (shop: string) => Promise<Store | null>;
  /** Orders exchanges of tokens over all processes. */
  readonly lock: Lock;
  readonly log: Log;
}

/** Who is at the screen, proven by App Bridge's session token. */
export interface AdminCaller {
  readonly store: Store;
  /** For the audit log. */
  readonly actor: string;
}

export interface Shopify {
  /**
   * Authenticates a request of the embedded app. Throws the library's own `Response` (bounce page, redirect, 401 with a
   * retry header), as Remix expects of a loader.
   */
  authenticateAdmin(request: Request): Promise<AdminCaller>;
  /** Adds the headers that let the Admin, and nobody else, frame the app. */
  addDocumentResponseHeaders(request: Request, headers: Headers): void;
}

/** With less life than this the library exchanges a token for a new one (6.0.1, ensure-offline-token-is-not-expired). */
const DUE_MS = 5 * 60_000;

const PLATFORM_APP_BRIDGE = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

/** App Bridge for the pages we render ourselves. */
export const appBridgeUrl = (sandbox: SandboxConfig | null): string =>
  sandbox?.appBridgeUrl ?? PLATFORM_APP_BRIDGE;

/**
 * The embedded app by Shopify's own library: token exchange (no OAuth redirects) and expiring offline tokens, both of which
 * are off by default in shopify-app-remix 6.0.1.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange
 */
export const makeShopify = (config: ShopifyConfig, deps: ShopifyDeps): Shopify => {
  // The library calls shops by a fetch without bounds (shopify-api 15, runtime/http); in the sandbox it must also go to the
  // stand-in. There is one such fetch for the whole process.
  setAbstractFetchFunc(makeBoundedFetch(makeShopifyFetch(deps.fetch, config.sandbox), deps.callBounds));
  const app = shopifyApp({
    apiKey: config.apiKey,
    apiSecretKey: config.apiSecret,
    appUrl: config.appUrl,
    scopes: [...config.scopes],
    apiVersion: ApiVersion.October26,
    authPathPrefix: '/auth',
    sessionStorage: deps.sessionStorage,
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    // its debug level prints session tokens, so it is never switched on
    logger: {
      level: LogSeverity.Warning,
      log: async (severity, message) =>
        deps.log.warn({ severity, source: 'shopify library' }, message.slice(0, 500)),
    },
    hooks: {
      afterAuth: async ({ session }) => {
        await deps.onInstalled(session.shop);
      },
    },
  });
  const oneExchange = makeOneExchange({
    sessionTokens: { clientId: config.apiKey, clientSecrets: [config.apiSecret] },
    hasLastingToken: async (shop) => {
      const session = await deps.sessionStorage.loadSession(offlineId(shop));
      return session?.isActive(undefined, DUE_MS) ?? false;
    },
    alone: (shop, work) => deps.lock.withLock(tokenLock(shop), work),
    now: () => new Date(),
  });
  return {
    async authenticateAdmin(request) {
      const { session, sessionToken } = await oneExchange(request, () => app.authenticate.admin(request));
      // a store that was removed here while its session lived: the next token exchange makes it again
      const store = (await deps.storeOf(session.shop)) ?? (await reinstalled(deps, session.shop));
      const user = sessionToken?.sub;
      return { store, actor: user ? `shopify-user:${user}` : `shopify:${session.shop}` };
    },
    addDocumentResponseHeaders(request, headers) {
      app.addDocumentResponseHeaders(request, headers);
      if (config.sandbox) letSandboxFrame(headers, config.sandbox);
    },
  };
};

const reinstalled = async (deps: ShopifyDeps, shop: string): Promise<Store> => {
  await deps.onInstalled(shop);
  const store = await deps.storeOf(shop);
  if (!store) throw new Error(`the store of ${shop} could not be made`);
  return store;
};

/**
 * The library's frame-ancestors and preload header name Shopify's hosts only (6.0.1, add-response-headers); the sandbox's
 * Admin is added, its App Bridge preloaded. Delete when the library takes both from its configuration.
 */
const letSandboxFrame = (headers: Headers, sandbox: SandboxConfig): void => {
  const policy = headers.get('Content-Security-Policy');
  if (policy?.includes('frame-ancestors')) {
    headers.set(
      'Content-Security-Policy',
      policy.replace('frame-ancestors', `frame-ancestors ${sandbox.origin}`),
    );
  }
  if (headers.has('Link')) headers.set('Link', `<${sandbox.appBridgeUrl}>; rel="preload"; as="script";`);
};
