import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProductRecord } from '../state/types.ts';
import { bottle, gidOf, type Json, pick, SHOP, type TrySandbox, trySandbox } from '../testing/try-sandbox.ts';
import { applyMoves } from './gallery.ts';

let it: TrySandbox;
let product: ProductRecord;
let media: string[];
let variants: string[];
let serial = 0;
beforeAll(async () => {
  it = await trySandbox();
}, 60_000);
afterAll(() => it.close());
beforeEach(async () => {
  serial += 1;
  product = await it.sandbox.merchant.createProduct(SHOP, await bottle(`Bottle ${serial}`));
  media = product.mediaIds.map((id) => gidOf('MediaImage', id));
  variants = product.variantIds.map((id) => gidOf('ProductVariant', id));
});

async function gallery(): Promise<string[]> {
  const { data } = await it.graphql(
    'query ($id: ID!) { product(id: $id) { media(first: 250, sortKey: POSITION) { nodes { id } } } }',
    {
      id: gidOf('Product', product.id),
    },
  );
  return pick<{ media: { nodes: { id: string }[] } }>(data, 'product').media.nodes.map((node) => node.id);
}

async function linked(): Promise<unknown> {
  const { data } = await it.graphql(
    'query ($id: ID!) { product(id: $id) { variants(first: 9) { nodes { media(first: 9) { nodes { id } } } } } }',
    {
      id: gidOf('Product', product.id),
    },
  );
  const nodes = pick<{ variants: { nodes: { media: { nodes: { id: string }[] } }[] } }>(data, 'product')
    .variants.nodes;
  return nodes.map((variant) => variant.media.nodes.map((node) => node.id));
}

async function refer(id: string | undefined, change: Json): Promise<Json[]> {
  const { data } = await it.graphql(
    'mutation ($files: [FileUpdateInput!]!) { fileUpdate(files: $files) { userErrors { code } } }',
    {
      files: [{ id, ...change }],
    },
  );
  return pick<{ userErrors: Json[] }>(data, 'fileUpdate').userErrors;
}

async function variantMedia(operation: 'Append' | 'Detach', pairs: Json[]): Promise<Json[]> {
  const { data } = await it.graphql(
    `mutation ($productId: ID!, $pairs: [ProductVariant${operation}MediaInput!]!) {
      productVariant${operation}Media(productId: $productId, variantMedia: $pairs) { productVariants { id } userErrors { field message code } } }`,
    { productId: gidOf('Product', product.id), pairs },
  );
  return pick<{ userErrors: Json[] }>(data, `productVariant${operation}Media`).userErrors;
}

describe('attaching and detaching', () => {
  test('a detached file leaves the gallery and the variants, and stays in Files', async () => {
    await refer(media[0], { referencesToRemove: [gidOf('Product', product.id)] });
    expect(await gallery()).toEqual(media.slice(1));
    expect(await linked()).toEqual([[], []]);
    const { data } = await it.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: media[0] });
    expect(data?.node).toEqual({ id: media[0] });
  });

  test('an attached file goes to the end, with the id it had', async () => {
    await refer(media[0], { referencesToRemove: [gidOf('Product', product.id)] });
    await refer(media[0], { referencesToAdd: [gidOf('Product', product.id)] });
    expect(await gallery()).toEqual([media[1], media[2], media[0]]);
  });

  test('a file that is there already stays where it is', async () => {
    await refer(media[0], { referencesToAdd: [gidOf('Product', product.id)] });
    expect(await gallery()).toEqual(media);
  });

  test('the alt belongs to the file: every product that shows it changes', async () => {
    const other = await it.sandbox.merchant.createProduct(SHOP, { title: 'Other' });
    await refer(media[0], { referencesToAdd: [gidOf('Product', other.id)] });
    await it.advance(5000);
    await refer(media[0], { alt: 'for both' });
    const { data } = await it.graphql(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { updatedAt media(first: 1) { nodes { alt } } } } }',
      {
        ids: [gidOf('Product', product.id), gidOf('Product', other.id)],
      },
    );
    const updatedAt = `${new Date(it.now()).toISOString().slice(0, 19)}Z`;
    const expected = { updatedAt, media: { nodes: [{ alt: 'for both' }] } };
    expect(data?.nodes).toEqual([expected, expected]);
  });
});

