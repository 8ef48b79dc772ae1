import { validate as isUuid } from 'uuid';
import type { Stores } from '#app/ports/repositories/stores.ts';

/** What a WooCommerce store is known by: host and folder of its site. */
const siteOf = (name: string): string => name.replace(/^https?:\/\//, '').replace(/\/+$/, '');

/** The id itself, or the store that its platform knows by this name; what is neither is left to the use case to miss. */
export const storeIdOf = async (
  stores: Pick<Stores, 'findByExternalId'>,
  name: string,
): Promise<string | null> => {
  if (isUuid(name)) return name;
  const store =
    (await stores.findByExternalId('shopify', name)) ??
    (await stores.findByExternalId('woocommerce', siteOf(name)));
  return store?.id ?? null;
};
