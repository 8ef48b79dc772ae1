import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Placement } from '#app/domain/publication.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makePublishingDesk, type PublishingDesk } from '#tests/support/publishing-desk.ts';
import { dumpProduct } from './dump-product.ts';
import { type LiveSite, openLiveSite } from './live-site.ts';

/**
 * Publishing and undoing on a WooCommerce site, compared to the last byte: by everything its REST API tells, and where the suite
 * may look behind it (the stand-in; `--path` of `npm run test:woo`) by what the site keeps. It runs unchanged against both.
 */
let site: LiveSite;
let db: TestDatabase;
let desk: PublishingDesk;
const storeId = newId();

beforeAll(async () => {
  site = await openLiveSite();
  db = await withDatabase();
  desk = makePublishingDesk(db, site.platform);
  await desk.repositories.stores.install({
    id: storeId,
    platform: 'woocommerce',
    externalId: site.address.identity,
    isSandbox: true,
    name: 'The suite',
    currency: 'EUR',
    now: desk.clock.now(),
  });
});
afterAll(async () => {
  await db.close();
  await site.close();
});

type Product = Awaited<ReturnType<LiveSite['newProduct']>>;

const newProduct = async (): Promise<Product> => {
  const product = await site.newProduct();
  await desk.refreshProduct(storeId, String(product.id));
  return product;
};

const plan = async (
  product: Product,
  placement: Placement,
  more: { replaces?: number | undefined; variations?: readonly number[] } = {},
) =>
  desk.plan(storeId, {
    assetId: await desk.makeAsset(storeId, product.id),
    placement,
    replacesMediaId: more.replaces === undefined ? null : String(more.replaces),
    variantIds: (more.variations ?? []).map(String),
    alt: 'Ours, “with” & ünïcode \\ <b>',
  });

const read = async (id: string) => {
  const publication = await desk.repositories.publications.get(storeId, id);
  if (!publication) throw new Error('no publication');
  return publication;
};
const runPublish = async (id: string) => {
  await desk.finish(desk.publishAsset, storeId, id);
  const published = await read(id);
  expect(published).toMatchObject({ state: 'published', failure: null, labelKept: true });
  return { id, mine: Number(published.fileId), filename: published.filename };
};
const publish = async (...args: Parameters<typeof plan>) => runPublish(await plan(...args));
const undo = async (id: string, what: { cleanUp?: boolean } = {}) => {
  await desk.askUndo(storeId, id, what);
  await desk.finish(desk.undoPublication, storeId, id);
  return read(id);
};

const dump = async (product: Product) => ({
  shown: await dumpProduct(site, product.id),
  kept: (await site.dumpAll?.()) ?? null,
});
const shown = async ({ id }: Product) => {
  const { featured, gallery, variations } = await site.gallery(id);
  return { featured, gallery, variations: variations.map((variation) => variation.image) };
};
/** The owner changes the pictures of a product in WooCommerce's own way. */
const ownerSets = (id: number, images: readonly (number | { id: number; alt: string })[]) =>
  site.must({
    method: 'POST',
    namespace: 'wc/v3',
    path: `products/${id}`,
    body: { images: images.map((image) => (typeof image === 'number' ? { id: image } : image)) },
    reply: z.looseObject({ id: z.number() }),
  });

describe('published and undone', () => {
  it.each(['append', 'main', 'replace'] as const)('%s: nothing is left of it', async (placement) => {
    const product = await newProduct();
    const [first = 0, second = 0, third = 0] = product.media;
    const [, large = 0] = product.variations;
    const before = await dump(product);
    const { id, mine } = await publish(product, placement, {
      replaces: placement === 'replace' ? first : undefined,
      variations: [large],
    });
    const now = {
      append: { featured: first, gallery: [second, third, mine], variations: [first, mine] },
      main: { featured: mine, gallery: [first, second, third], variations: [first, mine] },
      replace: { featured: mine, gallery: [second, third], variations: [mine, mine] },
    }[placement];
    expect(await shown(product)).toEqual(now);
    expect(await undo(id, { cleanUp: true })).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(await dump(product)).toEqual(before);
  });

  it('in another order than it was published: nothing is left of it', async () => {
    const product = await newProduct();
    const [first, second] = product.media;
    const before = await dump(product);
    const one = await publish(product, 'main', { variations: product.variations });
    const two = await publish(product, 'replace', { replaces: second });
    const three = await publish(product, 'replace', { replaces: first });
    for (const { id } of [two, one, three])
      expect(await undo(id, { cleanUp: true })).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(await dump(product)).toEqual(before);
  });

  it('without a gallery at first: nothing is left of it', async () => {
    const product = await newProduct();
    await ownerSets(product.id, []);
    const before = await dump(product);
    const { id, mine } = await publish(product, 'append');
    expect(await shown(product)).toMatchObject({ featured: mine, gallery: [] });
    expect(await undo(id, { cleanUp: true })).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(await dump(product)).toEqual(before);
  });
});

