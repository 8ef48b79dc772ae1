import { describe, expect, test } from 'vitest';
import { resolveLink } from './deep-links.ts';

const here = {
  adminOrigin: 'http://127.0.0.1:4000',
  shopName: 'demo',
  pageUrl: 'http://localhost:3000/app/batches?x=1',
};
const store = 'http://127.0.0.1:4000/store/demo';

describe('the platform’s addresses lead into the sandbox', () => {
  test.each([
    ['shopify://admin/products', `${store}/products`],
    ['shopify:admin/products/123', `${store}/products/123`],
    ['shopify://admin', `${store}/`],
    ['https://admin.shopify.com/store/other/products/1', 'http://127.0.0.1:4000/store/other/products/1'],
    ['https://other.myshopify.com/admin/products', 'http://127.0.0.1:4000/store/other/products'],
    ['https://demo.myshopify.com/products/mug?variant=1', `${store}/storefront/products/mug?variant=1`],
    ['https://demo.myshopify.com/', `${store}/storefront`],
    ['https://demo.myshopify.com/administrators', `${store}/storefront/administrators`],
  ])('%s', (href, url) => {
    expect(resolveLink(href, here)).toEqual({ kind: 'elsewhere', url });
  });
});

test('app: addresses stay in the app and cannot name a host', () => {
  expect(resolveLink('app:settings/advanced', here)).toEqual({ kind: 'app', path: '/settings/advanced' });
  expect(resolveLink('app://settings', here)).toEqual({ kind: 'app', path: '/settings' });
  expect(resolveLink('app:////evil.example', here)).toEqual({ kind: 'app', path: '/evil.example' });
});

test('other addresses stay what they are', () => {
  expect(resolveLink('/help', here)).toEqual({ kind: 'elsewhere', url: 'http://localhost:3000/help' });
  expect(resolveLink('https://example.com/a?b#c', here)).toEqual({
    kind: 'elsewhere',
    url: 'https://example.com/a?b#c',
  });
});

test.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'shopify:other/x', 'http://'])(
  '%s is not followed',
  (href) => {
    expect(resolveLink(href, here)).toBeUndefined();
  },
);
