import { expect, test } from 'vitest';
import { isSameSite, parseWooSite } from './woo-site.ts';

test.each([
  ['https://tea.example', 'https://tea.example/wp-json/', 'tea.example', 'wp-json'],
  ['https://Tea.Example/', 'https://tea.example/wp-json/', 'tea.example', 'wp-json'],
  ['https://tea.example/shop/', 'https://tea.example/shop/wp-json/', 'tea.example/shop', 'wp-json'],
  [
    'http://tea.example:8080',
    'http://tea.example:8080/index.php/wp-json/',
    'tea.example:8080',
    'index.php/wp-json',
  ],
  ['https://tea.example', 'https://tea.example/?rest_route=/', 'tea.example', '?rest_route='],
  [
    'https://tea.example',
    'https://tea.example/index.php?rest_route=/',
    'tea.example',
    'index.php?rest_route=',
  ],
  ['https://tea.example', 'https://tea.example/api/', 'tea.example', 'api'],
])('%s with %s is %s', (url, rest, identity, restPrefix) => {
  expect(parseWooSite(url, rest)).toMatchObject({ ok: true, value: { identity, restPrefix } });
});

test.each([
  ['https://tea.example', 'https://other.example/wp-json/'],
  ['https://host.example/~alice', 'https://host.example/~bob/wp-json/'],
  ['https://host.example/~alice', 'https://host.example/~alicia/wp-json/'],
  ['https://tea.example', 'http://tea.example/wp-json/'],
  ['https://user:pw@tea.example', 'https://user:pw@tea.example/wp-json/'],
  ['ftp://tea.example', 'ftp://tea.example/wp-json/'],
  ['https://tea.example?x=1', 'https://tea.example/wp-json/'],
  ['https://tea.example', 'https://tea.example/'],
  ['https://tea.example', 'https://tea.example/?rest_route=/wc/../'],
  ['https://tea.example', 'https://tea.example/?other=/'],
  ['https://tea.example', `https://tea.example/${'a'.repeat(400)}/`],
  ['tea.example', 'tea.example/wp-json/'],
])('%s with %s is refused', (url, rest) => {
  expect(parseWooSite(url, rest)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
});

test('a site that moves to https stays the same; another folder is another site', () => {
  expect(isSameSite('http://tea.example/shop', 'https://tea.example/shop/')).toBe(true);
  expect(isSameSite('https://tea.example/shop', 'https://tea.example/')).toBe(false);
  expect(isSameSite('https://tea.example', 'https://tea.example.evil')).toBe(false);
});
