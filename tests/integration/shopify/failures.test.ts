import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bottle, imageSeed } from '#sandbox/shopify/testing/try-sandbox.ts';
import {
  dumpProduct,
  gidOf,
  openStudio,
  ourFiles,
  SHOP,
  type Studio,
} from '#tests/support/shopify-studio.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());
afterEach(() => studio.sandbox.faults.clear());

let count = 0;
const newProduct = async () => {
  const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle(`Jar ${count++}`));
  await studio.refreshProduct(studio.store.id, gidOf('Product', product.id));
  return product;
};

const planReplacing = async (product: { id: number; mediaIds: number[] }) =>
  studio.plan({
    assetId: await studio.makeAsset(gidOf('Product', product.id)),
    placement: 'replace',
    replacesMediaId: gidOf('MediaImage', product.mediaIds[0] ?? 0),
  });
const read = (id: string) => studio.repositories.publications.get(studio.store.id, id);

const CALLS = [
  'stagedUploadsCreate',
  'fileCreate',
  'node',
  'product',
  'fileUpdate',
  'productReorderMedia',
  'job',
  'productVariantDetachMedia',
  'productVariantAppendMedia',
];

describe('a platform in trouble', () => {
  it.each(CALLS)(
    'answers %s with a 503 after having done it: one medium, and undo ends where it began',
    async (match) => {
      const product = await newProduct();
      const start = dumpProduct(studio.sandbox, product.id);
      const id = await planReplacing(product);
      studio.sandbox.faults.add({ kind: 'server-error', status: 503, when: 'after', match, times: 2 });
      await studio.finish(studio.publishAsset, id);
      expect(await read(id)).toMatchObject({ state: 'published' });
      const ours = ourFiles(studio.sandbox).filter((file) => file.filename.includes(id));
      expect(ours).toHaveLength(1);
      studio.sandbox.faults.add({ kind: 'drop', when: 'after', match, times: 1 });
      await studio.undoRequest(id);
      await studio.finish(studio.undoPublication, id);
      expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
    },
  );

  it('slows down when it is asked to', async () => {
    const id = await planReplacing(await newProduct());
    studio.sandbox.faults.add({ kind: 'throttle', times: 5 });
    await studio.finish(studio.publishAsset, id);
    expect(await read(id)).toMatchObject({ state: 'published' });
  });

  it('takes a new token when the old one is refused', async () => {
    const id = await planReplacing(await newProduct());
    studio.sandbox.faults.add({ kind: 'expired-token', times: 1 });
    await studio.finish(studio.publishAsset, id);
    expect(await read(id)).toMatchObject({ state: 'published' });
  });

  it('cannot process the picture: nothing is left behind, and the reason is recorded', async () => {
    const product = await newProduct();
    const start = dumpProduct(studio.sandbox, product.id);
    const id = await planReplacing(product);
    studio.sandbox.faults.add({ kind: 'media-failed', code: 'IMAGE_PROCESSING_FAILURE' });
    await studio.finish(studio.publishAsset, id);
    expect(await read(id)).toMatchObject({ state: 'failed', failure: { kind: 'media-failed' } });
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
    expect(ourFiles(studio.sandbox).filter((file) => file.filename.includes(id))).toEqual([]);
  });

  it('refuses in the middle: what was done is taken back', async () => {
    const product = await newProduct();
    const start = dumpProduct(studio.sandbox, product.id);
    const id = await planReplacing(product);
    // by then our picture is in the gallery and in its place, and the variant's own has been cleared
    const refusing: typeof fetch = async (input, init) => {
      const body = String(init?.body);
      const links = body.includes('productVariantAppendMedia');
      const fileId = links ? (await read(id))?.fileId : null;
      if (!fileId || !body.includes(fileId)) return fetch(input, init);
      expect(dumpProduct(studio.sandbox, product.id)).not.toEqual(start);
      const userErrors = [{ code: 'INVALID', field: ['variantMedia'], message: 'Not this one.' }];
      return Response.json({ data: { productVariantAppendMedia: { userErrors } } });
    };
    await studio.finish(studio.work({ ...studio.home, fetch: refusing }).publishAsset, id);
    expect(await read(id)).toMatchObject({ state: 'failed', failure: { kind: 'publish-rejected' } });
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
    expect(ourFiles(studio.sandbox).filter((file) => file.filename.includes(id))).toEqual([]);
  });

  it('has no such product any more: the publication fails, and says why', async () => {
    const product = await newProduct();
    const id = await planReplacing(product);
    await studio.sandbox.merchant.deleteProduct(SHOP, product.id);
    await studio.finish(studio.publishAsset, id);
    expect(await read(id)).toMatchObject({ state: 'failed', failure: { kind: 'product-gone' } });
  });

  it('is tried so often and no oftener; then everything is as before', async () => {
    const product = await newProduct();
    const start = dumpProduct(studio.sandbox, product.id);
    const id = await planReplacing(product);
    const broken: typeof fetch = (input, init) =>
      String(init?.body).includes('productReorderMedia')
        ? Promise.resolve(new Response('', { status: 502 }))
        : fetch(input, init);
    await studio.finish(studio.work({ ...studio.home, fetch: broken }).publishAsset, id);
    expect(await read(id)).toMatchObject({
      state: 'failed',
      failure: { kind: 'store-unavailable' },
      attempt: 8,
    });
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
  });
});

describe('a product that holds 250 pictures', () => {
  it('takes a replacement, and undo ends where it began; one more is refused', {
    timeout: 300_000,
  }, async () => {
    const images = [];
    for (let i = 0; i < 250; i++) images.push(await imageSeed(`many-${i}`, i, `picture ${i}`));
    const product = await studio.sandbox.merchant.createProduct(SHOP, {
      title: 'Many',
      images,
      options: ['Size'],
      variants: [{ title: 'One', price: '1.00', optionValues: ['One'], imageFile: 'many-100.png' }],
    });
    const gid = gidOf('Product', product.id);
    await studio.refreshProduct(studio.store.id, gid);
    const start = dumpProduct(studio.sandbox, product.id);
    expect(start?.media).toHaveLength(250);

    const refused = await studio.plan({ assetId: await studio.makeAsset(gid) });
    await studio.finish(studio.publishAsset, refused);
    expect(await read(refused)).toMatchObject({ state: 'failed', failure: { kind: 'media-limit' } });

    const id = await studio.plan({
      assetId: await studio.makeAsset(gid),
      placement: 'replace',
      replacesMediaId: gidOf('MediaImage', product.mediaIds[100] ?? 0),
    });
    await studio.finish(studio.publishAsset, id);
    const published = await read(id);
    expect(published).toMatchObject({ state: 'published' });
    const now = dumpProduct(studio.sandbox, product.id);
    expect(gidOf('MediaImage', now?.media[100]?.id ?? 0)).toBe(published?.fileId);
    await studio.undoRequest(id);
    await studio.finish(studio.undoPublication, id);
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
  });
});
