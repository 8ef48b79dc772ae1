import { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Lock } from '#app/ports/lock.ts';
import type { Log } from '#app/ports/log.ts';
import { networkFailure, type ShopAccess } from './admin-client.ts';
import { readCapped } from './capped-body.ts';

/** A token with less life than this is renewed first: a call that takes long must not outlive it. */
const MARGIN_MS = 2 * 60_000;
const TIMEOUT_MS = 15_000;
const MAX_BYTES = 64 * 1024;

/** The two methods of Shopify's `SessionStorage` that are needed. */
export interface Sessions {
  loadSession(id: string): Promise<Session | undefined>;
  storeSession(session: Session): Promise<boolean>;
}

export interface AccessTokenDeps {
  readonly sessions: Sessions;
  readonly lock: Lock;
  /** The shop's domain; null when the store is not (or no longer) connected. */
  readonly shopOf: (storeId: string) => Promise<string | null>;
  readonly fetch: typeof fetch;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly clock: Clock;
  readonly log: Log;
}

const refreshReply = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});

const unauthorized = () =>
  failure('store-unauthorized', 'Shopify no longer accepts our access. Open the app in Shopify once.');

/**
 * Tokens of offline sessions, renewed before they expire. A refresh token is good once, so the renewal runs under a lock
 * in the database, over all processes: whoever waited for the lock finds the new token and uses that. The library's own
 * renewal is not single-flight and throws a `Response` (shopify-app-remix 6.0.1, helpers/refresh-token), so it is not used.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
 */
export const makeAccessTokens = (deps: AccessTokenDeps): ShopAccess => {
  const inFlight = new Map<string, Promise<Result<string>>>();

  const isGood = (session: Session, rejected: string | undefined): boolean => {
    if (!session.accessToken || session.accessToken === rejected) return false;
    return !session.expires || session.expires.getTime() - deps.clock.now().getTime() > MARGIN_MS;
  };

  const renew = (shop: string, rejected: string | undefined): Promise<Result<string>> =>
    deps.lock.withLock(tokenLock(shop), async () => {
      const session = await deps.sessions.loadSession(offlineId(shop));
      if (!session) return err(disconnected());
      if (isGood(session, rejected)) return ok(session.accessToken ?? '');
      const { refreshToken, refreshTokenExpires } = session;
      const expired = refreshTokenExpires && refreshTokenExpires.getTime() <= deps.clock.now().getTime();
      if (!refreshToken || expired) return err(unauthorized());
      const asked = await askForToken(deps, shop, refreshToken);
      if (!asked.ok) return asked;
      const now = deps.clock.now().getTime();
      await deps.sessions.storeSession(
        new Session({
          ...session.toObject(),
          accessToken: asked.value.access_token,
          scope: asked.value.scope,
          expires: new Date(now + asked.value.expires_in * 1_000),
          refreshToken: asked.value.refresh_token,
          refreshTokenExpires: new Date(now + asked.value.refresh_token_expires_in * 1_000),
        }),
      );
      deps.log.info({ shop }, 'renewed the access token of a shop');
      return ok(asked.value.access_token);
    });

  return {
    accessOf: async (storeId, { rejected }) => {
      const shop = await deps.shopOf(storeId);
      if (shop === null) return err(disconnected());
      const session = await deps.sessions.loadSession(offlineId(shop));
      if (!session) return err(disconnected());
      if (isGood(session, rejected)) return ok({ shop, token: session.accessToken ?? '' });
      // one renewal per shop and process; the lock then orders the processes
      const running = inFlight.get(shop) ?? renew(shop, rejected).finally(() => inFlight.delete(shop));
      inFlight.set(shop, running);
      const token = await running;
      return token.ok ? ok({ shop, token: token.value }) : token;
    },
  };
};

/** The lock under which a shop's tokens are exchanged and renewed. */
export const tokenLock = (shop: string): string => `shopify-token:${shop}`;

/** The id under which the library keeps a shop's offline session. */
export const offlineId = (shop: string): string => `offline_${shop}`;

const disconnected = () => failure('store-disconnected', 'The store is not connected.');

const askForToken = async (
  deps: AccessTokenDeps,
  shop: string,
  refreshToken: string,
): Promise<Result<z.infer<typeof refreshReply>>> => {
  try {
    const response = await deps.fetch(`https://${shop}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        client_id: deps.apiKey,
        client_secret: deps.apiSecret,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = await readCapped(response, MAX_BYTES);
    if (!response.ok) return err(refusalOf(response.status));
    const reply = refreshReply.safeParse(JSON.parse(new TextDecoder().decode(body)));
    return reply.success
      ? ok(reply.data)
      : err(failure('store-unavailable', 'Shopify sent no usable token.'));
  } catch (error) {
    return err(networkFailure(error, undefined));
  }
};

const refusalOf = (status: number): Failure =>
  status >= 500 || status === 429
    ? failure('store-unavailable', 'Shopify cannot renew our access at the moment.', { details: { status } })
    : unauthorized();
