import { z } from 'zod';
import type { ExternalId } from './ids.ts';
import type { Message } from './message.ts';

/** What a webhook of a store's platform means to us. Only ids: the rest of a payload may be old by the time it is handled. */
export type WebhookEvent =
  | { readonly kind: 'product-touched'; readonly productExternalId: ExternalId }
  | { readonly kind: 'uninstalled' }
  | { readonly kind: 'scopes-changed'; readonly scopes: readonly string[] }
  /** We keep nothing about customers, so there is nothing to hand over or to erase. */
  | { readonly kind: 'customer-request' }
  | { readonly kind: 'erase-store' }
  | { readonly kind: 'unknown' };

/** Topics that shopify.app.toml subscribes to. */
export const SHOPIFY_TOPICS = [
  'app/uninstalled',
  'app/scopes_update',
  'products/create',
  'products/update',
  'products/delete',
  'customers/data_request',
  'customers/redact',
  'shop/redact',
] as const;

/** `products/delete` carries the number alone. */
const product = z.object({
  admin_graphql_api_id: z.string().max(200).optional(),
  id: z.number().int().optional(),
});
const scopes = z.object({ current: z.array(z.string().max(100)).max(200) });

/**
 * The part of a payload that handling needs, and nothing else: customers' names and addresses in a compliance webhook are
 * never stored.
 */
export const keepOfShopifyPayload = (topic: string, payload: unknown): Record<string, unknown> => {
  if (topic.startsWith('products/')) return product.safeParse(payload).data ?? {};
  if (topic === 'app/scopes_update') return scopes.safeParse(payload).data ?? {};
  return {};
};

/** Reads what was kept. */
export const readShopifyEvent = (topic: string, kept: unknown): WebhookEvent => {
  switch (topic) {
    case 'products/create':
    case 'products/update':
    case 'products/delete': {
      const { data } = product.safeParse(kept);
      const id = data?.admin_graphql_api_id ?? (data?.id ? `gid://shopify/Product/${data.id}` : null);
      return id ? { kind: 'product-touched', productExternalId: id } : { kind: 'unknown' };
    }
    case 'app/uninstalled':
      return { kind: 'uninstalled' };
    case 'app/scopes_update':
      return { kind: 'scopes-changed', scopes: scopes.safeParse(kept).data?.current ?? [] };
    case 'customers/data_request':
    case 'customers/redact':
      return { kind: 'customer-request' };
    case 'shop/redact':
      return { kind: 'erase-store' };
    default:
      return { kind: 'unknown' };
  }
};

/** A variation's change is its product's: the payload names both. A deletion carries the id alone. */
const wooProduct = z.object({
  id: z.int().positive(),
  parent_id: z.int().nonnegative().optional().catch(undefined),
});

/** What of a WooCommerce payload handling needs. */
export const keepOfWooPayload = (topic: string, payload: unknown): Record<string, unknown> => {
  if (!topic.startsWith('product.')) return {};
  const { data } = wooProduct.safeParse(payload);
  return data ? { productId: data.parent_id || data.id } : {};
};

const readWooEvent = (topic: string, kept: unknown): WebhookEvent => {
  const { data } = z.object({ productId: z.int().positive() }).safeParse(kept);
  return topic.startsWith('product.') && data
    ? { kind: 'product-touched', productExternalId: String(data.productId) }
    : { kind: 'unknown' };
};

/** Reads what was kept of a delivery of any platform. */
export const readWebhookEvent = (
  platform: 'shopify' | 'woocommerce',
  topic: string,
  kept: unknown,
): WebhookEvent => (platform === 'shopify' ? readShopifyEvent(topic, kept) : readWooEvent(topic, kept));

/** A delivery belongs to no store until it is handled; a message names one all the same. */
const NO_STORE = '00000000-0000-0000-0000-000000000000';

export const webhookMessage = (deliveryRowId: string): Message => ({
  v: 1,
  kind: 'webhook-inbox',
  storeId: NO_STORE,
  id: deliveryRowId,
});
