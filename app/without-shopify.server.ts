import { HTTP_STATUS } from './domain/failure.ts';
import type { OpenedShopify } from './open-shopify.server.ts';

const WORDS =
  'This Softbox is for WooCommerce only: no Shopify app is set up here. Open it from Softbox in the admin of your site.';

const notHere = (): Response =>
  Response.json(
    {
      type: 'about:blank',
      title: 'Not found',
      status: HTTP_STATUS['not-found'],
      detail: WORDS,
      problem: WORDS,
    },
    { status: HTTP_STATUS['not-found'], headers: { 'content-type': 'application/problem+json' } },
  );

/** What stands in Shopify's place in an installation for WooCommerce only: everything is answered, nothing is there. */
export const withoutShopify = (): OpenedShopify => ({
  activeStore: async () => null,
  sessionTokens: null,
  platform: null,
  app: {
    authenticateAdmin: async () => {
      // the screens show `problem`; a JSON body of plain type is what Remix hands to them
      throw Response.json({ problem: WORDS }, { status: HTTP_STATUS['not-found'] });
    },
    addDocumentResponseHeaders: (_request, headers) => {
      headers.set('Content-Security-Policy', "frame-ancestors 'none'");
    },
  },
  receiveWebhook: async () => notHere(),
  publicConfig: { apiKey: null, appBridgeUrl: null, isSandbox: false },
});
