import { expect, test } from 'vitest';
import { keptSettingsOf, placeOf, readSettings } from './settings.ts';

function makeKept() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

test('the first document’s shop, host and locale are known to the later ones', () => {
  const kept = makeKept();
  const query = new URLSearchParams('shop=demo.myshopify.com&host=aG9zdA&locale=de');
  const first = readSettings({ apiKey: 'key', query, kept });
  const later = readSettings({ apiKey: undefined, query: new URLSearchParams(), kept });
  expect(first).toEqual({ apiKey: 'key', shop: 'demo.myshopify.com', host: 'aG9zdA', locale: 'de' });
  expect(later).toEqual(first);
});

test('a frame without storage keeps them in its name', () => {
  const page = {
    name: '',
    get sessionStorage(): never {
      throw new Error('Access is denied for this document.');
    },
  };
  const query = new URLSearchParams('shop=demo.myshopify.com&host=aG9zdA');
  readSettings({ apiKey: 'key', query, kept: keptSettingsOf(page) });
  const later = readSettings({ apiKey: 'key', query: new URLSearchParams(), kept: keptSettingsOf(page) });
  expect(later.shop).toBe('demo.myshopify.com');
});

test('what the Admin adds to the address is not part of the place', () => {
  const url = new URL(
    'http://localhost:3000/app/jobs?page=2&embedded=1&shop=x&host=y&id_token=z&hmac=1&timestamp=2&locale=en#top',
  );
  expect(placeOf(url)).toBe('/app/jobs?page=2#top');
});
