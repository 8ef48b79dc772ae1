import { afterEach, expect, test } from 'vitest';
import { bottle, type Json, SHOP, type TrySandbox, trySandbox } from '../testing/try-sandbox.ts';
import { digestOf } from './translations.ts';

const OPTIONAL = ['read_locales', 'write_translations'];
let open: TrySandbox | undefined;
afterEach(() => open?.close());

/** A shop with one product, German published and French enabled, and the optional scopes unless told otherwise. */
const setUp = async (granted = true) => {
  const t = await trySandbox({ optionalScopes: OPTIONAL });
  open = t;
  const product = await t.sandbox.merchant.createProduct(SHOP, await bottle('Bottle'));
  await t.sandbox.merchant.setLocale(SHOP, 'de', true);
  await t.sandbox.merchant.setLocale(SHOP, 'fr', false);
  if (granted) await t.sandbox.grantScopes(SHOP, OPTIONAL);
  const fileId = product.mediaIds[0] ?? 0;
  await t.sandbox.merchant.setAlt(SHOP, fileId, 'A bottle');
  return { t, fileId, id: `gid://shopify/MediaImage/${fileId}` };
};

const READ = `query R($id: ID!, $l: String!) { translatableResource(resourceId: $id) {
  resourceId translatableContent { key value digest locale type } translations(locale: $l) { key value outdated } } }`;
const REGISTER = `mutation T($id: ID!, $rows: [TranslationInput!]!) { translationsRegister(resourceId: $id, translations: $rows) {
  translations { key value locale outdated } userErrors { field message code } } }`;
const REMOVE = `mutation D($id: ID!, $keys: [String!]!, $locales: [String!]!) {
  translationsRemove(resourceId: $id, translationKeys: $keys, locales: $locales) {
  translations { value locale } userErrors { field code } } }`;

const row = (locale: string, value: string, more: Json = {}): Json => ({
  locale,
  key: 'alt',
  value,
  translatableContentDigest: digestOf('A bottle'),
  ...more,
});
const errorsOf = (data: Json | null) => (data?.translationsRegister as Json | undefined)?.userErrors;

test('a language is registered with the digest of the text it was made from, and removed again', async () => {
  const { t, id } = await setUp();
  const locales = await t.graphql('{ shopLocales(published: true) { locale name primary published } }');
  expect(locales.data?.shopLocales).toEqual([
    { locale: 'de', name: 'German', primary: false, published: true },
    { locale: 'en', name: 'English', primary: true, published: true },
  ]);
  const read = await t.graphql(READ, { id, l: 'de' });
  expect(read.data?.translatableResource).toMatchObject({
    translatableContent: [{ key: 'alt', value: 'A bottle', digest: digestOf('A bottle'), locale: 'en' }],
    translations: [],
  });
  const made = await t.graphql(REGISTER, { id, rows: [row('de', 'Eine Flasche')] });
  expect(made.data?.translationsRegister).toEqual({
    translations: [{ key: 'alt', value: 'Eine Flasche', locale: 'de', outdated: false }],
    userErrors: [],
  });
  const gone = await t.graphql(REMOVE, { id, keys: ['alt'], locales: ['de', 'fr'] });
  expect(gone.data?.translationsRemove).toEqual({
    translations: [{ value: 'Eine Flasche', locale: 'de' }],
    userErrors: [],
  });
  const again = await t.graphql(REMOVE, { id, keys: ['alt'], locales: ['de'] });
  expect(again.data?.translationsRemove).toEqual({ translations: null, userErrors: [] });
});

test('wrong rows are refused in the platform’s words, right ones beside them are kept', async () => {
  const { t, id } = await setUp();
  const rows = [
    row('it', 'x'),
    row('en', 'x'),
    row('de', 'x', { key: 'title' }),
    row('de', ''),
    row('de', 'x'.repeat(513)),
    row('de', 'x', { translatableContentDigest: digestOf('Another') }),
    row('fr', 'Une bouteille'),
  ];
  const { data } = await t.graphql(REGISTER, { id, rows });
  expect((errorsOf(data) as Json[]).map((e) => [(e.field as string[]).join('.'), e.code])).toEqual([
    ['translations.0.locale', 'INVALID_LOCALE_FOR_SHOP'],
    ['translations.1.locale', 'INVALID_LOCALE_FOR_SHOP'],
    ['translations.2.key', 'INVALID_KEY_FOR_MODEL'],
    ['translations.3.value', 'FAILS_RESOURCE_VALIDATION'],
    ['translations.4.value', 'FAILS_RESOURCE_VALIDATION'],
    ['translations.5.translatableContentDigest', 'INVALID_TRANSLATABLE_CONTENT'],
  ]);
  expect(t.sandbox.state.shop(SHOP)?.translations.all()).toMatchObject([{ value: 'Une bouteille' }]);
});

test('a changed original makes its translations outdated, and its old digest void', async () => {
  const { t, id, fileId } = await setUp();
  await t.graphql(REGISTER, { id, rows: [row('de', 'Eine Flasche')] });
  await t.sandbox.merchant.setAlt(SHOP, fileId, 'A green bottle');
  const read = await t.graphql(READ, { id, l: 'de' });
  expect(read.data?.translatableResource).toMatchObject({ translations: [{ outdated: true }] });
  const { data } = await t.graphql(REGISTER, { id, rows: [row('de', 'Eine grüne Flasche')] });
  expect(errorsOf(data)).toMatchObject([{ code: 'INVALID_TRANSLATABLE_CONTENT' }]);
});

test('what is not there, or has no text, cannot be translated', async () => {
  const { t, id, fileId } = await setUp();
  const missing = 'gid://shopify/MediaImage/1';
  const { data } = await t.graphql(REGISTER, { id: missing, rows: [row('de', 'x')] });
  expect(errorsOf(data)).toMatchObject([{ field: ['resourceId'], code: 'RESOURCE_NOT_FOUND' }]);
  expect((await t.graphql(READ, { id: missing, l: 'de' })).data?.translatableResource).toBeNull();
  await t.sandbox.merchant.setAlt(SHOP, fileId, '');
  const bare = await t.graphql(REGISTER, { id, rows: [row('de', 'x')] });
  expect(errorsOf(bare.data)).toMatchObject([{ code: 'INVALID_KEY_FOR_MODEL' }]);
});

test('a language and a file take their translations with them', async () => {
  const { t, id, fileId } = await setUp();
  await t.graphql(REGISTER, { id, rows: [row('de', 'Eine Flasche'), row('fr', 'Une bouteille')] });
  await t.sandbox.merchant.setLocale(SHOP, 'fr', null);
  expect(t.sandbox.state.shop(SHOP)?.translations.size).toBe(1);
  await t.sandbox.merchant.deleteFile(SHOP, fileId);
  expect(t.sandbox.state.shop(SHOP)?.translations.size).toBe(0);
});

test('nothing of it without the scopes, which are granted only where the app declares them', async () => {
  const { t, id } = await setUp(false);
  for (const [query, variables] of [
    ['{ shopLocales { locale } }', {}],
    [READ, { id, l: 'de' }],
    [REGISTER, { id, rows: [row('de', 'x')] }],
    [REMOVE, { id, keys: ['alt'], locales: ['de'] }],
  ] as const) {
    const { errors } = await t.graphql(query, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
  }
  await expect(t.sandbox.grantScopes(SHOP, ['read_orders'])).rejects.toThrow(/read_orders/);
  await t.sandbox.grantScopes(SHOP, OPTIONAL);
  expect((await t.graphql(READ, { id, l: 'de' })).errors).toBeUndefined();
});
