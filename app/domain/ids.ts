/**
 * Ids of ours are UUIDv7 strings: they sort by time, so they serve as cursors. Ids of a platform (Shopify GIDs, WooCommerce
 * numbers as text) are called `externalId` and never leave the store they belong to.
 */
export type StoreId = string;
export type ExternalId = string;
