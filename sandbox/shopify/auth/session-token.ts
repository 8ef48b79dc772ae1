import { createHmac, timingSafeEqual } from 'node:crypto';

/** Source: https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens (payload, one minute). */
export type SessionTokenClaims = {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
};

export const SESSION_TOKEN_SECONDS = 60;

/** The id token App Bridge gives the embedded app. `now` in milliseconds. */
export function mintSessionToken(options: {
  shop: string;
  clientId: string;
  clientSecret: string;
  userId: number;
  now: number;
  uuid: () => string;
  lifetimeSeconds?: number | undefined;
}): string {
  const issued = Math.floor(options.now / 1000);
  const claims: SessionTokenClaims = {
    iss: `https://${options.shop}/admin`,
    dest: `https://${options.shop}`,
    aud: options.clientId,
    sub: String(options.userId),
    exp: issued + (options.lifetimeSeconds ?? SESSION_TOKEN_SECONDS),
    nbf: issued,
    iat: issued,
    jti: options.uuid(),
    sid: options.uuid().replace(/-/g, ''),
  };
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const body = `${head}.${encode(claims)}`;
  return `${body}.${sign(body, options.clientSecret)}`;
}

/** The claims of a token that is whole, ours and of this minute; undefined for any other. */
export function readSessionToken(
  token: string,
  options: { clientId: string; clientSecret: string; now: number },
): SessionTokenClaims | undefined {
  const [head, payload, signature, ...rest] = token.split('.');
  if (!head || !payload || !signature || rest.length > 0) return undefined;
  const wanted = Buffer.from(sign(`${head}.${payload}`, options.clientSecret));
  const given = Buffer.from(signature);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  const claims = decode(payload);
  const now = Math.floor(options.now / 1000);
  const isGood =
    claims !== undefined && claims.aud === options.clientId && claims.exp > now && claims.nbf <= now;
  return isGood ? claims : undefined;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): SessionTokenClaims | undefined {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as SessionTokenClaims;
  } catch {
    return undefined;
  }
}

function sign(body: string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('base64url');
}
