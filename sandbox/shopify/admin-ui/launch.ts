import { createHmac } from 'node:crypto';
import type { StoreView } from './context.ts';

/**
 * Signs a launch query as the platform does: every parameter but `hmac`, sorted by name and encoded, HMAC-SHA256 with
 * the client secret, in hex.
 * Source: https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant
 */
export function signQuery(query: URLSearchParams, clientSecret: string): string {
  const sorted = new URLSearchParams(
    [...query].filter(([name]) => name !== 'hmac').toSorted(([a], [b]) => a.localeCompare(b)),
  );
  // Spaces are %20 in what is signed, whatever the address itself writes.
  const text = sorted.toString().replaceAll('+', '%20');
  return createHmac('sha256', clientSecret).update(text).digest('hex');
}

/** `host` of a launch: the Admin's address of the store, in base64. Apps check that it names the platform. */
export function hostParameter(shopName: string): string {
  return Buffer.from(`admin.shopify.com/store/${shopName}`).toString('base64');
}

/** The address of the app's frame for a place within the app, with a fresh id token. */
export function launchUrl(view: StoreView, appPath: string): string {
  const url = new URL(view.sandbox.appUrl);
  const place = new URL(appPath, 'http://app.invalid');
  url.pathname = `${url.pathname.replace(/\/$/, '')}${place.pathname}`;
  url.hash = place.hash;
  const query = new URLSearchParams(place.search);
  const { domain } = view.shop.record;
  query.set('embedded', '1');
  query.set('shop', domain);
  query.set('host', hostParameter(view.shopName));
  query.set('id_token', view.sandbox.sessionToken(domain));
  query.set('locale', 'en');
  query.set('timestamp', String(Math.floor(view.now() / 1000)));
  query.set('hmac', signQuery(query, view.app.clientSecret));
  url.search = query.toString();
  return url.href;
}
