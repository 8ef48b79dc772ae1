import { err, ok, type Result } from '#app/domain/result.ts';

/** Where calls to Shopify go instead. Exists only while the sandbox is switched on. */
export interface SandboxConfig {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The App Bridge stand-in that pages load. */
  readonly appBridgeUrl: string;
}

/** A misconfiguration, named by its variable. It stops the boot. */
export interface SandboxMisconfigured {
  readonly variable: 'SOFTBOX_SANDBOX' | 'SHOPIFY_SANDBOX_ORIGIN';
  readonly message: string;
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/**
 * Rerouting to the stand-in needs both the switch and an address of this very machine: tokens of real shops must never
 * go anywhere else by a slip of configuration.
 */
export const parseSandboxConfig = (input: {
  readonly enabled: boolean;
  readonly origin: string | undefined;
}): Result<SandboxConfig | null, SandboxMisconfigured> => {
  const { enabled, origin } = input;
  if (!enabled) {
    if (origin === undefined) return ok(null);
    return err({
      variable: 'SOFTBOX_SANDBOX',
      message:
        'SHOPIFY_SANDBOX_ORIGIN is set, but the sandbox is off. Set SOFTBOX_SANDBOX=1, or unset the origin.',
    });
  }
  // switched on for another stand-in only: Shopify itself stays the real one
  if (origin === undefined) return ok(null);
  const url = URL.canParse(origin) ? new URL(origin) : null;
  const plain = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!url || !plain || url.protocol !== 'http:' || !isLoopback(url.hostname)) {
    return err({
      variable: 'SHOPIFY_SANDBOX_ORIGIN',
      message:
        'SHOPIFY_SANDBOX_ORIGIN must be http:// and a loopback address (127.0.0.1, [::1] or localhost), without a path.',
    });
  }
  return ok({ origin: url.origin, appBridgeUrl: `${url.origin}/app-bridge.js` });
};

const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Where a call to a shop goes: to the stand-in's `/shops/{shop}/…`. Anything but a shop's host is left as it is. */
export const rerouted = (url: string, sandbox: SandboxConfig): string => {
  const target = new URL(url);
  if (!SHOP.test(target.hostname)) return url;
  return `${sandbox.origin}/shops/${target.hostname}${target.pathname}${target.search}`;
};

/** A `fetch` that knows the way. */
export const makeShopifyFetch = (real: typeof fetch, sandbox: SandboxConfig | null): typeof fetch =>
  sandbox === null
    ? real
    : (input, init) => {
        if (input instanceof Request) return real(new Request(rerouted(input.url, sandbox), input), init);
        return real(rerouted(String(input), sandbox), init);
      };
