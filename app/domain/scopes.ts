/** What the app asks of a Shopify shop, and what for, in a merchant's words. shopify.app.toml says the same. */
export const SHOPIFY_SCOPES = {
  read_products: 'read your products',
  write_files: 'upload pictures',
  write_products: 'put pictures into your products',
} as const;

/** Asked for in the app, once somebody wants what needs them; `optional_scopes` of shopify.app.toml. */
export const OPTIONAL_SCOPES = {
  read_locales: 'read which languages your store has',
  write_translations: 'write alt texts in those languages',
} as const;
export type ShopifyScope = keyof typeof SHOPIFY_SCOPES | keyof typeof OPTIONAL_SCOPES;

/** What publishing and its undoing need. */
export const PUBLISHING_SCOPES = ['write_files', 'write_products'] as const satisfies readonly ShopifyScope[];
/** What changing the alt text of a file needs. */
export const ALT_SCOPES = ['write_files'] as const satisfies readonly ShopifyScope[];
/** What alt texts in other languages need. */
export const TRANSLATION_SCOPES = [
  'read_locales',
  'write_translations',
] as const satisfies readonly ShopifyScope[];

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

const isOptional = (scope: ShopifyScope): scope is keyof typeof OPTIONAL_SCOPES => scope in OPTIONAL_SCOPES;

const wordsOf = (scope: ShopifyScope): string =>
  isOptional(scope) ? OPTIONAL_SCOPES[scope] : SHOPIFY_SCOPES[scope];

/** What the merchant reads when scopes are missing: one that was never asked for is not "taken back". */
export const missingScopesWords = (missing: readonly ShopifyScope[]): string => {
  const whats = missing.map((scope) => `${wordsOf(scope)} (${scope})`).join(' and ');
  return missing.every(isOptional)
    ? `Softbox may not ${whats} yet. Allow it where the languages are shown, and try again.`
    : `Shopify does not let Softbox ${whats}: the permission was taken back. Open Softbox in Shopify and agree to it again.`;
};
