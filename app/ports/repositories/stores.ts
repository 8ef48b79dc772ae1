import type { ExternalId } from '../../domain/ids.ts';

export type Platform = 'shopify' | 'woocommerce';

/** A tenant: one Shopify shop or one WooCommerce site. */
export interface Store {
  readonly id: string;
  readonly platform: Platform;
  /** Shopify: the myshopify.com domain. WooCommerce: the site's canonical URL. */
  readonly externalId: ExternalId;
  readonly name: string;
  readonly status: 'active' | 'uninstalled';
  /** It lives on our stand-in. */
  readonly isSandbox: boolean;
  /** ISO 4217. */
  readonly currency: string;
  /** Shopify's access scopes, as it said last; empty: not known, or the platform has none. */
  readonly grantedScopes: readonly string[];
  readonly installedAt: Date;
  readonly uninstalledAt: Date | null;
  readonly lastSyncedAt: Date | null;
}

export interface StoreInstall {
  /** Id it gets when it is new. */
  readonly id: string;
  readonly platform: Platform;
  readonly externalId: ExternalId;
  readonly name: string;
  readonly currency: string;
  readonly isSandbox: boolean;
  readonly now: Date;
}

/** What the platform says of a store; what is left out stays as it is. */
export interface StoreFacts {
  readonly name?: string;
  readonly currency?: string;
  readonly grantedScopes?: readonly string[];
}

export interface Stores {
  get(storeId: string): Promise<Store | null>;
  /**
   * Looks a store up by the name its platform knows it by. For those who have just proven that name (a session token, a
   * signed webhook) and need its storeId; also finds uninstalled ones.
   */
  findByExternalId(platform: Platform, externalId: ExternalId): Promise<Store | null>;
  /** Makes the store, or makes it active again with everything it had. */
  install(install: StoreInstall): Promise<Store>;
  /** False when there is no such store, or it was uninstalled already. */
  markUninstalled(storeId: string, now: Date): Promise<boolean>;
  /** A sweep: WooCommerce stores that were disconnected before this moment and not connected again. */
  longDisconnected(before: Date, limit: number): Promise<readonly string[]>;
  /**
   * Takes the name from a store that is to be erased, so that nobody comes back to it half deleted. False when it was not
   * uninstalled before this moment. Doing it again is fine.
   */
  retire(storeId: string, uninstalledBefore: Date): Promise<boolean>;
  /** False when there is no such store. */
  markSynced(storeId: string, now: Date): Promise<boolean>;
  update(storeId: string, facts: StoreFacts): Promise<boolean>;
}
