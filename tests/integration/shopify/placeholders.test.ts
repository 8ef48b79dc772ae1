import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makePublishAssets } from '#app/use-cases/publish-assets.ts';
import {
  dumpProduct,
  gidOf,
  openStudio,
  ourFiles,
  SHOP,
  type Studio,
} from '#tests/support/shopify-studio.ts';

let studio: Studio;
let productId: string;
let number: number;

beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio.close());

beforeEach(async () => {
  const made = await studio.sandbox.merchant.createProduct(SHOP, { title: 'Teapot', images: [] });
  number = made.id;
  productId = gidOf('Product', number);
  await studio.refreshProduct(studio.store.id, productId);
  await sandboxStore(true);
  studio.messages.length = 0;
});

const sandboxStore = (isSandbox: boolean) =>
  studio.db.database.prisma.store.update({ where: { id: studio.store.id }, data: { isSandbox } });

/** An approved picture that a stand-in of a provider took part in. */
const placeholder = async () => {
  const id = await studio.makeAsset(productId);
  await studio.db.database.prisma.asset.update({ where: { id }, data: { isPlaceholder: true } });
  return id;
};

const request = (assetId: string) =>
  ({ assetId, placement: 'append', replacesMediaId: null, variantIds: [], alt: '', actor: 'test' }) as const;

const publications = () =>
  studio.db.database.prisma.publication.count({
    where: { storeId: studio.store.id, productExternalId: productId },
  });

describe('a placeholder and a real store', () => {
  test('its publication is refused before anything is planned', async () => {
    const assetId = await placeholder();
    await sandboxStore(false);
    const planned = await studio.planPublication(studio.store.id, request(assetId));
    expect(planned).toMatchObject({ ok: false, error: { kind: 'placeholder-not-publishable' } });
    expect(await publications()).toBe(0);
    expect(studio.messages).toEqual([]);
  });

  test('among several pictures it alone is refused', async () => {
    const [real, fake] = [await studio.makeAsset(productId), await placeholder()];
    await sandboxStore(false);
    const publishAssets = makePublishAssets({
      ...studio.repositories,
      publish: (storeId, intent) => studio.planPublication(storeId, { ...intent, alt: intent.alt ?? '' }),
    });
    const refused = await publishAssets(studio.store.id, [fake, real], {
      placement: 'append',
      actor: 'test',
    });
    expect(refused.map(({ kind }) => kind)).toEqual(['placeholder-not-publishable']);
    expect(studio.messages.map(({ kind }) => kind)).toEqual(['publication']);
    expect(await publications()).toBe(1);
  });

  test('one that was planned while the store was a sandbox is not uploaded any more', async () => {
    const id = await studio.plan({ assetId: await placeholder() });
    const [before, files] = [dumpProduct(studio.sandbox, number), ourFiles(studio.sandbox).length];
    await sandboxStore(false);
    await studio.finish(studio.publishAsset, id);
    const ended = await studio.repositories.publications.get(studio.store.id, id);
    expect(ended).toMatchObject({ state: 'failed', failure: { kind: 'placeholder-not-publishable' } });
    expect(ourFiles(studio.sandbox)).toHaveLength(files);
    expect(dumpProduct(studio.sandbox, number)).toEqual(before);
  });
});

test('a sandbox store may have it, to be tried out and taken back', async () => {
  const id = await studio.plan({ assetId: await placeholder() });
  await studio.finish(studio.publishAsset, id);
  const ended = await studio.repositories.publications.get(studio.store.id, id);
  expect(ended?.state).toBe('published');
  expect(dumpProduct(studio.sandbox, number)?.media).toHaveLength(1);
});
