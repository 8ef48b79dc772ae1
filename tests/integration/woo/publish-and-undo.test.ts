import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Placement } from '#app/domain/publication.ts';
import { labelledPicture } from '#tests/support/shopify-studio.ts';
import { newCup, openWooStudio, type WooStudio } from '#tests/support/woo-studio.ts';

let studio: WooStudio;
let storeId = '';
beforeAll(async () => {
  studio = await openWooStudio();
  storeId = await studio.connect();
});
afterAll(() => studio.close());

type Cup = Awaited<ReturnType<typeof newCup>>;
const cup = async (): Promise<Cup> => {
  const made = await newCup(studio.sandbox);
  await studio.refreshProduct(storeId, String(made.id));
  return made;
};

const read = async (id: string) => {
  const publication = await studio.repositories.publications.get(storeId, id);
  if (!publication) throw new Error('no publication');
  return publication;
};

const plan = async (
  product: Cup,
  placement: Placement,
  more: { replaces?: number; variations?: number[] } = {},
) => {
  const assetId = await studio.makeAsset(storeId, product.id);
  return studio.plan(storeId, {
    assetId,
    placement,
    replacesMediaId: more.replaces === undefined ? null : String(more.replaces),
    variantIds: (more.variations ?? []).map(String),
  });
};

const publish = async (...args: Parameters<typeof plan>) => {
  const id = await plan(...args);
  await studio.finish(studio.publishAsset, storeId, id);
  return read(id);
};

const undo = async (id: string, what: { cleanUp?: boolean; reupload?: boolean } = {}) => {
  await studio.askUndo(storeId, id, what);
  await studio.finish(studio.undoPublication, storeId, id);
  return read(id);
};

const galleryOf = ({ id }: Cup) => {
  const found = studio.sandbox.dump().products.find((product) => product.id === id);
  if (!found) throw new Error('no product');
  return found;
};
const ours = () => studio.sandbox.dump().media.filter((medium) => medium.name !== null);

