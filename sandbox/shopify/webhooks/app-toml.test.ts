import { expect, test } from 'vitest';
import { readAppToml } from './app-toml.ts';
import { subscriptionsOf } from './subscriptions.ts';

const TOML = `
client_id = "abc"
[access_scopes]
scopes = "read_products, write_files,write_products"
optional_scopes = ["read_locales"]
[webhooks]
api_version = "2026-10"
  [[webhooks.subscriptions]]
  topics = ["app/uninstalled", "products/update"]
  uri = "/webhooks/shopify"
  [[webhooks.subscriptions]]
  compliance_topics = ["shop/redact"]
  uri = "https://elsewhere.example/compliance"
`;

test('scopes, topics and compliance topics come out of the app’s toml, addresses made absolute', () => {
  const app = readAppToml(TOML);
  expect(app.scopes).toEqual(['read_products', 'write_files', 'write_products']);
  expect(app.optionalScopes).toEqual(['read_locales']);
  expect(app.webhookApiVersion).toBe('2026-10');
  expect(subscriptionsOf(app.webhooks, 'http://127.0.0.1:3000/app')).toEqual([
    { topic: 'app/uninstalled', uri: 'http://127.0.0.1:3000/webhooks/shopify' },
    { topic: 'products/update', uri: 'http://127.0.0.1:3000/webhooks/shopify' },
    { topic: 'shop/redact', uri: 'https://elsewhere.example/compliance' },
  ]);
});

test('a toml without webhooks has none, and one that is wrong says where', () => {
  expect(readAppToml('client_id = "abc"')).toEqual({
    scopes: [],
    optionalScopes: [],
    webhookApiVersion: undefined,
    webhooks: [],
  });
  expect(() => readAppToml('[[webhooks.subscriptions]]\ntopics = "one"')).toThrow(/api_version|topics/);
});
