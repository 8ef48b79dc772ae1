import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import {
  BRIDGE_SCHEME,
  type BridgeCredentials,
  type BridgeRequest,
  bridgeSignatureMatches,
  isFresh,
  parseBridgeAuthorization,
} from './bridge-signature.ts';
import type { Refusal } from './problem.ts';
import { type SessionTokenConfig, verifySessionToken } from './session-token.ts';

/** Who calls, proven by a signature. Everything a request may see follows from `storeId`. */
export interface Caller {
  readonly storeId: string;
  /** For the audit log: `shopify-user:<id>`, `shopify:<shop>` or `bridge:<key id>`. */
  readonly actor: string;
  readonly via: 'session-token' | 'bridge-key';
}

export interface AuthDeps {
  readonly now: () => Date;
  /** Null where no Shopify app is set up: then session tokens are refused. */
  readonly sessionTokens: SessionTokenConfig | null;
  /** The installed (active) store of a shop domain, or null. */
  readonly findShop: (shopDomain: string) => Promise<{ readonly id: string } | null>;
  /** An unrevoked key of an active store, its secret as hexadecimal digits; null when there is none. */
  readonly findBridgeKey: (
    keyId: string,
  ) => Promise<{ readonly id: string; readonly storeId: string; readonly secret: string } | null>;
  /** Remembers a nonce of a key for at least twice the window; false when it was there already. */
  readonly rememberNonce: (bridgeKeyId: string, nonce: string) => Promise<boolean>;
}

const refuse = (why: string) => err(failure('unauthenticated', why));

/** Names under which people put secrets into URLs, where logs, histories and referrers keep them. */
const SECRET_NAMES =
  /^(id_?token|access_?token|session(_?token)?|token|jwt|auth(orization)?|api_?key|key|secret|hmac|signature|sig|ticket)$/i;
const LOOKS_LIKE_JWT = /^eyJ[\w-]+\.eyJ[\w-]+\./;

/** No credential is ever taken from a URL; a request that carries one is refused, so that the habit does not spread. */
export const refuseCredentialsInUrl = (query: URLSearchParams): Result<null> => {
  for (const [name, value] of query) {
    if (SECRET_NAMES.test(name) || LOOKS_LIKE_JWT.test(value)) {
      return err(
        failure(
          'invalid-input',
          'A token or key never goes into a URL: send it in the Authorization header. Treat the one you sent as leaked.',
          { field: name },
        ),
      );
    }
  }
  return ok(null);
};

/**
 * Finds out who calls. `signed` reads the request as the bridge signed it (and with it the body): it is called only for
 * requests that name a bridge key, after the cheap checks.
 */
export const authenticate = async (
  authorization: string | null,
  signed: () => Promise<Result<BridgeRequest, Refusal>>,
  deps: AuthDeps,
): Promise<Result<Caller, Refusal>> => {
  if (!authorization) {
    return refuse(
      'This request carries no Authorization: send a session token or sign it with a bridge key.',
    );
  }
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token) return bySessionToken(token, deps);
  if (!authorization.startsWith(BRIDGE_SCHEME)) {
    return refuse(`The Authorization header is neither "Bearer …" nor "${BRIDGE_SCHEME} …".`);
  }
  const credentials = parseBridgeAuthorization(authorization);
  if (!credentials) {
    return refuse(
      `The Authorization header is not of the form "${BRIDGE_SCHEME} KeyId=…, Timestamp=…, Nonce=…, Signature=…".`,
    );
  }
  return byBridgeKey(credentials, signed, deps);
};

const bySessionToken = async (token: string, deps: AuthDeps): Promise<Result<Caller>> => {
  if (!deps.sessionTokens) return refuse('Session tokens are not accepted here: no Shopify app is set up.');
  const verified = verifySessionToken(token, deps.sessionTokens, deps.now());
  if (!verified.ok) return verified;
  const { shop, userId } = verified.value;
  const store = await deps.findShop(shop);
  if (!store) return err(failure('forbidden', `Softbox is not installed in ${shop}.`));
  const actor = userId === null ? `shopify:${shop}` : `shopify-user:${userId}`;
  return ok({ storeId: store.id, actor, via: 'session-token' });
};

/** Stands in for the secret of a key that is not there, so that its absence does not show in the time taken. */
const NO_SECRET = '0'.repeat(64);

const byBridgeKey = async (
  credentials: BridgeCredentials,
  signed: () => Promise<Result<BridgeRequest, Refusal>>,
  deps: AuthDeps,
): Promise<Result<Caller, Refusal>> => {
  if (!isFresh(credentials.timestamp, deps.now())) {
    return refuse('The signature is too old or from the future: check the clock of this site.');
  }
  const request = await signed();
  if (!request.ok) return request;
  const key = await deps.findBridgeKey(credentials.keyId);
  const secret = Buffer.from(key?.secret ?? NO_SECRET, 'hex');
  const matches = bridgeSignatureMatches(secret, credentials, request.value);
  // one answer for both, so that key ids cannot be found by trying
  if (!key || !matches) return refuse('The key is unknown or revoked, or the signature does not match.');
  // only now: a forger must not be able to use up nonces, nor to fill the table
  if (!(await deps.rememberNonce(key.id, credentials.nonce))) {
    return refuse('This request was sent before: sign each request with a new nonce.');
  }
  return ok({ storeId: key.storeId, actor: `bridge:${credentials.keyId}`, via: 'bridge-key' });
};
