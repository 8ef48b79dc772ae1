import { randomBytes } from 'node:crypto';
import { sha256 } from '../state/blobs.ts';
import type { ShopState, TokenRecord } from '../state/types.ts';
import type { World } from '../world.ts';

/** https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens */
export const ACCESS_TOKEN_MS = 60 * 60_000;
export const REFRESH_TOKEN_MS = 90 * 24 * 60 * 60_000;
/** https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/online-access-tokens (24 hours). */
export const ONLINE_TOKEN_MS = 24 * 60 * 60_000;
/** https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens */
export const RETRY_WINDOW_MS = 30 * 24 * 60 * 60_000;

export type TokenAnswer = {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
};

type Issue = {
  kind: TokenRecord['kind'];
  userId: number | null;
  lifetimeMs: number | null;
  pair: string;
  previousPair: string | null;
};

/** Only the hash is kept; the secret goes into the answer and nowhere else. */
function issue(world: World, shop: ShopState, prefix: string, scopes: string[], fields: Issue): string {
  const secret = `${prefix}_${randomBytes(16).toString('hex')}`;
  shop.tokens.put({
    id: world.uuid(),
    kind: fields.kind,
    sha256: sha256(secret),
    scopes,
    userId: fields.userId,
    expiresAt: fields.lifetimeMs === null ? null : world.clock.now() + fields.lifetimeMs,
    revokedAt: null,
    pair: fields.pair,
    previousPair: fields.previousPair,
    firstUsedAt: null,
  });
  return secret;
}

/**
 * An expiring offline token with its refresh token. Every earlier expiring access token ends with it ("Acquiring a new
 * expiring token will revoke all previous expiring tokens for that shop", offline-access-tokens page).
 */
export function issueExpiringPair(
  world: World,
  shop: ShopState,
  scopes: string[],
  previousPair: string | null,
): TokenAnswer {
  for (const token of shop.tokens.all()) {
    const isAccess = token.kind === 'offline' && token.expiresAt !== null;
    // The refresh token that is being used stays good until the new one is used for the first time.
    const isOtherRefresh = token.kind === 'refresh' && token.pair !== previousPair;
    if (isAccess || isOtherRefresh) revoke(world, shop, token);
  }
  const pair = world.uuid();
  const common = { userId: null, pair, previousPair };
  return {
    access_token: issue(world, shop, 'shpat', scopes, {
      ...common,
      kind: 'offline',
      lifetimeMs: ACCESS_TOKEN_MS,
    }),
    scope: scopes.join(','),
    expires_in: ACCESS_TOKEN_MS / 1000,
    refresh_token: issue(world, shop, 'shprt', scopes, {
      ...common,
      kind: 'refresh',
      lifetimeMs: REFRESH_TOKEN_MS,
    }),
    refresh_token_expires_in: REFRESH_TOKEN_MS / 1000,
  };
}

export function issuePermanentToken(world: World, shop: ShopState, scopes: string[]): TokenAnswer {
  const fields: Issue = {
    kind: 'offline',
    userId: null,
    lifetimeMs: null,
    pair: world.uuid(),
    previousPair: null,
  };
  return { access_token: issue(world, shop, 'shpat', scopes, fields), scope: scopes.join(',') };
}

export function issueOnlineToken(
  world: World,
  shop: ShopState,
  scopes: string[],
  userId: number,
): TokenAnswer {
  const fields: Issue = {
    kind: 'online',
    userId,
    lifetimeMs: ONLINE_TOKEN_MS,
    pair: world.uuid(),
    previousPair: null,
  };
  return {
    access_token: issue(world, shop, 'shpua', scopes, fields),
    scope: scopes.join(','),
    expires_in: ONLINE_TOKEN_MS / 1000 - 1,
  };
}

/**
 * Turns a refresh token into a new pair. The one just used may be used again (for an answer that was lost) until its
 * successor is used, at most 30 days from its first use and never past its own 90 days.
 * Source: https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens
 */
export function refresh(
  world: World,
  shop: ShopState,
  secret: string,
  scopes: string[],
): TokenAnswer | undefined {
  const now = world.clock.now();
  const token = findToken(shop, secret, 'refresh');
  if (!token || !isLive(token, now)) return undefined;
  if (token.firstUsedAt !== null && now > token.firstUsedAt + RETRY_WINDOW_MS) return undefined;
  // Its predecessor, if still good, is retired by this: the new pair ends every refresh token but the one in use.
  if (token.firstUsedAt === null) shop.tokens.put({ ...token, firstUsedAt: now });
  return issueExpiringPair(world, shop, scopes, token.pair);
}

export function isLive(token: TokenRecord, now: number): boolean {
  return token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);
}

export function findToken(
  shop: ShopState,
  secret: string,
  ...kinds: TokenRecord['kind'][]
): TokenRecord | undefined {
  const hash = sha256(secret);
  return shop.tokens.all().find((token) => token.sha256 === hash && kinds.includes(token.kind));
}

export function revoke(world: World, shop: ShopState, token: TokenRecord): void {
  if (token.revokedAt === null) shop.tokens.put({ ...token, revokedAt: world.clock.now() });
}