describe('publishing into a WooCommerce gallery', () => {
  it.each(['append', 'main', 'replace'] as const)(
    '%s: the picture goes up once and stands in its place; undone, nobody can tell that anything happened',
    async (placement) => {
      const product = await cup();
      const [first = 0, second = 0, third = 0] = product.media;
      const [small = 0, large = 0] = product.variations;
      const before = studio.sandbox.dump();
      const published = await publish(product, placement, {
        ...(placement === 'replace' ? { replaces: first } : {}),
        variations: [large],
      });
      expect(published).toMatchObject({ state: 'published', labelKept: true, failure: null });
      const mine = Number(published.fileId);
      expect(ours().map((medium) => medium.id)).toEqual([mine]);
      const expected = {
        append: { featured: first, gallery: [second, third, mine], small: first },
        main: { featured: mine, gallery: [first, second, third], small: first },
        replace: { featured: mine, gallery: [second, third], small: mine },
      }[placement];
      expect(galleryOf(product)).toMatchObject({
        featured: expected.featured,
        gallery: expected.gallery,
        variations: [
          { id: small, image: expected.small },
          { id: large, image: mine },
        ],
      });
      const undone = await undo(published.id, { cleanUp: true });
      expect(undone).toMatchObject({ state: 'reverted', leftAlone: [] });
      expect(studio.sandbox.dump()).toEqual(before);
    },
  );

  it('uploads once although the reply got lost, and although it was answered with a page of HTML', async () => {
    const product = await cup();
    studio.sandbox.faults.add({ kind: 'drop', when: 'after', match: '/wc-softbox/v1/media', method: 'POST' });
    studio.sandbox.faults.add({ kind: 'html', match: '/wc-softbox/v1/media', method: 'POST' });
    studio.sandbox.faults.add({ kind: 'cut', match: '/wc-softbox/v1/products', method: 'POST' });
    studio.sandbox.faults.add({
      kind: 'status',
      status: 502,
      when: 'after',
      match: '/wc-softbox/v1/products',
    });
    const published = await publish(product, 'main');
    expect(published.state).toBe('published');
    expect(ours().filter((medium) => medium.name === published.filename)).toHaveLength(1);
    await undo(published.id, { cleanUp: true });
  });

  it('notices what the owner changes meanwhile, and keeps it', async () => {
    const product = await cup();
    const [first = 0, second = 0, third = 0] = product.media;
    const id = await plan(product, 'main');
    const extra = await studio.sandbox.owner.addMedia({
      bytes: await labelledPicture(),
      filename: 'extra.jpg',
    });
    // between our reading of the gallery and our writing
    let armed = true;
    const stop = beforeGalleryWrites(() => {
      if (!armed) return;
      armed = false;
      studio.sandbox.owner.updateProduct(product.id, { galleryIds: [third, extra, second] });
    });
    await studio.finish(studio.publishAsset, storeId, id);
    stop();
    expect(armed).toBe(false);
    const mine = Number((await read(id)).fileId);
    expect(galleryOf(product)).toMatchObject({ featured: mine, gallery: [first, third, extra, second] });
    const undone = await undo(id);
    expect(undone.state).toBe('reverted');
    expect(galleryOf(product)).toMatchObject({ featured: first, gallery: [third, extra, second] });
  });

  it('gives back a gallery that had no main picture, and one that named a picture twice or a lost one', async () => {
    const product = await cup();
    const [first = 0, second = 0, third = 0] = product.media;
    const odd = [
      { imageId: null, galleryIds: [second, third] },
      { imageId: first, galleryIds: [first, second, second] },
      { imageId: first, galleryIds: [999_999, second, third] },
    ];
    for (const state of odd) {
      for (const placement of ['append', 'main', 'replace'] as const) {
        studio.sandbox.owner.updateProduct(product.id, state);
        const before = galleryOf(product);
        const published = await publish(
          product,
          placement,
          placement === 'replace' ? { replaces: second } : {},
        );
        expect(published.state).toBe('published');
        expect(await undo(published.id, { cleanUp: true })).toMatchObject({
          state: 'reverted',
          leftAlone: [],
        });
        expect(galleryOf(product)).toEqual(before);
      }
    }
  });

  it('gives a variation back the picture that was never in the gallery, but not one that is gone', async () => {
    const product = await cup();
    const [small = 0] = product.variations;
    const aside = await studio.sandbox.owner.addMedia({
      bytes: await labelledPicture(),
      filename: 'aside.jpg',
    });
    studio.sandbox.owner.updateVariation(small, { imageId: aside });
    const before = studio.sandbox.dump();
    const published = await publish(product, 'append', { variations: [small] });
    expect(galleryOf(product).variations[0]?.image).toBe(Number(published.fileId));
    expect(await undo(published.id, { cleanUp: true })).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(studio.sandbox.dump()).toEqual(before);

    const again = await publish(product, 'append', { variations: [small] });
    studio.sandbox.owner.deleteMedia(aside);
    const undone = await undo(again.id);
    expect(undone.leftAlone).toMatchObject([{ what: 'variant', id: String(small) }]);
    expect(galleryOf(product).variations[0]?.image).toBeNull();
  });

  it('does not delete our picture while a page shows it, and uploads a deleted original again when asked', async () => {
    const product = await cup();
    const [first = 0] = product.media;
    const published = await publish(product, 'replace', { replaces: first });
    studio.sandbox.owner.writePost('News', `<img class="wp-image-${published.fileId}" src="x">`);
    studio.sandbox.owner.deleteMedia(first);
    const undone = await undo(published.id, { cleanUp: true, reupload: true });
    expect(undone.leftAlone).toMatchObject([{ why: expect.stringMatching(/used elsewhere/) }]);
    const restored = studio.sandbox
      .dump()
      .media.find((medium) => medium.name?.startsWith('softbox-restored-'));
    expect(galleryOf(product).featured).toBe(restored?.id);
    expect(ours().some((medium) => medium.id === Number(published.fileId))).toBe(true);
  });

  it('says in plain words that the file is larger than the site takes, and leaves nothing behind', async () => {
    const small = await studio.openSite({ maxUploadBytes: 100 });
    const other = await studio.connect(small);
    const product = await newCup(small);
    await studio.refreshProduct(other, String(product.id));
    const assetId = await studio.makeAsset(other, product.id);
    const id = await studio.plan(other, { assetId });
    const before = small.dump();
    await studio.finish(studio.publishAsset, other, id);
    const failed = await studio.repositories.publications.get(other, id);
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { kind: 'payload-too-large', message: expect.stringMatching(/takes at most 0 MB/) },
    });
    expect(small.dump()).toEqual(before);
  });

  it('fails with words when the site stays down, rolls back when it is there again, and loses nothing', async () => {
    const product = await cup();
    const before = galleryOf(product);
    const id = await plan(product, 'main');
    // the picture goes up, then every write of the gallery fails for a day
    studio.sandbox.faults.add({
      kind: 'status',
      status: 503,
      when: 'before',
      match: '/wc-softbox/v1/products',
      method: 'POST',
      times: 60,
    });
    await studio.finish(studio.publishAsset, storeId, id);
    studio.sandbox.faults.clear();
    const failed = await read(id);
    expect(failed).toMatchObject({ state: 'failed', failure: { kind: 'store-unavailable' } });
    expect(galleryOf(product)).toEqual(before);
  });
});

/** Calls `before` ahead of every write of a gallery that reaches the site, until it is stopped. */
const beforeGalleryWrites = (before: () => void): (() => void) => {
  const board = studio.sandbox.faults;
  const { take } = board;
  board.take = (kind, about, also) => {
    if (kind === 'slow' && about.method === 'POST' && about.route.endsWith('/gallery')) before();
    return take(kind, about, also);
  };
  return () => {
    board.take = take;
  };
};
