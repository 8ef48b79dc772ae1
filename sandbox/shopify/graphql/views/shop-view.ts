import { gid } from '../../gid.ts';
import type { Context, View } from '../context.ts';
import { metafieldFields } from './metafield-view.ts';

export function moneyView(context: Context, amount: string): View {
  return { __typename: 'MoneyV2', amount, currencyCode: context.shop.record.currencyCode };
}

export function shopView(context: Context): View {
  const { record } = context.shop;
  const id = gid('Shop', record.id);
  const url = `https://${record.domain}`;
  return {
    __typename: 'Shop',
    id,
    name: record.name,
    description: null,
    email: record.email,
    contactEmail: record.email,
    shopOwnerName: record.ownerName,
    myshopifyDomain: record.domain,
    url,
    primaryDomain: {
      __typename: 'Domain',
      id: gid('Domain', record.id),
      host: record.domain,
      url,
      sslEnabled: true,
    },
    plan: {
      __typename: 'ShopPlan',
      displayName: record.planName,
      publicDisplayName: record.planName,
      partnerDevelopment: true,
      shopifyPlus: false,
    },
    currencyCode: record.currencyCode,
    ianaTimezone: 'Etc/UTC',
    timezoneAbbreviation: 'UTC',
    timezoneOffset: '+0000',
    timezoneOffsetMinutes: 0,
    unitSystem: 'METRIC_SYSTEM',
    weightUnit: 'KILOGRAMS',
    createdAt: record.createdAt,
    translations: [],
    ...metafieldFields(context, id),
  };
}
