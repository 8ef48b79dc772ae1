import { type SessionTokenConfig, verifySessionToken } from './session-token.ts';

export interface OneExchangeDeps {
  readonly sessionTokens: SessionTokenConfig;
  /** Whether the shop's token is there and lasts, so that none will be exchanged. */
  readonly hasLastingToken: (shop: string) => Promise<boolean>;
  /** Runs while nothing else exchanges or renews a token of the shop. */
  readonly alone: <T>(shop: string, work: () => Promise<T>) => Promise<T>;
  readonly now: () => Date;
}

const tokenOf = (request: Request): string | null =>
  /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1] ??
  new URL(request.url).searchParams.get('id_token');

/**
 * Has a shop's token exchanged by one request at a time. A page asks several times at once when the app is opened, and each
 * exchange ends the tokens of those before it ("Acquiring a new expiring token will revoke all previous expiring tokens for that
 * shop"), so without this what is kept, or what a worker has just begun with, may be a token that is over. Only who shows a good
 * session token may wait in this line: others could hold it up.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
 */
export const makeOneExchange =
  ({ sessionTokens, hasLastingToken, alone, now }: OneExchangeDeps) =>
  async <T>(request: Request, authenticate: () => Promise<T>): Promise<T> => {
    const token = tokenOf(request);
    const proven = token === null ? null : verifySessionToken(token, sessionTokens, now());
    if (!proven?.ok) return authenticate();
    const { shop } = proven.value;
    return (await hasLastingToken(shop)) ? authenticate() : alone(shop, authenticate);
  };
