import { expect, test } from 'vitest';
import { missingScopes, missingScopesWords, PUBLISHING_SCOPES, TRANSLATION_SCOPES } from './scopes.ts';

test('what was not granted is missing, in the order of need', () => {
  expect(missingScopes(['read_products'], PUBLISHING_SCOPES)).toEqual(['write_files', 'write_products']);
  expect(missingScopes(['write_products', 'write_files'], PUBLISHING_SCOPES)).toEqual([]);
});

test('who may write may read', () => {
  expect(missingScopes(['write_products'], ['read_products'])).toEqual([]);
  expect(missingScopes(['read_products'], ['write_products'])).toEqual(['write_products']);
});

test('a permission that was never asked for is not called taken back', () => {
  const missing = missingScopes(['write_files'], TRANSLATION_SCOPES);
  expect(missing).toEqual(['read_locales', 'write_translations']);
  expect(missingScopesWords(missing)).toContain('Allow it where the languages are shown');
});

test('where nothing is known nothing is called missing', () => {
  expect(missingScopes([], PUBLISHING_SCOPES)).toEqual([]);
});

test('the merchant reads what cannot be done, and what to do', () => {
  expect(missingScopesWords(['write_files', 'write_products'])).toBe(
    'Shopify does not let Softbox upload pictures (write_files) and put pictures into your products (write_products): the permission was taken back. Open Softbox in Shopify and agree to it again.',
  );
});
