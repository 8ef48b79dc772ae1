import { failure } from './failure.ts';
import { err, ok, type Result } from './result.ts';

/** A WooCommerce site's addresses, checked to belong together. */
export interface WooSiteAddress {
  /**
   * What the store is known by: host, port where it is not the usual one, and subfolder, without scheme or slash at its end. A
   * site that moves from http to https stays the same store.
   */
  readonly identity: string;
  /** `home_url()`, without a slash at its end. */
  readonly url: string;
  /** What stands between `url/` and the namespace: `wp-json`, `index.php/wp-json`, `?rest_route=` … */
  readonly restPrefix: string;
  readonly isHttps: boolean;
}

const LIMIT = 300;
const PREFIX = /^(?:(?:[\w.-]+\/)*[\w.-]+|(?:index\.php)?\?rest_route=)$/;

const bad = (message: string) => err(failure('invalid-input', message, { field: 'site' }));

const parse = (text: string): URL | null => {
  if (text.length > LIMIT || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  return isWeb && !url.username && !url.password && !url.hash ? url : null;
};

/**
 * Reads the addresses that a site gives of itself. The REST address must lie under the site's own: otherwise one site of a
 * shared host could answer in the name of another.
 */
export const parseWooSite = (url: string, restUrl: string): Result<WooSiteAddress> => {
  const home = parse(url);
  const rest = parse(restUrl);
  if (!home || home.search) return bad('The address of the site is not one of a website.');
  if (!rest) return bad('The REST address of the site is not one of a website.');
  const path = home.pathname.replace(/\/+$/, '');
  const base = `${home.origin}${path}`;
  if (rest.origin !== home.origin || !rest.href.startsWith(`${base}/`)) {
    return bad('The REST address of the site has to lie under the address of the site.');
  }
  const restPrefix = decodeURIComponent(rest.href.slice(base.length + 1)).replace(/\/+$/, '');
  if (!PREFIX.test(restPrefix) || restPrefix.split('/').some((part) => /^\.+$/.test(part))) {
    return bad('The REST address of the site is not one of WordPress.');
  }
  return ok({
    identity: `${home.host}${path}`,
    url: base,
    restPrefix,
    isHttps: home.protocol === 'https:',
  });
};

/** Whether two addresses of a home page are the same site, whatever their scheme and slash. */
export const isSameSite = (a: string, b: string): boolean => {
  const [left, right] = [parse(a), parse(b)];
  const identity = (url: URL) => `${url.host}${url.pathname.replace(/\/+$/, '')}`;
  return left !== null && right !== null && identity(left) === identity(right);
};
