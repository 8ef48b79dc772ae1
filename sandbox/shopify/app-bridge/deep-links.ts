/** Where a link out of the app leads in the sandbox. */
export type Destination = { kind: 'app'; path: string } | { kind: 'elsewhere'; url: string };

const shopHost = /^([a-z0-9][a-z0-9-]*)\.myshopify\.com$/i;

function inStore(adminOrigin: string, shopName: string, rest: string): Destination {
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { kind: 'elsewhere', url: `${adminOrigin}/store/${encodeURIComponent(shopName)}${path}` };
}

/**
 * Turns the platform's addresses into those of the sandbox: `shopify://admin/…`, `app:…`, `admin.shopify.com/store/…`,
 * `{shop}.myshopify.com/admin/…` and the storefront under the shop's own domain. Everything else stays what it is;
 * undefined for what is no address at all or has a scheme that must not be followed (`javascript:`).
 * Source: https://shopify.dev/docs/api/app-home/latest/apis/user-interface-and-interactions/navigation-api
 */
export function resolveLink(
  href: string,
  here: { adminOrigin: string; shopName: string; pageUrl: string },
): Destination | undefined {
  const scheme = /^(shopify|app):\/{0,2}(.*)$/is.exec(href);
  if (scheme?.[1]?.toLowerCase() === 'app') {
    return { kind: 'app', path: `/${(scheme[2] ?? '').replace(/^[/\\]+/, '')}` };
  }
  if (scheme) {
    const rest = scheme[2] ?? '';
    const admin = /^admin(?=[/?#]|$)(.*)$/is.exec(rest);
    return admin ? inStore(here.adminOrigin, here.shopName, admin[1] ?? '/') : undefined;
  }
  if (!URL.canParse(href, here.pageUrl)) return undefined;
  const url = new URL(href, here.pageUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  const rest = `${url.pathname}${url.search}${url.hash}`;
  if (url.hostname === 'admin.shopify.com') return { kind: 'elsewhere', url: `${here.adminOrigin}${rest}` };
  const shop = shopHost.exec(url.hostname)?.[1];
  if (shop === undefined) return { kind: 'elsewhere', url: url.href };
  if (/^\/admin(?=[/?#]|$)/.test(rest)) return inStore(here.adminOrigin, shop, rest.slice('/admin'.length));
  return inStore(here.adminOrigin, shop, `/storefront${rest === '/' ? '' : rest}`);
}
