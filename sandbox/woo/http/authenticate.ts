import { createHmac, timingSafeEqual } from 'node:crypto';
import { WpError } from '../rest/wp-error.ts';
import type { KeyRow } from '../state/types.ts';
import type { World } from '../world.ts';

/** How WooCommerce finds a key by its text: `wc_api_hash()`. */
export const keyHash = (key: string): string => createHmac('sha256', 'wc-api').update(key).digest('hex');

const equal = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const refuse = (message: string, code = 'woocommerce_rest_authentication_error') =>
  new WpError(code, 401, message);

/** RFC 3986, as PHP's rawurlencode. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** PHP's function of this name, as `wp_unslash` uses it. */
const stripSlashes = (text: string): string => text.replace(/\\([\s\S]?)/g, '$1');

const OAUTH = [
  'oauth_consumer_key',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
  'oauth_signature_method',
] as const;
const WINDOW_S = 15 * 60;

export type AuthInput = {
  /** As sent, before any `_method`. */
  readonly method: string;
  /** The request line's: path and query. */
  readonly target: string;
  readonly authorization: string | undefined;
};

/**
 * Whose key a request carries, as `WC_REST_Authentication` finds it: only for addresses with `wp-json/wc/` or `wp-json/wc-`
 * in them (with plain permalinks only where the plugin says so), Basic over https, OAuth 1.0a else. Null: nobody's.
 */
export function authenticate(world: World, input: AuthInput): KeyRow | null {
  const { site } = world;
  const isOurs =
    /wp-json\/wc[/-]/.test(input.target) ||
    (site.hasPlugin &&
      /^\/wc[/-]/.test(new URL(input.target, 'http://x').searchParams.get('rest_route') ?? ''));
  if (!isOurs) return null;
  if (site.isHttps) {
    const key = byBasic(world, input);
    if (key) return key;
  }
  return byOauth(world, input);
}

const findKey = (world: World, text: string): KeyRow | undefined => {
  const hash = keyHash(text);
  return world.state.keys.all().find((row) => row.keyHash === hash);
};

function byBasic(world: World, { target, authorization }: AuthInput): KeyRow | null {
  const query = new URL(target, 'http://x').searchParams;
  let key = query.get('consumer_key') ?? '';
  let secret = query.get('consumer_secret') ?? '';
  const [, coded] = /^Basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if ((!key || !secret) && coded) {
    const text = Buffer.from(coded, 'base64').toString();
    key = text.slice(0, text.indexOf(':'));
    secret = text.slice(text.indexOf(':') + 1);
  }
  if (!key || !secret) return null;
  const row = findKey(world, key);
  if (!row) return null;
  if (!equal(row.secret, secret)) throw refuse('Consumer secret is invalid.');
  return row;
}

function byOauth(world: World, input: AuthInput): KeyRow | null {
  const url = new URL(input.target, 'http://x');
  const params = new Map(url.searchParams);
  for (const [, name, quoted, plain] of (input.authorization ?? '').startsWith('OAuth ')
    ? (input.authorization ?? '').matchAll(/(oauth_[a-z_-]*)=(?:"([^"]*)"|([^,]*))/g)
    : []) {
    if (name) params.set(name, decodeURIComponent(quoted ?? plain ?? ''));
  }
  const missing = OAUTH.filter((name) => !params.get(name));
  if (missing.length === OAUTH.length) return null;
  if (missing.length > 0)
    throw refuse(
      `Missing OAuth parameters ${missing.join(', ')}`,
      'woocommerce_rest_authentication_missing_parameter',
    );
  const row = findKey(world, params.get('oauth_consumer_key') ?? '');
  if (!row) throw refuse('Consumer key is invalid.');
  checkSignature(world, row, input.method, url, params);
  checkNonce(world, row, params);
  return row;
}

function checkSignature(
  world: World,
  row: KeyRow,
  method: string,
  url: URL,
  params: ReadonlyMap<string, string>,
): void {
  const algorithm = params.get('oauth_signature_method');
  if (algorithm !== 'HMAC-SHA1' && algorithm !== 'HMAC-SHA256')
    throw refuse('Invalid signature - signature method is invalid.');
  // a call to the bare home address is signed without the slash at its end, which no client does: `?rest_route=` works by
  // OAuth with `index.php` before it only
  const folder = `${world.site.path}/`;
  const rest = url.pathname.startsWith(folder) ? url.pathname.slice(folder.length) : url.pathname.slice(1);
  const path = rest === '' ? '' : `/${rest}`;
  const pairs = [...params]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [name, world.site.asksTooEarly ? stripSlashes(value) : value] as const)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`);
  // what the site believes its address to be, not what the request says
  const text = [method.toUpperCase(), encode(`${world.home()}${path}`), encode(pairs.join('&'))].join('&');
  const expected = createHmac(algorithm === 'HMAC-SHA1' ? 'sha1' : 'sha256', `${row.secret}&`)
    .update(text)
    .digest('base64');
  if (!equal(expected, (params.get('oauth_signature') ?? '').replaceAll(' ', '+')))
    throw refuse('Invalid signature - provided signature does not match.');
}

function checkNonce(world: World, row: KeyRow, params: ReadonlyMap<string, string>): void {
  const timestamp = params.get('oauth_timestamp') ?? '';
  const nonce = params.get('oauth_nonce') ?? '';
  const now = Math.floor(world.clock.now() / 1000);
  if (!/^\d+$/.test(timestamp) || Math.abs(Number(timestamp) - now) > WINDOW_S)
    throw refuse('Invalid timestamp.');
  if (Object.values(row.nonces).includes(nonce)) throw refuse('Invalid nonce - nonce has already been used.');
  // one nonce a second is remembered, as WooCommerce does: the timestamp is the key of its list
  const kept = Object.entries({ ...row.nonces, [timestamp]: nonce }).filter(
    ([at]) => Number(at) >= now - WINDOW_S,
  );
  world.state.keys.put({ ...row, nonces: Object.fromEntries(kept) });
}

/** A key that may only read is refused a write, and the other way round. */
export function checkPermissions(key: KeyRow, method: string): void {
  const reads = method === 'GET' || method === 'HEAD';
  if (reads && key.permissions === 'write')
    throw refuse('The API key provided does not have read permissions.');
  if (!reads && method !== 'OPTIONS' && key.permissions === 'read')
    throw refuse('The API key provided does not have write permissions.');
}
