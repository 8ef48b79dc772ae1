import { isIP } from 'node:net';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import { isPublicAddress } from './public-address.ts';

/** Ports on which web servers listen that serve pictures; anything else is somebody's database or mail server. */
const PORTS = new Set(['', '80', '443', '8080', '8443']);

const forbidden = (message: string) => err(failure('url-forbidden', message, { field: 'url' }));

/** Checks what can be known of a URL before connecting. `allowed` origins pass whatever they are. */
export const checkUrl = (text: string, base: URL | null, allowed: ReadonlySet<string>): Result<URL> => {
  const url = URL.parse(text, base?.href);
  if (!url) return forbidden('The address of the picture is not a URL.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return forbidden('The address of the picture has to start with https:// or http://.');
  }
  if (url.username || url.password) return forbidden('The address of the picture must not hold a password.');
  if (allowed.has(url.origin)) return ok(url);
  if (!PORTS.has(url.port)) return forbidden(`Pictures are not fetched from port ${url.port}.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // sockets do not look a literal address up, so the guarded lookup never sees it
  if (isIP(host) && !isPublicAddress(host)) {
    return forbidden('The address of the picture is inside a private network.');
  }
  return ok(url);
};