describe('the order', () => {
  const reorder = async (moves: Json[]) => {
    const { data } = await it.graphql(
      `mutation ($id: ID!, $moves: [MoveInput!]!) { productReorderMedia(id: $id, moves: $moves) {
        job { id done } mediaUserErrors { field message code } } }`,
      { id: gidOf('Product', product.id), moves },
    );
    return pick<{ job: { id: string; done: boolean }; mediaUserErrors: Json[] }>(data, 'productReorderMedia');
  };

  test('changes by a job, some time later', async () => {
    const { job } = await reorder([{ id: media[2], newPosition: '0' }]);
    expect(job.done).toBe(false);
    expect(await gallery()).toEqual(media);
    await it.advance(300);
    expect(await gallery()).toEqual([media[2], media[0], media[1]]);
    const { data } = await it.graphql('query ($id: ID!) { job(id: $id) { done query { shop { id } } } }', {
      id: job.id,
    });
    expect(data?.job).toMatchObject({ done: true });
  });

  test('takes moves one after another, the end for a position past it, and passes over strangers', async () => {
    const moves = [
      { id: media[0], newPosition: '99' },
      { id: gidOf('MediaImage', 7), newPosition: '0' },
      { id: media[2], newPosition: '0' },
    ];
    expect((await reorder(moves)).mediaUserErrors).toEqual([]);
    await it.advance(300);
    expect(await gallery()).toEqual([media[2], media[1], media[0]]);
  });

  test('of no product is an error', async () => {
    product = { ...product, id: 7 };
    expect(await reorder([])).toEqual({
      job: null,
      mediaUserErrors: [{ field: ['id'], message: 'Product does not exist', code: 'PRODUCT_DOES_NOT_EXIST' }],
    });
  });

  test('any moves leave the same pictures', async () => {
    const ids = [1, 2, 3, 4, 5, 6];
    const move = fc.record({ id: fc.integer({ min: 0, max: 8 }), newPosition: fc.nat(9) });
    await fc.assert(
      fc.property(fc.array(move), (moves) => {
        const order = applyMoves(ids, moves);
        expect([...order].sort()).toEqual(ids);
        const last = moves.filter(({ id }) => ids.includes(id)).at(-1);
        if (last) expect(order.indexOf(last.id)).toBe(Math.min(last.newPosition, ids.length - 1));
      }),
    );
  });
});

