import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, RequestedTokenType, shopifyApi } from '@shopify/shopify-api';
import { type AbstractFetchFunc, setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT_ID, CLIENT_SECRET, SHOP, type TrySandbox, trySandbox } from './try-sandbox.ts';

let it: TrySandbox;
beforeAll(async () => {
  // The library reads the machine's clock, so this sandbox does too.
  it = await trySandbox({ clock: { now: () => Date.now() }, latency: { webhookMs: 0 } });
  const reroute: AbstractFetchFunc = (url, init) =>
    fetch(
      String(url).replace(/^https:\/\/([^/]+\.myshopify\.com)/, `${it.sandbox.origin}/shops/$1`),
      init as RequestInit,
    );
  setAbstractFetchFunc(reroute);
}, 60_000);
afterAll(() => it.close());

test('Shopify’s own library logs in, asks, refreshes and checks webhooks against the sandbox', async () => {
  const shopify = shopifyApi({
    apiKey: CLIENT_ID,
    apiSecretKey: CLIENT_SECRET,
    apiVersion: ApiVersion.October26,
    hostName: 'app.example',
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
  const sessionToken = it.sandbox.sessionToken(SHOP);
  expect(await shopify.session.decodeSessionToken(sessionToken)).toMatchObject({ dest: `https://${SHOP}` });
  const requestedTokenType = RequestedTokenType.OfflineAccessToken;
  const { session } = await shopify.auth.tokenExchange({
    shop: SHOP,
    sessionToken,
    requestedTokenType,
    expiring: true,
  });
  const first = new shopify.clients.Graphql({ session });
  expect((await first.request('{ shop { name } }')).data).toEqual({ shop: { name: 'Try' } });

  const refreshed = await shopify.auth.refreshToken({ shop: SHOP, refreshToken: session.refreshToken ?? '' });
  const second = new shopify.clients.Graphql({ session: refreshed.session });
  expect((await second.request('{ shop { name } }')).data).toEqual({ shop: { name: 'Try' } });
  await expect(first.request('{ shop { name } }')).rejects.toThrow(/401/);

  await it.sandbox.merchant.createProduct(SHOP, { title: 'Announced' });
  await it.sandbox.settle();
  const [webhook] = it.received;
  const check = (rawBody: string) =>
    shopify.webhooks.validate({ rawBody, rawRequest: { headers: webhook?.headers } });
  expect(await check(webhook?.body ?? '')).toMatchObject({
    valid: true,
    topic: 'PRODUCTS_CREATE',
    domain: SHOP,
  });
  expect(await check(`${webhook?.body} `)).toMatchObject({ valid: false });
});