describe('what the owner does', () => {
  it('while we publish is merged, not overwritten; undone, only his own is left', async () => {
    const product = await newProduct();
    const [first = 0, second = 0, third = 0] = product.media;
    const extra = (await site.upload()).id;
    const id = await plan(product, 'main');
    const came = site.beforeNextGalleryWrite(() => ownerSets(product.id, [first, third, extra, second]));
    const { mine } = await runPublish(id);
    expect(came()).toBe(true);
    expect(await shown(product)).toMatchObject({ featured: mine, gallery: [first, third, extra, second] });
    expect(await undo(id, { cleanUp: true })).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(await shown(product)).toMatchObject({ featured: first, gallery: [third, extra, second] });
  });

  it('while we undo is merged, not overwritten', async () => {
    const product = await newProduct();
    const [first = 0, , third = 0] = product.media;
    const { id, mine } = await publish(product, 'main');
    // the second is taken out, the other two change places
    const came = site.beforeNextGalleryWrite(() => ownerSets(product.id, [mine, third, first]));
    expect((await undo(id, { cleanUp: true })).state).toBe('reverted');
    expect(came()).toBe(true);
    expect(await shown(product)).toMatchObject({ featured: third, gallery: [first] });
  });

  it('between the two stays as if we had never been there', async () => {
    const product = await newProduct();
    const twin = await newProduct();
    const extra = (await site.upload()).id;
    const { id, mine } = await publish(product, 'main', { variations: product.variations });
    const owner = (of: Product, ours: readonly number[]) => {
      const [first = 0, second = 0, third = 0] = of.media;
      const alt = 'The owner’s own words & "marks"';
      return ownerSets(of.id, [...ours, first, third, { id: second, alt }, extra]);
    };
    await owner(product, [mine]);
    await owner(twin, []);
    expect(await undo(id, { cleanUp: true })).toMatchObject({ state: 'reverted', leftAlone: [] });
    const asPlaces = async (of: Product) => {
      const { gallery } = await dumpProduct(site, of.id);
      const place = (image: number | null) => (image === extra ? 'extra' : of.media.indexOf(image ?? -1));
      return {
        featured: place(gallery.featured),
        gallery: gallery.gallery.map(place),
        variations: gallery.variations.map((variation) => place(variation.image)),
        alts: gallery.images.map((image) => image.alt),
      };
    };
    expect(await asPlaces(product)).toEqual(await asPlaces(twin));
  });

  it('with our picture elsewhere keeps it there: it is not deleted', async () => {
    const product = await newProduct();
    const other = await newProduct();
    const before = await dumpProduct(site, product.id);
    const { id, mine, filename } = await publish(product, 'replace', { replaces: product.media[0] });
    await ownerSets(other.id, [...other.media, mine]);
    const elsewhere = await dumpProduct(site, other.id);
    expect(await undo(id, { cleanUp: true })).toMatchObject({
      state: 'reverted',
      leftAlone: [{ what: 'medium', id: String(mine), why: expect.stringMatching(/used elsewhere/) }],
    });
    expect(await dumpProduct(site, product.id)).toEqual(before);
    expect(await dumpProduct(site, other.id)).toEqual(elsewhere);
    // it goes with the suite
    await ownerSets(other.id, other.media);
    const deleted = await site.platform.deleteOwnFile(storeId, { id: String(mine), filename });
    expect(deleted).toEqual({ ok: true, value: 'deleted' });
  });
});
