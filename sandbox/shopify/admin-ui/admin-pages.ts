import type { PageHandler, SandboxShopify } from '../types.ts';
import { makeBundler } from './bundle.ts';
import { makeAdminUi } from './router.ts';

/**
 * The browser part for `startSandboxShopify({ pages })`, with the app as the Admin shows it. The client secret signs
 * the app's launch address.
 */
export function adminPages(options: {
  clientSecret: string;
  appName?: string;
  appHandle?: string;
  now?: () => number;
}): (sandbox: SandboxShopify) => PageHandler {
  const { clientSecret, appName = 'Softbox', appHandle = 'softbox', now = () => Date.now() } = options;
  const bundle = makeBundler();
  return (sandbox) =>
    makeAdminUi({
      sandbox,
      app: { name: appName, handle: appHandle, clientSecret },
      bundle,
      now,
      fetch: globalThis.fetch,
    });
}
