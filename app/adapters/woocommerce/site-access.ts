import type { Result } from '#app/domain/result.ts';
import type { WooSiteAddress } from '#app/domain/woo-site.ts';

/** A site and a key that it takes. */
export interface SiteAccess {
  readonly address: WooSiteAddress;
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/** A connected store's site. `siteId`: the plugin's own id of the site that was connected. */
export interface ConnectedSite extends SiteAccess {
  readonly siteId: string;
}

export interface ConnectedSites {
  /** Failures: store-disconnected, store-unauthorized. */
  accessOf(storeId: string): Promise<Result<ConnectedSite>>;
}
