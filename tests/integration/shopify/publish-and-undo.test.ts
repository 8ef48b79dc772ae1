import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Placement } from '#app/domain/publication.ts';
import { bottle, picture } from '#sandbox/shopify/testing/try-sandbox.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
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

let count = 0;
const newProduct = async () => {
  const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle(`Bottle ${count++}`));
  await studio.refreshProduct(studio.store.id, gidOf('Product', product.id));
  const media = product.mediaIds.map((id) => gidOf('MediaImage', id));
  const variants = product.variantIds.map((id) => gidOf('ProductVariant', id));
  return { id: product.id, gid: gidOf('Product', product.id), media, variants };
};
type Product = Awaited<ReturnType<typeof newProduct>>;

const publish = async (
  product: Product,
  placement: Placement,
  replaces: string | null = null,
  variants: string[] = [],
) => {
  const assetId = await studio.makeAsset(product.gid);
  const id = await studio.plan({ assetId, placement, replacesMediaId: replaces, variantIds: variants });
  await studio.finish(studio.publishAsset, id);
  return read(id);
};

const undo = async (id: string, what: { cleanUp?: boolean; reupload?: boolean } = {}) => {
  await studio.undoRequest(id, what);
  await studio.finish(studio.undoPublication, id);
  return read(id);
};

const read = async (id: string) => {
  const publication = await studio.repositories.publications.get(studio.store.id, id);
  if (!publication) throw new Error('no publication');
  return publication;
};

const gallery = (product: Product) =>
  (dumpProduct(studio.sandbox, product.id)?.media ?? []).map((m) => gidOf('MediaImage', m.id));
const links = (product: Product) =>
  (dumpProduct(studio.sandbox, product.id)?.variants ?? []).map((v) =>
    v.media?.[0] ? gidOf('MediaImage', v.media[0]) : null,
  );

