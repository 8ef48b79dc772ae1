import type { ShopState, TokenRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { findToken, isLive } from './tokens.ts';

/** Words of the 401 for a token that is wrong, expired or revoked. */
const INVALID_TOKEN = '[API] Invalid API key or access token (unrecognized login or wrong password)';
const PERMANENT_TOKEN = '[API] Non-expiring access tokens are no longer accepted for the Admin API.';

export type Access = { ok: true; token: TokenRecord } | { ok: false; status: number; errors: string };

/**
 * Who calls. Non-expiring offline tokens are refused: public apps made since 1 April 2026 have to use expiring ones
 * (https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens). The words and
 * the status of that refusal are an assumption.
 */
export function checkAccess(world: World, shop: ShopState, secret: string | undefined): Access {
  const token = secret ? findToken(shop, secret, 'offline', 'online') : undefined;
  if (!token || !isLive(token, world.clock.now())) return { ok: false, status: 401, errors: INVALID_TOKEN };
  if (token.expiresAt === null) return { ok: false, status: 403, errors: PERMANENT_TOKEN };
  if (world.faults.take('expired-token', { shop: shop.record.domain, names: [] })) {
    shop.tokens.put({ ...token, expiresAt: world.clock.now() });
    return { ok: false, status: 401, errors: INVALID_TOKEN };
  }
  if (token.firstUsedAt === null) shop.tokens.put({ ...token, firstUsedAt: world.clock.now() });
  return { ok: true, token };
}
