import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';

/**
 * Session tokens: what App Bridge gives the page so that it can prove to us which shop and user it is.
 * https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens : HS256 with the app's client secret;
 * aud is the client id; iss (the shop's admin) and dest (the shop) name the same shop; they live for a minute.
 */
export interface SessionTokenClaims {
  /** myshopify.com domain, lower case. */
  readonly shop: string;
  /** The platform's id of the user, or null in tokens without a person. */
  readonly userId: string | null;
  readonly expiresAt: Date;
}

export interface SessionTokenConfig {
  readonly clientId: string;
  /** Newest first; more than one while a secret is being rotated. */
  readonly clientSecrets: readonly string[];
}

/** The clock of the issuer may differ by this much, as in Shopify's own library. */
const LEEWAY_S = 10;
const MAX_TOKEN = 4096;
const SHOP_HOST = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

const headerSchema = z.object({ alg: z.literal('HS256'), typ: z.literal('JWT').optional() });
const claimsSchema = z.object({
  iss: z.string().max(300),
  dest: z.string().max(300),
  aud: z.string().max(200),
  sub: z.string().max(100).optional(),
  exp: z.number(),
  nbf: z.number(),
});

/** Verifies a token. Every reason to refuse it is `unauthenticated`; the message says which, never quoting the token. */
export const verifySessionToken = (
  token: string,
  config: SessionTokenConfig,
  now: Date,
): Result<SessionTokenClaims> => {
  const refused = (why: string) => err(failure('unauthenticated', `The session token ${why}.`));
  const parts = token.length <= MAX_TOKEN ? token.split('.') : [];
  const [head, body, signature] = parts;
  if (parts.length !== 3 || !head || !body || !signature) return refused('is not a signed token');
  const header = headerSchema.safeParse(decode(head));
  if (!header.success) return refused('is not signed with HS256');
  if (!isSignedByOneOf(config.clientSecrets, `${head}.${body}`, signature))
    return refused('has a signature that does not match');
  const claims = claimsSchema.safeParse(decode(body));
  if (!claims.success) return refused('lacks a claim we need');
  const { aud, exp, nbf, iss, dest, sub } = claims.data;
  const seconds = now.getTime() / 1000;
  if (aud !== config.clientId) return refused('was made for another app');
  if (exp + LEEWAY_S <= seconds) return refused('has expired; ask App Bridge for a new one');
  if (nbf - LEEWAY_S > seconds) return refused('is not valid yet');
  const shop = shopOf(dest);
  if (!shop || shopOf(iss) !== shop) return refused('names no shop, or two different ones');
  return ok({ shop, userId: sub ?? null, expiresAt: new Date(exp * 1000) });
};

const decode = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Tries every secret, so that the time taken does not tell which one matched. */
const isSignedByOneOf = (secrets: readonly string[], signed: string, signature: string): boolean => {
  const given = Buffer.from(signature, 'base64url');
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(signed).digest();
    matches = (given.length === expected.length && timingSafeEqual(given, expected)) || matches;
  }
  return matches;
};

const shopOf = (url: string): string | null => {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port, username } = new URL(url);
  return protocol === 'https:' && !port && !username && SHOP_HOST.test(hostname) ? hostname : null;
};
