import { describe, expect, it } from 'vitest';
import { choosePlatforms } from './choose-platforms.server.ts';
import { parseEnv } from './env.server.ts';

const SHOPIFY = {
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  SHOPIFY_APP_URL: 'https://softbox.example/',
};
const WOO = { SOFTBOX_PUBLIC_URL: 'https://woo.example/' };
const chosen = (raw: Record<string, string>) => choosePlatforms(parseEnv(raw));

describe('the platforms of an installation', () => {
  it('are both with the variables of Shopify; WooCommerce sites use its address or one of their own', () => {
    expect(chosen(SHOPIFY)).toMatchObject({
      shopify: { apiKey: 'key' },
      publicUrl: 'https://softbox.example',
    });
    expect(chosen({ ...SHOPIFY, ...WOO })).toMatchObject({
      shopify: { appUrl: 'https://softbox.example/' },
      publicUrl: 'https://woo.example',
    });
  });

  it('is WooCommerce alone with nothing but an address', () => {
    expect(chosen(WOO)).toEqual({ shopify: null, publicUrl: 'https://woo.example' });
  });

  it('must be one at least; the choice is named', () => {
    expect(() => chosen({})).toThrow(
      /SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL: not set.*\n.*SOFTBOX_PUBLIC_URL/,
    );
  });

  it('is never half of Shopify, also beside WooCommerce; no value is repeated', () => {
    for (const raw of [{ SHOPIFY_API_KEY: 'k3y' }, { SHOPIFY_API_KEY: 'k3y', ...WOO }]) {
      expect(() => chosen(raw)).toThrow(/ {2}SHOPIFY_API_SECRET, SHOPIFY_APP_URL: not set/);
      expect(() => chosen(raw)).not.toThrow(/k3y/);
    }
  });
});
