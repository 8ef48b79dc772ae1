import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { type Container, makeContainer } from '#app/container.server.ts';
import { parseEnv } from '#app/env.server.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

let db: TestDatabase;
let container: Container;
beforeAll(async () => {
  db = await withDatabase();
  container = await makeContainer(
    parseEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_URL: db.url,
      SOFTBOX_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      SOFTBOX_PUBLIC_URL: 'https://softbox.example/',
    }),
    'web',
  );
});
afterAll(async () => {
  await container.close();
  await db.close();
});

it('boots for WooCommerce alone; sites are told its address', async () => {
  expect(await container.health()).toEqual({ ok: true, database: true });
  expect(container.wooConnect.publicUrl).toBe('https://softbox.example');
  expect(container.publicConfig).toEqual({ apiKey: null, appBridgeUrl: null, isSandbox: false });
});

it('answers what Shopify would call with words, and believes no session token', async () => {
  const hook = await container.receiveShopifyWebhook(
    new Request('https://softbox.example/webhooks/shopify', { method: 'POST', body: '{}' }),
  );
  expect([hook.status, hook.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
  expect(await hook.json()).toMatchObject({ detail: expect.stringContaining('WooCommerce only') });
  const refused = await container.shopify
    .authenticateAdmin(new Request('https://softbox.example/app?shop=a.myshopify.com'))
    .catch((thrown: unknown) => thrown);
  expect(refused).toBeInstanceOf(Response);
  expect(await (refused as Response).json()).toEqual({
    problem: expect.stringContaining('WooCommerce only'),
  });
  const headers = new Headers();
  container.shopify.addDocumentResponseHeaders(new Request('https://softbox.example/app'), headers);
  expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
  expect(container.api.auth.sessionTokens).toBeNull();
});

it('says of a Shopify store of an earlier set-up that Shopify is not set up, and breaks nothing', async () => {
  const id = newId();
  await db.database.prisma.store.create({
    data: { id, platform: 'shopify', externalId: 'old.myshopify.com', name: 'Old' },
  });
  const refreshed = await container.useCases.refreshProduct(id, 'gid://shopify/Product/1', {
    signal: AbortSignal.timeout(10_000),
  });
  expect(refreshed).toMatchObject({
    ok: false,
    error: { kind: 'store-disconnected', message: 'This Softbox is not set up for Shopify.' },
  });
});
