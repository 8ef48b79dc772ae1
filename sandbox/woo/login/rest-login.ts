import type { IncomingMessage } from 'node:http';
import { WpError } from '../rest/wp-error.ts';
import type { World } from '../world.ts';
import type { Session } from './logins.ts';

export const REST_NONCE = 'wp_rest';

/**
 * Whose login a REST request carries: a cookie counts only together with the nonce of its person and session; without one the
 * person is nobody here, and with a wrong one the request is refused
 * (https://developer.wordpress.org/reference/functions/rest_cookie_check_errors/).
 */
export function restLogin(world: World, raw: IncomingMessage, url: URL): Session | null {
  const session = world.logins.of(raw);
  if (!session) return null;
  const header = raw.headers['x-wp-nonce'];
  const nonce = url.searchParams.get('_wpnonce') ?? (typeof header === 'string' ? header : null);
  if (nonce === null) return null;
  if (!world.logins.isNonce(session, REST_NONCE, nonce))
    throw new WpError('rest_cookie_invalid_nonce', 403, 'Cookie check failed');
  return session;
}
