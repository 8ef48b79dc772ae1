import { BadEnvironment, type Env } from './env.server.ts';
import type { ShopifyConfig } from './shopify.server.ts';

export interface ChosenPlatforms {
  /** Null: this installation is for WooCommerce only. */
  readonly shopify: ShopifyConfig | null;
  /** Where sites and merchants reach us, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * Which platforms this installation serves. Shopify takes its three variables, all or none of them; WooCommerce takes an
 * address, its own or Shopify's. Throws `BadEnvironment` that names the choice when there is neither.
 */
export const choosePlatforms = (env: Env): ChosenPlatforms => {
  const { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, SHOPIFY_APP_URL: appUrl } = env;
  const given = { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, SHOPIFY_APP_URL: appUrl };
  const missing = Object.entries(given)
    .filter(([, value]) => value === undefined)
    .map(([name]) => name);
  if (apiKey !== undefined && apiSecret !== undefined && appUrl !== undefined) {
    return {
      shopify: { apiKey, apiSecret, appUrl, scopes: env.SCOPES, sandbox: env.sandbox },
      publicUrl: (env.SOFTBOX_PUBLIC_URL ?? appUrl).replace(/\/+$/, ''),
    };
  }
  const none = missing.length === Object.keys(given).length;
  if (none && env.SOFTBOX_PUBLIC_URL !== undefined) {
    return { shopify: null, publicUrl: env.SOFTBOX_PUBLIC_URL.replace(/\/+$/, '') };
  }
  const way = none
    ? 'No platform is set up. For WooCommerce only, set SOFTBOX_PUBLIC_URL instead.'
    : 'Set all three for Shopify; unset all three, and set SOFTBOX_PUBLIC_URL, for WooCommerce only.';
  throw new BadEnvironment(
    `The environment cannot be used:\n  ${missing.join(', ')}: not set. See .env.example.\n  ${way}`,
  );
};
