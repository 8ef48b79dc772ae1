import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gidOf, type Json, pick, SHOP, type TrySandbox, trySandbox } from '../testing/try-sandbox.ts';

let it: TrySandbox;
let ownerId: string;
beforeAll(async () => {
  it = await trySandbox();
}, 60_000);
afterAll(() => it.close());
beforeEach(async () => {
  ownerId = gidOf('Product', (await it.sandbox.merchant.createProduct(SHOP, { title: 'Owner' })).id);
});

type SetAnswer = { metafields: Json[]; userErrors: Json[] };

async function set(...metafields: Json[]): Promise<SetAnswer> {
  const { data, errors } = await it.graphql(
    `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
      metafields { namespace key value compareDigest } userErrors { field message code } } }`,
    {
      metafields: metafields.map((one) => ({
        ownerId,
        namespace: '$app',
        type: 'single_line_text_field',
        ...one,
      })),
    },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return pick<SetAnswer>(data, 'metafieldsSet');
}

async function values(): Promise<unknown> {
  const { data } = await it.graphql(
    'query ($id: ID!) { product(id: $id) { metafields(first: 9, namespace: "$app") { nodes { key value } } one: metafield(namespace: "$app", key: "one") { jsonValue ownerType } } }',
    { id: ownerId },
  );
  return pick<{ metafields: { nodes: Json[] } }>(data, 'product').metafields.nodes;
}

describe('metafieldsSet', () => {
  test('writes into the app’s own namespace and writes again over it', async () => {
    expect((await set({ key: 'one', value: 'a' })).metafields).toMatchObject([
      { namespace: 'app--client-id', value: 'a' },
    ]);
    await set({ key: 'one', value: 'b' });
    expect(await values()).toEqual([{ key: 'one', value: 'b' }]);
  });

  test('takes 25 a call, and all or none of them', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ key: `key-${n}`, value: 'v' }));
    expect((await set(...many(26))).userErrors).toMatchObject([{ code: 'LESS_THAN_OR_EQUAL_TO' }]);
    const mixed = await set(
      { key: 'fine', value: 'v' },
      { key: 'number', value: 'x', type: 'number_integer' },
    );
    expect(mixed.userErrors).toEqual([
      { field: ['metafields', '1', 'value'], message: 'Value must be an integer.', code: 'INVALID_VALUE' },
    ]);
    expect(await values()).toEqual([]);
    expect((await set(...many(25))).userErrors).toEqual([]);
  });

  test('compares first when asked: null means "only if there is none"', async () => {
    const { metafields } = await set({ key: 'one', value: 'a', compareDigest: null });
    const digest = metafields[0]?.compareDigest;
    expect((await set({ key: 'one', value: 'b', compareDigest: null })).userErrors).toMatchObject([
      { code: 'STALE_OBJECT' },
    ]);
    expect((await set({ key: 'one', value: 'b', compareDigest: 'odd' })).userErrors).toMatchObject([
      { code: 'INVALID_COMPARE_DIGEST' },
    ]);
    expect((await set({ key: 'one', value: 'b', compareDigest: digest })).userErrors).toEqual([]);
    expect((await set({ key: 'one', value: 'c', compareDigest: digest })).userErrors).toMatchObject([
      { code: 'STALE_OBJECT' },
    ]);
    expect(await values()).toEqual([{ key: 'one', value: 'b' }]);
  });

  test.each([
    ['a key too short', { key: 'k', value: 'v' }, 'TOO_SHORT'],
    ['a key too long', { key: 'k'.repeat(65), value: 'v' }, 'TOO_LONG'],
    ['an owner that is not there', { key: 'key', value: 'v', ownerId: gidOf('Product', 7) }, 'INVALID_VALUE'],
    ['no type for a new key', { key: 'key', value: 'v', type: null }, 'BLANK'],
    ['broken JSON', { key: 'key', value: '{', type: 'json' }, 'INVALID_VALUE'],
  ])('refuses %s', async (_, input, code) => {
    expect((await set(input)).userErrors).toMatchObject([{ code }]);
  });
});

test('metafieldsDelete answers null for what was not there', async () => {
  await set({ key: 'one', value: 'a' });
  const { data } = await it.graphql(
    'mutation ($metafields: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $metafields) { deletedMetafields { key } userErrors { message } } }',
    { metafields: ['one', 'two'].map((key) => ({ ownerId, namespace: '$app', key })) },
  );
  expect(data?.metafieldsDelete).toEqual({ deletedMetafields: [{ key: 'one' }, null], userErrors: [] });
  expect(await values()).toEqual([]);
});
