import type { ShopState } from '../state/types.ts';
import type { SandboxShopify } from '../types.ts';
import type { Bundler } from './bundle.ts';

/** The one app that can be installed in the sandbox's stores, as the Admin names it. */
export type AppIdentity = {
  name: string;
  /** The last part of `/store/{shop}/apps/{handle}`; the client id works there too. */
  handle: string;
  /** Signs the launch address of the frame (`hmac`). */
  clientSecret: string;
};

export type AdminUiDeps = {
  sandbox: SandboxShopify;
  app: AppIdentity;
  bundle: Bundler;
  now: () => number;
  /** Asks whether the app's server is up; real `fetch` but in tests. */
  fetch: typeof globalThis.fetch;
};

/** What a page of one store is given. */
export type StoreView = AdminUiDeps & {
  shop: ShopState;
  /** `example` of `example.myshopify.com`; the name in addresses. */
  shopName: string;
  url: URL;
};

export function shopNameOf(domain: string): string {
  return domain.replace(/\.myshopify\.com$/i, '');
}

/** An address within the store's Admin; each part is encoded. */
export function storePath(view: Pick<StoreView, 'shopName'>, ...parts: (string | number)[]): string {
  return `/store/${[view.shopName, ...parts].map((part) => encodeURIComponent(part)).join('/')}`;
}

export function isAppInstalled(view: Pick<StoreView, 'shop' | 'sandbox'>): boolean {
  return installationOf(view) !== undefined;
}

export function installationOf(view: Pick<StoreView, 'shop' | 'sandbox'>) {
  return view.shop.installations
    .all()
    .findLast((row) => row.clientId === view.sandbox.clientId && row.uninstalledAt === null);
}
