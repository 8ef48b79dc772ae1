import { expect, it } from 'vitest';
import type { ProductPage, StorePlatform } from '#app/ports/store-platform.ts';

/** A store on some platform, as a contract test finds it: one product with three pictures and two variants. */
export interface ContractStore {
  readonly platform: StorePlatform;
  readonly storeId: string;
  /** Three pictures, the first of which the first of its two variants shows; nobody else uses the product. */
  readonly newProduct: () => Promise<{ id: string; media: readonly string[]; variants: readonly string[] }>;
  readonly deleteProduct: (id: string) => Promise<void>;
  /** A file of the merchant's own that no product shows. */
  readonly merchantsFile: () => Promise<{ id: string; filename: string }>;
  /** A picture's bytes and a filename of a publication of ours. */
  readonly newFile: () => Promise<{ filename: string; contentType: string; bytes: Uint8Array; alt: string }>;
}

const value = <T>(
  result: { ok: true; value: T } | { ok: false; error: { kind: string; message: string } },
): T => {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`);
  return result.value;
};

/** What every platform must do for the studio. Each adapter runs it against its own stand-in. */
export const storePlatformBattery = (open: () => ContractStore): void => {
  const upload = async () => {
    const { platform, storeId, newFile } = open();
    const file = await newFile();
    const made = value(await platform.uploadFile(storeId, file));
    return { file, ready: value(await platform.waitUntilReady(storeId, made.id)) };
  };
  const gallery = async (id: string) => value(await open().platform.readMedia(open().storeId, id));
  const ids = async (id: string) => (await gallery(id)).media.map((medium) => medium.id);

  it('tells the store’s own facts', async () => {
    const { platform, storeId } = open();
    const facts = value(await platform.readStore(storeId));
    expect(facts.name).not.toBe('');
    expect(facts.currency).toMatch(/^[A-Z]{3}$/);
  });

  it('lists every product once, whole', async () => {
    const { platform, storeId, newProduct } = open();
    const made = [await newProduct(), await newProduct(), await newProduct()];
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: ProductPage = value(await platform.listProducts(storeId, { cursor, updatedSince: null }));
      for (const product of page.products) seen.push(product.externalId);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    for (const product of made) expect(seen).toContain(product.id);
  });

  it('reads a product as the gallery shows it', async () => {
    const { platform, storeId, newProduct } = open();
    const made = await newProduct();
    const product = value(await platform.readProduct(storeId, made.id));
    expect(product.images.map((image) => [image.externalId, image.position])).toEqual(
      made.media.map((id, position) => [id, position]),
    );
    expect(product.variants.map((v) => [v.externalId, v.mediaExternalId])).toEqual([
      [made.variants[0], made.media[0]],
      [made.variants[1], null],
    ]);
    expect(await ids(made.id)).toEqual(made.media);
  });

  it('says that a product is gone', async () => {
    const { platform, storeId, newProduct, deleteProduct } = open();
    const { id } = await newProduct();
    await deleteProduct(id);
    const gone = { ok: false, error: { kind: 'product-gone' } };
    expect(await platform.readProduct(storeId, id)).toMatchObject(gone);
    expect(await platform.readMedia(storeId, id)).toMatchObject(gone);
  });

  it('uploads a file once, however often it is asked', async () => {
    const { platform, storeId } = open();
    const { file, ready } = await upload();
    const again = value(await platform.uploadFile(storeId, file));
    expect(again.id).toBe(ready.id);
    expect(value(await platform.findFile(storeId, file.filename))?.id).toBe(ready.id);
    expect(ready.alt).toBe(file.alt);
  });

  it('serves the bytes that were uploaded', async () => {
    const { platform, storeId } = open();
    const { file, ready } = await upload();
    expect(Buffer.from(value(await platform.readLiveFile(storeId, ready.url ?? '')))).toEqual(
      Buffer.from(file.bytes),
    );
  });

  it('attaches, moves, links and detaches; each twice is as good as once', async () => {
    const { platform, storeId, newProduct } = open();
    const { id, media, variants } = await newProduct();
    const [first = '', second = '', third = ''] = media;
    const [small = '', large = ''] = variants;
    const { ready } = await upload();
    const twice = async (step: Parameters<StorePlatform['changeGallery']>[2]) => {
      value(await platform.changeGallery(storeId, id, step));
      if (step.do === 'attach' || step.do === 'detach' || step.do === 'reorder')
        value(await platform.changeGallery(storeId, id, step));
    };
    await twice({ do: 'attach', mediaId: ready.id });
    expect(await ids(id)).toEqual([first, second, third, ready.id]);
    await twice({ do: 'reorder', moves: [{ id: ready.id, position: 1 }] });
    expect(await ids(id)).toEqual([first, ready.id, second, third]);
    await twice({ do: 'set-variants', pairs: [{ variantId: large, mediaId: ready.id }] });
    await twice({ do: 'clear-variants', pairs: [{ variantId: small, mediaId: first }] });
    const linked = await gallery(id);
    expect(linked.variants).toEqual([
      { id: small, mediaId: null },
      { id: large, mediaId: ready.id },
    ]);
    await twice({ do: 'detach', mediaId: ready.id });
    const after = await gallery(id);
    expect(after.media.map((m) => m.id)).toEqual(media);
    expect(after.variants.map((v) => v.mediaId)).toEqual([null, null]);
    expect(value(await platform.readFile(storeId, ready.id))?.status).toBe('ready');
  });

  it('changes the alt text of a file', async () => {
    const { platform, storeId } = open();
    const { ready } = await upload();
    value(await platform.setAlt(storeId, ready.id, 'Other words'));
    expect(value(await platform.readFile(storeId, ready.id))?.alt).toBe('Other words');
  });

  it('changes and reads the alt text of a merchant’s own file, hostile text kept as it is', async () => {
    const { platform, storeId, merchantsFile } = open();
    const { id } = await merchantsFile();
    const alt = 'Tin <script>alert(1)</script> & "more" \\ ünïcode';
    value(await platform.setAlt(storeId, id, alt));
    expect(value(await platform.readAltTexts(storeId, id, []))).toEqual({ alt, translations: [] });
    value(await platform.writeAltTranslations(storeId, id, []));
    value(await platform.removeAltTranslations(storeId, id, []));
    value(await platform.setAlt(storeId, id, ''));
    expect(value(await platform.readAltTexts(storeId, id, []))).toEqual({ alt: '', translations: [] });
  });

  it('deletes a file of ours that nothing uses, and nothing else', async () => {
    const { platform, storeId, newProduct, merchantsFile } = open();
    const { id } = await newProduct();
    const used = await upload();
    value(await platform.changeGallery(storeId, id, { do: 'attach', mediaId: used.ready.id }));
    const theirs = await merchantsFile();
    const unused = await upload();
    const deleting = async (file: { id: string; filename: string }) =>
      value(await platform.deleteOwnFile(storeId, file));
    expect(await deleting({ id: used.ready.id, filename: used.file.filename })).toBe('in-use');
    expect(await deleting(theirs)).toBe('not-ours');
    // a right name does not make another file ours
    expect(await deleting({ id: theirs.id, filename: unused.file.filename })).toBe('not-ours');
    expect(value(await platform.readFile(storeId, theirs.id))).not.toBeNull();
    expect(await deleting({ id: unused.ready.id, filename: unused.file.filename })).toBe('deleted');
    expect(value(await platform.readFile(storeId, unused.ready.id))).toBeNull();
    expect(await deleting({ id: unused.ready.id, filename: unused.file.filename })).toBe('gone');
  });

  it('stops when it is told to', async () => {
    const { platform, storeId } = open();
    const answer = await platform.readStore(storeId, { signal: AbortSignal.abort() });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });

  it('does not fetch pictures from just anywhere', async () => {
    const { platform, storeId } = open();
    for (const url of ['http://127.0.0.1:1/a.jpg', 'file:///etc/passwd', 'not a url']) {
      expect(await platform.readLiveFile(storeId, url)).toMatchObject({
        ok: false,
        error: { kind: 'url-forbidden' },
      });
    }
  });
};
