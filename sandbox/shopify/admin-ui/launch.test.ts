import '@shopify/shopify-api/adapters/node';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSandboxShopify } from '../start.ts';
import { CLIENT_ID, CLIENT_SECRET, SHOP } from '../testing/try-sandbox.ts';
import type { SandboxShopify } from '../types.ts';

let sandbox: SandboxShopify;
beforeEach(async () => {
  sandbox = await startSandboxShopify({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    appUrl: 'http://localhost:3999/base',
    shops: [SHOP],
    seed: false,
  });
  await sandbox.install(SHOP);
});
afterEach(() => sandbox.close());

const platform = shopifyApi({
  apiKey: CLIENT_ID,
  apiSecretKey: CLIENT_SECRET,
  apiVersion: ApiVersion.October26,
  hostName: 'localhost:3999',
  isEmbeddedApp: true,
});

async function launchOf(path: string): Promise<URL> {
  const page = await (await fetch(`${sandbox.origin}/store/try/apps/softbox${path}`)).text();
  const src = /data-src="([^"]*)"/.exec(page)?.[1] ?? '';
  return new URL(src.replaceAll('&amp;', '&').replaceAll('&#39;', "'"));
}

test('the frame’s address is one that Shopify’s own library accepts', async () => {
  const url = await launchOf('/jobs/7?tab=a%20b&name=%C3%A9~*');
  expect(url.origin + url.pathname).toBe('http://localhost:3999/base/jobs/7');
  expect(url.searchParams.get('tab')).toBe('a b');
  expect(url.searchParams.get('embedded')).toBe('1');
  expect(platform.utils.sanitizeShop(url.searchParams.get('shop') ?? '')).toBe(SHOP);
  const host = platform.utils.sanitizeHost(url.searchParams.get('host') ?? '', true);
  expect(atob(host ?? '')).toBe('admin.shopify.com/store/try');
  await expect(platform.utils.validateHmac(Object.fromEntries(url.searchParams))).resolves.toBe(true);
  const claims = await platform.session.decodeSessionToken(url.searchParams.get('id_token') ?? '');
  expect(claims.dest).toBe(`https://${SHOP}`);
  expect(claims.exp - claims.iat).toBe(60);
});

test('a changed address no longer carries a good signature', async () => {
  const url = await launchOf('/');
  url.searchParams.set('shop', 'other.myshopify.com');
  await expect(platform.utils.validateHmac(Object.fromEntries(url.searchParams))).resolves.toBe(false);
});

test('an address cannot bring launch parameters of its own', async () => {
  const url = await launchOf('/?shop=other.myshopify.com&id_token=x&host=y&embedded=0');
  expect(url.searchParams.getAll('shop')).toEqual([SHOP]);
  expect(url.searchParams.getAll('id_token')).toHaveLength(1);
  expect(url.searchParams.get('embedded')).toBe('1');
});

test('a path cannot lead the frame to another host', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  for (const path of ['//evil.example/', '/%2F%2Fevil.example', '/\\evil.example', '/@evil.example']) {
    expect((await launchOf(path)).origin).toBe('http://localhost:3999');
  }
  errors.mockRestore();
});
