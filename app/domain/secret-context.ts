/**
 * What a sealed secret is and whose. It is authenticated with the secret, so that one copied to another row does not open;
 * never change one that is in use.
 */
export const SECRET_CONTEXTS = {
  'shopify-session': (id: string) => `shopify-session:${id}`,
  'bridge-key': (id: string) => `bridge-key:${id}`,
  'woo-connection': (id: string) => `woo-connection:${id}`,
} as const;
export type SecretKind = keyof typeof SECRET_CONTEXTS;
