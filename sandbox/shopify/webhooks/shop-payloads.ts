import { gid } from '../gid.ts';
import type { ShopState } from '../state/types.ts';
import { restTime } from './product-payload.ts';

/** Body of `app/uninstalled`: the shop. Source: https://shopify.dev/docs/api/webhooks (app/uninstalled). */
export function shopPayload(shop: ShopState): Record<string, unknown> {
  const { record } = shop;
  return {
    id: record.id,
    name: record.name,
    email: record.email,
    domain: record.domain,
    myshopify_domain: record.domain,
    shop_owner: record.ownerName,
    currency: record.currencyCode,
    plan_name: 'basic',
    plan_display_name: record.planName,
    created_at: restTime(record.createdAt),
    admin_graphql_api_id: gid('Shop', record.id),
  };
}

/** Body of `app/scopes_update`. Source: https://shopify.dev/docs/api/webhooks (app/scopes_update). */
export function scopesPayload(
  appId: string,
  previous: string[],
  current: string[],
  at: number,
): Record<string, unknown> {
  return { id: appId, previous, current, updated_at: new Date(at).toISOString() };
}

export type ComplianceTopic = 'shop/redact' | 'customers/redact' | 'customers/data_request';

/** Source: https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
export function compliancePayload(shop: ShopState, topic: ComplianceTopic): Record<string, unknown> {
  const whose = { shop_id: shop.record.id, shop_domain: shop.record.domain };
  const customer = { id: 191_167, email: 'john@example.com', phone: '555-625-1199' };
  switch (topic) {
    case 'shop/redact':
      return whose;
    case 'customers/redact':
      return { ...whose, customer, orders_to_redact: [299_938, 280_263, 220_458] };
    case 'customers/data_request':
      return {
        ...whose,
        orders_requested: [299_938, 280_263, 220_458],
        customer,
        data_request: { id: 9999 },
      };
  }
}