describe('publishing', () => {
  it('appends: last in the gallery, nothing else moves, the label is kept', async () => {
    const product = await newProduct();
    const p = await publish(product, 'append');
    expect(p).toMatchObject({ state: 'published', labelKept: true, failure: null });
    expect(gallery(product)).toEqual([...product.media, p.fileId]);
    expect(links(product)).toEqual([product.media[0], null]);
    expect(p.before?.media.map((m) => m.id)).toEqual(product.media);
    expect(p.after?.media.map((m) => m.id)).toEqual(gallery(product));
  });

  it('main: first, the others keep their order, and the variants asked for show it', async () => {
    const product = await newProduct();
    const p = await publish(product, 'main', null, [product.variants[1] ?? '']);
    expect(gallery(product)).toEqual([p.fileId, ...product.media]);
    expect(links(product)).toEqual([product.media[0], p.fileId]);
  });

  it('replaces: takes place and variants of the original, whose file stays', async () => {
    const product = await newProduct();
    const [first = '', second, third] = product.media;
    const p = await publish(product, 'replace', first);
    expect(gallery(product)).toEqual([p.fileId, second, third]);
    expect(links(product)).toEqual([p.fileId, null]);
    const file = await studio.platform.readFile(studio.store.id, first);
    expect(file).toMatchObject({ ok: true, value: { status: 'ready' } });
    expect(p.before?.media[0]?.objectKey).toMatch(/^stores\/.+\/source\//);
  });

  it('does nothing when it is asked again', async () => {
    const product = await newProduct();
    const p = await publish(product, 'append');
    const seen = dumpProduct(studio.sandbox, product.id);
    expect(await studio.finish(studio.publishAsset, p.id)).toEqual({ kind: 'nothing', why: 'finished' });
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(seen);
  });

  it('happens at most once at a time for one picture', async () => {
    const product = await newProduct();
    const assetId = await studio.makeAsset(product.gid);
    await studio.plan({ assetId });
    await expect(studio.plan({ assetId })).rejects.toThrow(/published already/);
  });

  it('ends in one medium when two workers get the same message', async () => {
    const product = await newProduct();
    const id = await studio.plan({ assetId: await studio.makeAsset(product.gid) });
    await Promise.all([1, 2, 3].map(() => studio.finish(studio.publishAsset, id)));
    expect(gallery(product)).toHaveLength(4);
    expect((await read(id)).state).toBe('published');
  });

  it('serves several pictures of one product one after another', async () => {
    const product = await newProduct();
    const ids: string[] = [];
    for (let i = 0; i < 4; i++)
      ids.push(await studio.plan({ assetId: await studio.makeAsset(product.gid), placement: 'main' }));
    await Promise.all(ids.map((id) => studio.finish(studio.publishAsset, id)));
    expect(gallery(product)).toHaveLength(7);
    expect(gallery(product).slice(4)).toEqual(product.media);
  });
});

describe('undo', () => {
  it.each(['append', 'main', 'replace'] as const)('of %s leaves the product as it was', async (placement) => {
    const product = await newProduct();
    const start = dumpProduct(studio.sandbox, product.id);
    const p = await publish(product, placement, placement === 'replace' ? (product.media[1] ?? '') : null, [
      product.variants[0] ?? '',
    ]);
    expect(dumpProduct(studio.sandbox, product.id)).not.toEqual(start);
    const undone = await undo(p.id);
    expect(undone).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
    const file = await studio.platform.readFile(studio.store.id, p.fileId ?? '');
    expect(file).toMatchObject({ ok: true, value: { status: 'ready' } });
  });

  it.each([[['A', 'B']], [['B', 'A']]])('of two in the order %s ends where it began', async (order) => {
    const product = await newProduct();
    const start = dumpProduct(studio.sandbox, product.id);
    const a = await publish(product, 'replace', product.media[0] ?? '');
    const b = await publish(product, 'replace', a.fileId, [product.variants[1] ?? '']);
    for (const which of order) await undo(which === 'A' ? a.id : b.id);
    expect(dumpProduct(studio.sandbox, product.id)).toEqual(start);
  });

  it('keeps what the merchant has changed since, and lists it', async () => {
    const product = await newProduct();
    const { merchant } = studio.sandbox;
    const p = await publish(product, 'replace', product.media[0] ?? '', product.variants);
    const ours = Number(p.fileId?.split('/').at(-1));
    const added = await merchant.addImage(SHOP, product.id, {
      bytes: await picture(77),
      filename: 'merchants-own.png',
    });
    await merchant.setVariantImage(SHOP, Number(product.variants[1]?.split('/').at(-1)), added.id);
    await merchant.moveMedia(SHOP, product.id, ours, 3);
    await merchant.setAlt(SHOP, ours, 'My words');
    const undone = await undo(p.id);
    expect(undone.leftAlone.map((l) => l.what)).toEqual(['place', 'alt', 'variant']);
    expect(gallery(product)).toEqual([
      product.media[1],
      product.media[2],
      gidOf('MediaImage', added.id),
      product.media[0],
    ]);
    expect(links(product)).toEqual([product.media[0], gidOf('MediaImage', added.id)]);
  });

  it('with clean-up deletes our file, and no other', async () => {
    const product = await newProduct();
    const p = await publish(product, 'append');
    const files = studio.sandbox.state.shop(SHOP)?.files.all().length ?? 0;
    await undo(p.id, { cleanUp: true });
    expect(ourFiles(studio.sandbox).map((f) => f.filename)).not.toContain(p.filename);
    expect(studio.sandbox.state.shop(SHOP)?.files.all().length).toBe(files - 1);
  });

  it('with clean-up keeps a file of ours that another product shows', async () => {
    const product = await newProduct();
    const other = await newProduct();
    const p = await publish(product, 'append');
    await studio.platform.changeGallery(studio.store.id, other.gid, {
      do: 'attach',
      mediaId: p.fileId ?? '',
    });
    const clock = makeShiftedClock();
    const impatient = { now: clock.now, sleep: async () => clock.forward(60_000) };
    await studio.undoRequest(p.id, { cleanUp: true });
    await studio.finish(studio.work({ ...studio.home, clock: impatient }).undoPublication, p.id);
    const undone = await read(p.id);
    expect(undone).toMatchObject({ state: 'reverted', leftAlone: [{ what: 'medium', id: p.fileId }] });
    expect(gallery(other)).toContain(p.fileId);
  });

  it('says that a deleted original is gone, and uploads it again only when asked', async () => {
    const quiet = await newProduct();
    const asked = await newProduct();
    const original = (product: Product) => Number(product.media[0]?.split('/').at(-1));
    const bytesOf = (id: number) => studio.sandbox.state.shop(SHOP)?.files.get(id)?.content?.sha256;
    const bytes = bytesOf(original(asked));
    const [a, b] = [
      await publish(quiet, 'replace', quiet.media[0] ?? ''),
      await publish(asked, 'replace', asked.media[0] ?? ''),
    ];
    for (const product of [quiet, asked]) await studio.sandbox.merchant.deleteFile(SHOP, original(product));
    expect((await undo(a.id)).leftAlone[0]).toMatchObject({ what: 'medium', id: quiet.media[0] });
    expect(gallery(quiet)).toEqual(quiet.media.slice(1));
    const again = await undo(b.id, { reupload: true });
    const [first, ...rest] = gallery(asked);
    expect(again.undoPlan?.reuploaded).toEqual({ from: asked.media[0], to: first });
    expect(rest).toEqual(asked.media.slice(1));
    expect(bytesOf(Number(first?.split('/').at(-1)))).toBe(bytes);
    expect(links(asked)[0]).toBe(first);
  });

  it('of a product that was deleted is over, and says so', async () => {
    const product = await newProduct();
    const p = await publish(product, 'append');
    await studio.sandbox.merchant.deleteProduct(SHOP, product.id);
    expect(await undo(p.id)).toMatchObject({ state: 'reverted', leftAlone: [{ what: 'medium' }] });
  });
});
