import type { Result } from '../domain/result.ts';
import type { WooTopic } from '../domain/woo-health.ts';
import type { WooSiteAddress } from '../domain/woo-site.ts';
import type { CallOptions } from './store-platform.ts';

/** A WooCommerce REST key. */
export interface WooKey {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/** What a site says of itself, by the plugin. */
export interface WooSiteFacts {
  readonly siteId: string;
  readonly url: string;
  readonly restUrl: string;
  readonly name: string;
  readonly currency: string;
  readonly pluginVersion: string;
  /** The challenge of a connect that the site has begun and not finished. */
  readonly pending: string | null;
}

/** A webhook of ours at a site. `paused`: by the owner; `disabled`: by WooCommerce, because it kept failing. */
export interface WooWebhook {
  readonly id: number;
  readonly topic: WooTopic;
  readonly status: 'active' | 'paused' | 'disabled';
}

/**
 * What connecting a WooCommerce site takes. The addresses are somebody else's, so the guard of all such calls applies. Failures
 * are those of `StorePlatform`, and url-forbidden.
 */
export interface WooSites {
  readFacts(address: WooSiteAddress, key: WooKey, options?: CallOptions): Promise<Result<WooSiteFacts>>;
  /** Redeems the one-time code of a pairing. Failure: forbidden (the code is wrong, used, or too old). */
  redeemCode(
    address: WooSiteAddress,
    code: string,
    options?: CallOptions,
  ): Promise<Result<{ readonly key: WooKey; readonly facts: WooSiteFacts }>>;
  /** Those that deliver to this address. */
  listWebhooks(
    address: WooSiteAddress,
    key: WooKey,
    deliveryUrl: string,
    options?: CallOptions,
  ): Promise<Result<readonly WooWebhook[]>>;
  /**
   * Makes sure that there is one active webhook per topic: makes those that are missing, makes anew those that were disabled
   * (their count of failures would disable them at the next), leaves paused ones. Gives all that are there afterwards.
   */
  ensureWebhooks(
    address: WooSiteAddress,
    key: WooKey,
    wanted: { readonly deliveryUrl: string; readonly secret: string; readonly renewSecret: boolean },
    options?: CallOptions,
  ): Promise<Result<readonly WooWebhook[]>>;
  /** Those that were there are gone afterwards. */
  deleteWebhooks(
    address: WooSiteAddress,
    key: WooKey,
    ids: readonly number[],
    options?: CallOptions,
  ): Promise<Result<void>>;
  /** Has the plugin delete these webhooks, the key and its bridge key. Failure: store-disconnected when it is gone. */
  disconnect(
    address: WooSiteAddress,
    key: WooKey,
    webhookIds: readonly number[],
    options?: CallOptions,
  ): Promise<Result<void>>;
}
