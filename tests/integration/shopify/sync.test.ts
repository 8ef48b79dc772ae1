import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { err } from '#app/domain/result.ts';
import { makeSyncCatalogue } from '#app/use-cases/sync-catalogue.ts';
import { bottle, imageSeed } from '#sandbox/shopify/testing/try-sandbox.ts';
import { silentLog } from '#tests/support/clock.ts';
import { gidOf, openStudio, SHOP, type Studio } from '#tests/support/shopify-studio.ts';

let studio: Studio;
const PRODUCTS = 60;
beforeAll(async () => {
  studio = await openStudio();
  for (let i = 0; i < PRODUCTS; i++) {
    await studio.sandbox.merchant.createProduct(SHOP, {
      ...(await bottle(`Cup ${i}`)),
      tags: ['ceramic', i % 2 ? 'odd' : 'even'],
    });
  }
});
afterAll(() => studio.close());

const never = new AbortController().signal;
const rows = () => studio.db.database.prisma.product.findMany({ where: { storeId: studio.store.id } });
const start = async (updatedSince: Date | null = null) => {
  const id = newId();
  await studio.repositories.catalogueSyncs.start(studio.store.id, { id, updatedSince, now: new Date() });
  return id;
};

describe('a sync', () => {
  it('that is killed goes on where it was, and brings every product once', async () => {
    const id = await start();
    let pages = 0;
    const dying = makeSyncCatalogue({
      ...studio.repositories,
      platform: {
        ...studio.platform,
        listProducts: async (...args) =>
          pages++ < 2
            ? studio.platform.listProducts(...args)
            : err({ kind: 'store-unavailable', message: 'gone' }),
      },
      clock: studio.home.clock,
      newId,
      random: () => 0,
      log: silentLog,
    });
    expect(await dying(studio.store.id, id, never)).toMatchObject({ kind: 'later' });
    expect(await rows()).toHaveLength(50);
    const asked: (string | null)[] = [];
    const { platform } = studio;
    const going = makeSyncCatalogue({
      ...studio.repositories,
      platform: {
        ...platform,
        listProducts: (storeId, request, options) => {
          asked.push(request.cursor);
          return platform.listProducts(storeId, request, options);
        },
      },
      clock: studio.home.clock,
      newId,
      random: () => 0,
      log: silentLog,
    });
    expect(await going(studio.store.id, id, never)).toEqual({ kind: 'done' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toBeNull();
    expect(await rows()).toHaveLength(PRODUCTS);
    const sync = await studio.repositories.catalogueSyncs.get(studio.store.id, id);
    expect(sync).toMatchObject({ state: 'done', productsSeen: PRODUCTS });
    const store = await studio.repositories.stores.get(studio.store.id);
    expect(store).toMatchObject({ name: 'Tea', currency: 'EUR' });
    expect(store?.lastSyncedAt).not.toBeNull();
  });

  it('whose process is killed is found by the sweep once its lease has run out, and goes on from its place', async () => {
    const id = await start();
    const { catalogueSyncs } = studio.repositories;
    let pages = 0;
    const killed = studio.work({
      ...studio.home,
      fetch: (...call) => {
        pages += 1;
        if (pages > 3) throw new Error('killed');
        return fetch(...call);
      },
    });
    const dying = makeSyncCatalogue({
      ...studio.repositories,
      platform: killed.platform,
      clock: studio.home.clock,
      newId,
      random: () => 0,
      log: silentLog,
      // a process that is killed gives nothing back
      catalogueSyncs: { ...catalogueSyncs, release: async () => {} },
    });
    await dying(studio.store.id, id, never).catch(() => undefined);
    const left = await catalogueSyncs.get(studio.store.id, id);
    expect(left).toMatchObject({ state: 'running', productsSeen: 50 });
    expect(left?.cursor).not.toBeNull();

    expect(await studio.syncCatalogue(studio.store.id, id, never)).toEqual({ kind: 'nothing' });
    const later = (ms: number) => new Date(Date.now() + ms);
    expect(await catalogueSyncs.stranded(later(30_000), later(0), 10)).toEqual([]);
    expect(await catalogueSyncs.stranded(later(100_000), later(0), 10)).toMatchObject([{ id }]);
    const { clock } = studio.home;
    const afterwards = studio.work({ ...studio.home, clock: { ...clock, now: () => later(100_000) } });
    expect(await afterwards.syncCatalogue(studio.store.id, id, never)).toEqual({ kind: 'done' });
    expect(await catalogueSyncs.get(studio.store.id, id)).toMatchObject({
      state: 'done',
      productsSeen: PRODUCTS,
    });
    expect((await rows()).filter((row) => row.deletedAt === null)).toHaveLength(PRODUCTS);
  });

  it('keeps variants, pictures and their order', async () => {
    const [product] = studio.sandbox.state.shop(SHOP)?.products.all() ?? [];
    const mirrored = await studio.repositories.products.findByExternalId(
      studio.store.id,
      gidOf('Product', product?.id ?? 0),
    );
    expect(mirrored?.images.map((i) => i.externalId)).toEqual(
      product?.mediaIds.map((id) => gidOf('MediaImage', id)),
    );
    expect(mirrored?.images.map((i) => i.alt)).toEqual(['front', 'side', '']);
    expect(mirrored?.variants.map((v) => v.mediaExternalId)).toEqual([mirrored?.images[0]?.externalId, null]);
    expect(mirrored?.tags).toEqual(['ceramic', 'even']);
  });

  it('of a product larger than a page brings all of it', async () => {
    const sizes = Array.from({ length: 120 }, (_, i) => `S${i}`);
    const images = [];
    for (let i = 0; i < 70; i++) images.push(await imageSeed(`large-${i}`, i));
    const product = await studio.sandbox.merchant.createProduct(SHOP, {
      title: 'Large',
      options: ['Size'],
      variants: sizes.map((size) => ({ title: size, price: '1.00', optionValues: [size] })),
      images,
    });
    await studio.sync();
    const mirrored = await studio.repositories.products.findByExternalId(
      studio.store.id,
      gidOf('Product', product.id),
    );
    expect(mirrored?.variants).toHaveLength(120);
    expect(mirrored?.images.map((i) => i.position)).toEqual(images.map((_, i) => i));
  });

  it('marks what it did not see as deleted, and never an edit of its own time', async () => {
    const [gone] = studio.sandbox.state.shop(SHOP)?.products.all() ?? [];
    if (!gone) throw new Error('no product');
    await studio.sandbox.merchant.deleteProduct(SHOP, gone.id);
    await studio.sync();
    const deleted = (await rows()).filter((row) => row.deletedAt !== null);
    expect(deleted.map((row) => row.externalId)).toEqual([gidOf('Product', gone.id)]);
  });

  it('of changes asks only for what changed, and deletes nothing', async () => {
    const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));
    // the search knows times to the second: what was changed in the same one would be found, too
    await aSecond();
    const since = new Date();
    await aSecond();
    const [one] = studio.sandbox.state.shop(SHOP)?.products.all() ?? [];
    await studio.sandbox.merchant.updateProduct(SHOP, one?.id ?? 0, { title: 'Renamed' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const id = await start(since);
    expect(await studio.syncCatalogue(studio.store.id, id, never)).toEqual({ kind: 'done' });
    const sync = await studio.repositories.catalogueSyncs.get(studio.store.id, id);
    expect(sync?.productsSeen).toBe(1);
    expect((await rows()).filter((row) => row.title === 'Renamed')).toHaveLength(1);
    expect((await rows()).filter((row) => row.deletedAt !== null)).toHaveLength(1);
  });

  it('never lets an older reading overwrite a newer one', async () => {
    const [row] = await rows();
    if (!row) throw new Error('no row');
    const read = await studio.platform.readProduct(studio.store.id, (await rows())[5]?.externalId ?? '');
    if (!read.ok) throw new Error(read.error.message);
    const { products } = studio.repositories;
    const put = (title: string, updatedAt: Date) =>
      products.upsertMany(studio.store.id, [{ ...read.value, title, updatedAt }], {
        syncId: null,
        readAt: new Date(),
      });
    const later = new Date(read.value.updatedAt.getTime() + 60_000);
    expect(await put('Newer', later)).toBe(1);
    expect(await put('Older', read.value.updatedAt)).toBe(0);
    const mirrored = await products.findByExternalId(studio.store.id, read.value.externalId);
    expect(mirrored?.title).toBe('Newer');
    expect(mirrored?.images).toHaveLength(read.value.images.length);
  });

  it('knows our own pictures, so that they are never used as sources', async () => {
    const product = (await rows()).find((row) => row.deletedAt === null && row.title.startsWith('Cup'));
    if (!product) throw new Error('no product');
    const id = await studio.plan({ assetId: await studio.makeAsset(product.externalId) });
    await studio.finish(studio.publishAsset, id);
    await studio.sync();
    const mirrored = await studio.repositories.products.get(studio.store.id, product.id);
    expect(mirrored?.images.map((i) => i.isOurs)).toEqual([false, false, false, true]);
    const sources = await studio.repositories.sources.ofProducts(studio.store.id, [product.id]);
    expect(sources[0]?.images).toHaveLength(3);
  });
});
