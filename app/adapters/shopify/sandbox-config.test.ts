import { describe, expect, it } from 'vitest';
import { parseSandboxConfig, rerouted } from './sandbox-config.ts';

const named = (enabled: boolean, origin: string | undefined) => {
  const parsed = parseSandboxConfig({ enabled, origin });
  return parsed.ok ? parsed.value : parsed.error.variable;
};

describe('rerouting to the sandbox', () => {
  it.each(['http://127.0.0.1:4100', 'http://127.9.9.9:1', 'http://[::1]:4100', 'http://localhost:4100'])(
    'takes %s when it is switched on',
    (origin) => {
      expect(named(true, origin)).toEqual({ origin, appBridgeUrl: `${origin}/app-bridge.js` });
    },
  );

  it.each([
    'http://example.com:4100',
    'http://10.0.0.1:4100',
    'http://127.0.0.1.example.com',
    'https://127.0.0.1:4100',
    'http://user@127.0.0.1:4100',
    'http://127.0.0.1:4100/admin',
    'not a url',
  ])('refuses %s by the name of its variable', (origin) => {
    expect(named(true, origin)).toBe('SHOPIFY_SANDBOX_ORIGIN');
  });

  it('refuses an origin without the switch', () => {
    expect(named(false, 'http://127.0.0.1:4100')).toBe('SOFTBOX_SANDBOX');
  });

  it('is off without either', () => {
    expect(named(false, undefined)).toBeNull();
  });

  it('sends calls to a shop, and only those, to the sandbox', () => {
    const sandbox = { origin: 'http://127.0.0.1:4100', appBridgeUrl: '' };
    expect(rerouted('https://tea.myshopify.com/admin/api/x.json?a=1', sandbox)).toBe(
      'http://127.0.0.1:4100/shops/tea.myshopify.com/admin/api/x.json?a=1',
    );
    for (const other of ['https://cdn.shopify.com/a.jpg', 'https://tea.myshopify.com.evil.com/x']) {
      expect(rerouted(other, sandbox)).toBe(other);
    }
  });
});
