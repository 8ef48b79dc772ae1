/** What the app asks of a Shopify shop, and what for, in a merchant's words. shopify.app.toml says the same. */
export const SHOPIFY_SCOPES = {
  read_products: 'read your products',
  write_files: 'upload pictures',
  write_products: 'put pictures into your products',
} as const;
export type ShopifyScope = keyof typeof SHOPIFY_SCOPES;

/** What publishing and its undoing need. */
export const PUBLISHING_SCOPES = ['write_files', 'write_products'] as const satisfies readonly ShopifyScope[];

/**
 * Those of `needed` that were not granted. `write_x` includes `read_x`
 * (https://shopify.dev/docs/api/usage/access-scopes). An empty `granted` means that it is not known: then none is missing.
 */
export const missingScopes = (
  granted: readonly string[],
  needed: readonly ShopifyScope[],
): readonly ShopifyScope[] => {
  if (granted.length === 0) return [];
  const held = new Set(granted.flatMap((scope) => [scope, scope.replace(/^write_/, 'read_')]));
  return needed.filter((scope) => !held.has(scope));
};

/** What the merchant reads when scopes are missing. */
export const missingScopesWords = (missing: readonly ShopifyScope[]): string => {
  const whats = missing.map((scope) => `${SHOPIFY_SCOPES[scope]} (${scope})`).join(' and ');
  return `Shopify does not let Softbox ${whats}: the permission was taken back. Open Softbox in Shopify and agree to it again.`;
};
