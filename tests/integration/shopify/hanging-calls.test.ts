import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bottle } from '#sandbox/shopify/testing/try-sandbox.ts';
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

/** Well above what the sandbox takes on a busy machine, well below how long it hangs. */
const TIMEOUTS = { replyMs: 800, uploadMs: 800 };
const HANGS_MS = 1_600;
const never = new AbortController().signal;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let count = 0;
const newProduct = async () => {
  const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle(`Tray ${count++}`));
  await studio.refreshProduct(studio.store.id, gidOf('Product', product.id));
  return product;
};
const planReplacing = async (product: { id: number; mediaIds: number[] }) =>
  studio.plan({
    assetId: await studio.makeAsset(gidOf('Product', product.id)),
    placement: 'replace',
    replacesMediaId: gidOf('MediaImage', product.mediaIds[0] ?? 0),
  });
const attempts = async (id: string) =>
  (await studio.repositories.publications.get(studio.store.id, id))?.attempt;

const galleryOf = (productId: number) => {
  const dump = dumpProduct(studio.sandbox, productId);
  if (!dump) throw new Error('the product is gone');
  return dump;
};

/** What the publication put into the gallery, and into the shop's files. */
const placed = (productId: number, id: string) => ({
  inGallery: galleryOf(productId).media.length,
  files: ourFiles(studio.sandbox).filter((file) => file.filename.includes(id)).length,
});

describe('a platform that does not answer', () => {
  it('is given up by our time limit, as store-unavailable', async () => {
    const { platform } = studio.work({ ...studio.home, timeouts: TIMEOUTS });
    const product = await newProduct();
    studio.sandbox.faults.add({ kind: 'slow', delayMs: HANGS_MS, match: 'product' });
    const started = performance.now();
    const read = await platform.readMedia(studio.store.id, gidOf('Product', product.id));
    expect(read).toMatchObject({
      ok: false,
      error: { kind: 'store-unavailable', details: { timedOut: true } },
    });
    const took = performance.now() - started;
    expect(took).toBeGreaterThanOrEqual(TIMEOUTS.replyMs - 50);
    expect(took).toBeLessThan(HANGS_MS);
    expect(await platform.readMedia(studio.store.id, gidOf('Product', product.id))).toMatchObject({
      ok: true,
    });
  });

  it('is given up at once when the work is stopped, as cancelled', async () => {
    const product = await newProduct();
    studio.sandbox.faults.add({ kind: 'slow', delayMs: HANGS_MS, match: 'product' });
    const started = performance.now();
    const read = await studio.platform.readMedia(studio.store.id, gidOf('Product', product.id), {
      signal: AbortSignal.timeout(100),
    });
    expect(read).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(performance.now() - started).toBeLessThan(HANGS_MS);
  });

  it.each(['fileCreate', 'fileUpdate', 'productReorderMedia', 'productVariantAppendMedia'])(
    'to %s, and does it after we have gone: tried again, and nothing is there twice',
    async (match) => {
      const product = await newProduct();
      const start = galleryOf(product.id);
      const id = await planReplacing(product);
      const { publishAsset } = studio.work({ ...studio.home, timeouts: TIMEOUTS });
      studio.sandbox.faults.add({ kind: 'slow', delayMs: HANGS_MS, match });
      const first = await publishAsset(studio.store.id, id, never);
      expect(first.kind).toBe('later');
      await studio.finish(publishAsset, id);
      expect(await attempts(id)).toBeGreaterThan(1);
      // what hung is done by now, too
      await pause(HANGS_MS);
      expect(placed(product.id, id)).toEqual({ inGallery: start.media.length, files: 1 });
      await studio.undoRequest(id);
      await studio.finish(studio.undoPublication, id);
      expect(galleryOf(product.id)).toEqual(start);
    },
  );

  it('while a picture is sent is given up, and the picture is sent again', async () => {
    const product = await newProduct();
    const start = galleryOf(product.id);
    const id = await planReplacing(product);
    let hangs = 1;
    const { publishAsset } = studio.work({
      ...studio.home,
      timeouts: TIMEOUTS,
      fetch: (input, init) => {
        if (!(init?.body instanceof FormData) || hangs-- <= 0) return fetch(input, init);
        return new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        });
      },
    });
    expect(await publishAsset(studio.store.id, id, never)).toMatchObject({ kind: 'later' });
    await studio.finish(publishAsset, id);
    expect(placed(product.id, id)).toEqual({ inGallery: start.media.length, files: 1 });
  });
});
