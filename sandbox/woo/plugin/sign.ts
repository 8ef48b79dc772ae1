import { createHmac } from 'node:crypto';
import { sha256Hex } from './body.ts';

const SCHEME = 'Softbox-HMAC-SHA256';

/** RFC 3986, as PHP's rawurlencode. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The `Authorization` header of a call to Softbox; `query` without its question mark. Held against
 * tests/contract/bridge-signature-vectors.json.
 */
export function authorizationOf(options: {
  keyId: string;
  secretHex: string;
  method: string;
  path: string;
  query: string;
  body: string | Uint8Array;
  /** Unix seconds. */
  timestamp: number;
  nonce: string;
}): string {
  const { keyId, timestamp, nonce } = options;
  const query = [...new URLSearchParams(options.query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([an, av], [bn, bv]) => compare(an, bn) || compare(av, bv))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const lines = [
    SCHEME,
    keyId,
    options.method.toUpperCase(),
    options.path,
    query,
    timestamp,
    nonce,
    sha256Hex(options.body),
  ];
  const signature = createHmac('sha256', Buffer.from(options.secretHex, 'hex'))
    .update(lines.join('\n'))
    .digest('hex');
  return `${SCHEME} KeyId=${keyId}, Timestamp=${timestamp}, Nonce=${nonce}, Signature=${signature}`;
}
