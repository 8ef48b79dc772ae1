import { createHash, timingSafeEqual } from 'node:crypto';
import type { InstallationRecord, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { readSessionToken } from './session-token.ts';
import {
  issueExpiringPair,
  issueOnlineToken,
  issuePermanentToken,
  refresh,
  type TokenAnswer,
} from './tokens.ts';

type Answer = { status: number; body: Record<string, unknown> };

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';

/**
 * `POST /admin/oauth/access_token`: token exchange and refresh.
 * Sources: https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange (400 for a
 * session token that is expired or otherwise invalid); the error word is the one `@shopify/shopify-app-remix` looks for.
 */
export function answerTokenRequest(world: World, shop: ShopState, body: Record<string, unknown>): Answer {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  if (!same(text('client_id'), world.app.clientId) || !same(text('client_secret'), world.app.clientSecret)) {
    return refuse('invalid_client', 'The client id or the client secret is wrong.');
  }
  const installation = shop.installations.all().find((row) => row.uninstalledAt === null);
  switch (body.grant_type) {
    case EXCHANGE:
      return exchange(world, shop, installation, text, body.expiring);
    case 'refresh_token': {
      const answer = installation && refresh(world, shop, text('refresh_token'), installation.scopes);
      return answer
        ? grant(answer)
        : refuse('invalid_grant', 'The refresh token is expired, revoked or unknown.');
    }
    default:
      return refuse('unsupported_grant_type', 'Only token exchange and refresh are supported here.');
  }
}

function exchange(
  world: World,
  shop: ShopState,
  installation: InstallationRecord | undefined,
  text: (name: string) => string,
  expiring: unknown,
): Answer {
  if (text('subject_token') === '') return refuse('missing_subject_token', 'The subject token is missing.');
  if (text('subject_token_type') !== ID_TOKEN) {
    return refuse('invalid_request', 'The subject token has to be a session token.');
  }
  const { clientId, clientSecret } = world.app;
  const claims = readSessionToken(text('subject_token'), { clientId, clientSecret, now: world.clock.now() });
  if (!claims || claims.dest !== `https://${shop.record.domain}` || !installation) {
    return refuse('invalid_subject_token', 'The session token is expired or otherwise invalid.');
  }
  const { scopes } = installation;
  switch (text('requested_token_type')) {
    case OFFLINE:
      if (expiring === '1' || expiring === 1) return grant(issueExpiringPair(world, shop, scopes, null));
      return grant(issuePermanentToken(world, shop, scopes));
    case ONLINE:
      return grant({
        ...issueOnlineToken(world, shop, scopes, Number(claims.sub)),
        associated_user_scope: scopes.join(','),
        associated_user: userOf(shop, Number(claims.sub)),
      });
    default:
      return refuse('invalid_request', 'The requested token type is unknown.');
  }
}

/** Source: https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/online-access-tokens */
function userOf(shop: ShopState, id: number): Record<string, unknown> {
  return {
    id,
    first_name: shop.record.ownerName.split(' ')[0] ?? '',
    last_name: shop.record.ownerName.split(' ').slice(1).join(' '),
    email: shop.record.email,
    email_verified: true,
    account_owner: true,
    locale: 'en',
    collaborator: false,
  };
}

function grant(answer: TokenAnswer & Record<string, unknown>): Answer {
  return { status: 200, body: answer };
}

function refuse(error: string, description: string): Answer {
  return { status: 400, body: { error, error_description: description } };
}

function same(left: string, right: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(left), digest(right));
}