describe('a variant', () => {
  test('has one picture: a second is refused until the first is detached', async () => {
    const pair = (at: number) => [{ variantId: variants[0], mediaIds: [media[at]] }];
    expect(await variantMedia('Append', pair(1))).toEqual([
      {
        field: ['variantMedia', '0', 'variantId'],
        message: 'The given variant already has attached media.',
        code: 'PRODUCT_VARIANT_ALREADY_HAS_MEDIA',
      },
    ]);
    expect(await variantMedia('Detach', pair(0))).toEqual([]);
    expect(await variantMedia('Append', pair(1))).toEqual([]);
    expect(await linked()).toEqual([[media[1]], []]);
  });

  test.each([
    ['no medium', () => [{ variantId: variants[1], mediaIds: [] }], 'BLANK'],
    [
      'two media',
      () => [{ variantId: variants[1], mediaIds: media.slice(0, 2) }],
      'TOO_MANY_MEDIA_PER_INPUT_PAIR',
    ],
    [
      'the variant twice',
      () => [
        { variantId: variants[1], mediaIds: [media[0]] },
        { variantId: variants[1], mediaIds: [media[1]] },
      ],
      'PRODUCT_VARIANT_SPECIFIED_MULTIPLE_TIMES',
    ],
    [
      'another’s variant',
      () => [{ variantId: gidOf('ProductVariant', 7), mediaIds: [media[0]] }],
      'PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT',
    ],
    [
      'another’s picture',
      () => [{ variantId: variants[1], mediaIds: [gidOf('MediaImage', 7)] }],
      'MEDIA_DOES_NOT_EXIST_ON_PRODUCT',
    ],
    [
      '101 pairs',
      () =>
        Array.from({ length: 101 }, (_, n) => ({
          variantId: gidOf('ProductVariant', n),
          mediaIds: [media[0]],
        })),
      'MAXIMUM_VARIANT_MEDIA_PAIRS_EXCEEDED',
    ],
  ])('refuses %s', async (_, pairs, code) => {
    expect(await variantMedia('Append', pairs())).toMatchObject([{ code }]);
  });

  test('refuses a picture that is not READY, and detaching what is not attached', async () => {
    const { data } = await it.graphql(
      `mutation ($id: ID!) { productCreateMedia(productId: $id, media: [{ mediaContentType: IMAGE, originalSource: "http://127.0.0.1:9/a.png" }]) {
        media { id status } mediaUserErrors { code } } }`,
      { id: gidOf('Product', product.id) },
    );
    const young = pick<{ media: { id: string; status: string }[] }>(data, 'productCreateMedia').media[0];
    expect(young?.status).toBe('UPLOADED');
    expect(await variantMedia('Append', [{ variantId: variants[1], mediaIds: [young?.id] }])).toMatchObject([
      { code: 'NON_READY_MEDIA' },
    ]);
    expect(await variantMedia('Detach', [{ variantId: variants[1], mediaIds: [media[0]] }])).toMatchObject([
      { code: 'MEDIA_IS_NOT_ATTACHED_TO_VARIANT' },
    ]);
  });

  test('one wrong pair and nothing changes', async () => {
    const pairs = [
      { variantId: variants[1], mediaIds: [media[1]] },
      { variantId: variants[0], mediaIds: [media[1]] },
    ];
    expect(await variantMedia('Append', pairs)).toHaveLength(1);
    expect(await linked()).toEqual([[media[0]], []]);
  });
});

describe('a product', () => {
  test('takes new media by productUpdate and keeps what it is not asked to change', async () => {
    const { data } = await it.graphql(
      `mutation ($id: ID!, $media: [CreateMediaInput!]) { productUpdate(product: { id: $id, title: "Renamed" }, media: $media) {
        product { title handle media(first: 9) { nodes { id status } } } userErrors { field message } } }`,
      {
        id: gidOf('Product', product.id),
        media: [
          { mediaContentType: 'IMAGE', originalSource: 'nonsense' },
          { mediaContentType: 'IMAGE', originalSource: 'http://127.0.0.1:9/b.png' },
        ],
      },
    );
    const { product: row, userErrors } = pick<{
      product: { title: string; handle: string; media: { nodes: Json[] } };
      userErrors: Json[];
    }>(data, 'productUpdate');
    expect(row).toMatchObject({ title: 'Renamed', handle: product.handle });
    expect(row.media.nodes).toHaveLength(4);
    expect(userErrors).toEqual([
      { field: ['media', '0', 'originalSource'], message: 'Image URL is invalid' },
    ]);
  });

  test('deleted takes along the files that no other shows', async () => {
    const other = await it.sandbox.merchant.createProduct(SHOP, { title: 'Keeper' });
    await refer(media[0], { referencesToAdd: [gidOf('Product', other.id)] });
    await it.graphql('mutation ($id: ID!) { productDelete(input: { id: $id }) { deletedProductId } }', {
      id: gidOf('Product', product.id),
    });
    const { data } = await it.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: [media[0], media[1]],
    });
    expect(data?.nodes).toEqual([{ id: media[0] }, null]);
  });

  test('media by the older mutations: alt changes, deletion is for good', async () => {
    const id = gidOf('Product', product.id);
    const { data } = await it.graphql(
      `mutation ($id: ID!, $media: ID!) { productUpdateMedia(productId: $id, media: [{ id: $media, alt: "new" }]) { media { alt } mediaUserErrors { code } }
        productDeleteMedia(productId: $id, mediaIds: [$media]) { deletedMediaIds mediaUserErrors { code } } }`,
      { id, media: media[0] },
    );
    expect(data).toEqual({
      productUpdateMedia: { media: [{ alt: 'new' }], mediaUserErrors: [] },
      productDeleteMedia: { deletedMediaIds: [media[0]], mediaUserErrors: [] },
    });
    expect(await gallery()).toEqual(media.slice(1));
  });
});
