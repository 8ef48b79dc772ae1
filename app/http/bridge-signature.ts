import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How a bridge signs a request. The signature covers key id, method, path, sorted query, time, nonce and body, so that
 * none of them can be changed or moved to another request; the nonce makes it good for one use.
 */
export const BRIDGE_SCHEME = 'Softbox-HMAC-SHA256';
/** A request whose timestamp is further away than this from our clock is refused, in both directions. */
export const BRIDGE_WINDOW_S = 300;

export interface BridgeCredentials {
  readonly keyId: string;
  /** Unix time in seconds, as written. */
  readonly timestamp: number;
  readonly nonce: string;
  /** Lower-case hex of 32 bytes. */
  readonly signature: string;
}

/** What is signed. `path` and `query` (without `?`) are as sent on the request line. */
export interface BridgeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: Uint8Array;
}

/** Percent-encodes all but the unreserved characters of RFC 3986, as PHP's rawurlencode does. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Pairs decoded as a form, encoded again by RFC 3986, sorted by name and then by value in byte order, joined by `&`. */
export const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([an, av], [bn, bv]) => compare(an, bn) || compare(av, bv))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const sha256Hex = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The eight lines that are signed, joined by a line feed, without one at the end. */
export const canonicalRequest = (
  credentials: Omit<BridgeCredentials, 'signature'>,
  request: BridgeRequest,
): string =>
  [
    BRIDGE_SCHEME,
    credentials.keyId,
    request.method.toUpperCase(),
    request.path,
    canonicalQuery(request.query),
    String(credentials.timestamp),
    credentials.nonce,
    sha256Hex(request.body),
  ].join('\n');

export const signBridgeRequest = (
  secret: Uint8Array,
  credentials: Omit<BridgeCredentials, 'signature'>,
  request: BridgeRequest,
): string => createHmac('sha256', secret).update(canonicalRequest(credentials, request)).digest('hex');

/** Compared in constant time. */
export const bridgeSignatureMatches = (
  secret: Uint8Array,
  credentials: BridgeCredentials,
  request: BridgeRequest,
): boolean =>
  timingSafeEqual(
    Buffer.from(signBridgeRequest(secret, credentials, request), 'hex'),
    Buffer.from(credentials.signature, 'hex'),
  );

/** The `Authorization` value of a signed request. */
export const bridgeAuthorization = (c: BridgeCredentials): string =>
  `${BRIDGE_SCHEME} KeyId=${c.keyId}, Timestamp=${c.timestamp}, Nonce=${c.nonce}, Signature=${c.signature}`;

const PARTS: ReadonlyMap<string, RegExp> = new Map([
  ['KeyId', /^[A-Za-z0-9_-]{4,64}$/],
  ['Timestamp', /^[1-9][0-9]{0,11}$/],
  ['Nonce', /^[A-Za-z0-9_-]{16,128}$/],
  ['Signature', /^[0-9a-f]{64}$/],
]);

/** Parses the `Authorization` value of a signed request; null when it is not exactly of that form. */
export const parseBridgeAuthorization = (header: string): BridgeCredentials | null => {
  if (!header.startsWith(`${BRIDGE_SCHEME} `) || header.length > 512) return null;
  const found = new Map<string, string>();
  for (const part of header.slice(BRIDGE_SCHEME.length + 1).split(',')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z]+)=(\S+)\s*$/.exec(part) ?? [];
    if (!PARTS.get(name)?.test(value) || found.has(name)) return null;
    found.set(name, value);
  }
  const [keyId, timestamp, nonce, signature] = ['KeyId', 'Timestamp', 'Nonce', 'Signature'].map((n) =>
    found.get(n),
  );
  return keyId && timestamp && nonce && signature
    ? { keyId, timestamp: Number(timestamp), nonce, signature }
    : null;
};

/** Whether a timestamp (Unix seconds) is inside the window around `now`. */
export const isFresh = (timestamp: number, now: Date): boolean =>
  Math.abs(now.getTime() / 1000 - timestamp) <= BRIDGE_WINDOW_S;
