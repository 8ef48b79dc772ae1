import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AltTranslation } from '#app/domain/words/language.ts';
import { bottle } from '#sandbox/shopify/testing/try-sandbox.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { gidOf, numberOf, openStudio, SHOP, type Studio } from '#tests/support/shopify-studio.ts';
import { dyingPlatform, openWordsDesk, type WordsDesk } from '#tests/support/words-desk.ts';

const SCOPES = ['read_locales', 'write_translations'];
let studio: Studio;
let desk: WordsDesk;
beforeAll(async () => {
  studio = await openStudio({ optionalScopes: SCOPES });
  desk = openWordsDesk(studio);
  await studio.sandbox.merchant.setLocale(SHOP, 'de', true);
  await studio.sandbox.merchant.setLocale(SHOP, 'fr', true);
  await studio.sandbox.grantScopes(SHOP, SCOPES);
  await desk.learnScopes(studio.store.id);
});
afterAll(() => studio.close());

const never = new AbortController().signal;
let count = 0;

/** Two products that show one file with a German text; the mirror knows both. */
const sharedPicture = async () => {
  const { merchant } = studio.sandbox;
  const first = await merchant.createProduct(SHOP, await bottle(`Vase ${count++}`));
  const second = await merchant.createProduct(SHOP, { title: `Set with vase ${count}` });
  const file = first.mediaIds[0] ?? 0;
  const fileId = gidOf('MediaImage', file);
  await studio.platform.changeGallery(studio.store.id, gidOf('Product', second.id), {
    do: 'attach',
    mediaId: fileId,
  });
  await merchant.setAlt(SHOP, file, 'Vase');
  await merchant.setTranslation(SHOP, file, 'de', 'Vase (deutsch)');
  for (const { id } of [first, second]) await studio.refreshProduct(studio.store.id, gidOf('Product', id));
  const product = await studio.repositories.products.findByExternalId(
    studio.store.id,
    gidOf('Product', first.id),
  );
  const image = product?.images.find((one) => one.externalId === fileId);
  if (!product || !image) throw new Error('no picture');
  return { file, fileId, second, picture: { productId: product.id, imageId: image.id } };
};
type Shared = Awaited<ReturnType<typeof sharedPicture>>;

const NEW: readonly AltTranslation[] = [
  { locale: 'de', value: 'Eine rote Vase' },
  { locale: 'fr', value: 'Un vase rouge' },
];
const ask = async (
  { picture }: Shared,
  more: { seenAlt?: string; alt?: string; translations?: AltTranslation[] } = {},
) =>
  desk.changeAlt(studio.store.id, {
    ...picture,
    alt: 'A red vase',
    translations: [...NEW],
    seenAlt: 'Vase',
    actor: 'me',
    ...more,
  });
const planned = async (shared: Shared, more: Parameters<typeof ask>[1] = {}) => {
  const change = await ask(shared, more);
  if (!change.ok) throw new Error(change.error.message);
  return change.value.id;
};
const state = async (id: string) => {
  const change = await studio.repositories.altChanges.get(studio.store.id, id);
  if (!change) throw new Error('no change');
  return change;
};
const run = (id: string, d: WordsDesk = desk) => d.runAltChange(studio.store.id, id, never);
const texts = ({ file, fileId }: Shared) => {
  const shop = studio.sandbox.state.shop(SHOP);
  const rows = shop?.translations.all().filter((row) => row.resourceId === fileId) ?? [];
  return { alt: shop?.files.get(file)?.alt, ...Object.fromEntries(rows.map((r) => [r.locale, r.value])) };
};
const BEFORE = { alt: 'Vase', de: 'Vase (deutsch)' };
const AFTER = { alt: 'A red vase', de: 'Eine rote Vase', fr: 'Un vase rouge' };

describe('the alt text of a file of the merchant’s own', () => {
  it('is shown with every product that it would change for, before anything is changed', async () => {
    const shared = await sharedPicture();
    const review = await desk.reviewAlt(studio.store.id, shared.picture);
    expect(review).toMatchObject({
      ok: true,
      value: {
        fileId: shared.fileId,
        alt: 'Vase',
        translations: [
          { locale: 'de', value: 'Vase (deutsch)' },
          { locale: 'fr', value: null },
        ],
      },
    });
    const names = review.ok ? review.value.shownBy.map((p) => p.title).sort() : [];
    expect(names).toHaveLength(2);
    expect(names[0]).toMatch(/^Set with vase/);
    expect(texts(shared)).toEqual(BEFORE);
  });

  it('is changed with a snapshot, and undone exactly, in every language', async () => {
    const shared = await sharedPicture();
    const id = await planned(shared);
    expect(studio.messages.at(-1)).toMatchObject({ kind: 'alt-change', id });
    expect(await run(id)).toMatchObject({ kind: 'done', change: { state: 'published' } });
    expect(texts(shared)).toEqual(AFTER);
    expect((await state(id)).before).toEqual({
      alt: 'Vase',
      translations: [
        { locale: 'de', value: 'Vase (deutsch)' },
        { locale: 'fr', value: null },
      ],
    });
    // both products' mirrors read the new text
    const other = await studio.repositories.products.findByExternalId(
      studio.store.id,
      gidOf('Product', shared.second.id),
    );
    expect(other?.images.map((one) => one.alt)).toContain('A red vase');

    const asked = await desk.undoAlt(studio.store.id, id, 'me');
    expect(asked.ok).toBe(true);
    expect(await run(id)).toMatchObject({ kind: 'done', change: { state: 'reverted', leftAlone: [] } });
    expect(texts(shared)).toEqual(BEFORE);
    expect(await run(id)).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['setAlt', 'before'],
    ['setAlt', 'after'],
    ['writeAltTranslations', 'before'],
    ['writeAltTranslations', 'after'],
  ] as const)(
    'goes on after a kill at %s, %s it happened, and can still be undone exactly',
    async (method, when) => {
      const shared = await sharedPicture();
      const clock = makeShiftedClock();
      const id = await planned(shared);
      const dying = openWordsDesk(studio, { clock, platform: dyingPlatform(studio.platform, method, when) });
      await expect(run(id, dying)).rejects.toThrow('killed');
      // the snapshot was there before the first write
      expect(await state(id)).toMatchObject({ state: 'changing', before: { alt: 'Vase' } });
      expect(await run(id, dying)).toEqual({ kind: 'nothing' });
      clock.forward(3 * 60_000);
      expect(await run(id, dying)).toMatchObject({ kind: 'done' });
      expect(texts(shared)).toEqual(AFTER);
      await desk.undoAlt(studio.store.id, id, 'me');
      await run(id);
      expect(texts(shared)).toEqual(BEFORE);
    },
  );

  it.each(['setAlt', 'removeAltTranslations', 'writeAltTranslations'] as const)(
    'is undone exactly also when the undoing is killed after %s',
    async (method) => {
      const shared = await sharedPicture();
      const id = await planned(shared);
      await run(id);
      await desk.undoAlt(studio.store.id, id, 'me');
      const clock = makeShiftedClock();
      const dying = openWordsDesk(studio, {
        clock,
        platform: dyingPlatform(studio.platform, method, 'after'),
      });
      await expect(run(id, dying)).rejects.toThrow('killed');
      clock.forward(3 * 60_000);
      expect(await run(id, dying)).toMatchObject({
        kind: 'done',
        change: { state: 'reverted', leftAlone: [] },
      });
      expect(texts(shared)).toEqual(BEFORE);
    },
  );

  it('leaves alone what the merchant edited since, and undoes the rest', async () => {
    const shared = await sharedPicture();
    const id = await planned(shared);
    await run(id);
    await studio.sandbox.merchant.setAlt(SHOP, shared.file, 'My vase');
    await studio.sandbox.merchant.setTranslation(SHOP, shared.file, 'de', 'Meine Vase');
    await desk.undoAlt(studio.store.id, id, 'me');
    const done = await run(id);
    expect(done).toMatchObject({ kind: 'done', change: { state: 'reverted' } });
    expect((await state(id)).leftAlone.map((l) => l.what).sort()).toEqual(['alt', 'translation']);
    expect(texts(shared)).toEqual({ alt: 'My vase', de: 'Meine Vase' });
  });

  it('is not changed when somebody changed it after it was looked at, before or during the change', async () => {
    const shared = await sharedPicture();
    expect(await ask(shared, { seenAlt: 'Something else' })).toMatchObject({
      ok: false,
      error: { kind: 'conflict', field: 'seenAlt' },
    });
    const id = await planned(shared);
    await studio.sandbox.merchant.setAlt(SHOP, shared.file, 'My vase');
    await run(id);
    expect(await state(id)).toMatchObject({ state: 'failed', before: null, failure: { kind: 'conflict' } });
    expect(texts(shared)).toMatchObject({ alt: 'My vase', de: 'Vase (deutsch)' });
  });

  it('is put back when its other languages cannot be written', async () => {
    const shared = await sharedPicture();
    const id = await planned(shared, { translations: [{ locale: 'es', value: 'Un jarrón' }] });
    await run(id);
    expect(await state(id)).toMatchObject({ state: 'failed', failure: { kind: 'publish-rejected' } });
    expect(texts(shared)).toEqual(BEFORE);
  });

  it('waits when the shop is down, and goes on by itself', async () => {
    const shared = await sharedPicture();
    const id = await planned(shared);
    studio.sandbox.faults.add({ kind: 'server-error', status: 502, when: 'after', match: 'fileUpdate' });
    let outcome = await run(id);
    for (let i = 0; i < 10 && outcome.kind === 'later'; i++) outcome = await run(id);
    expect(outcome.kind).toBe('done');
    expect(texts(shared)).toEqual(AFTER);
    studio.sandbox.faults.clear();
  });

  it('is changed by one at a time, and undone the newest first', async () => {
    const shared = await sharedPicture();
    const first = await planned(shared);
    expect(await ask(shared)).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    await run(first);
    const second = await planned(shared, { seenAlt: 'A red vase', alt: 'Vase, red', translations: [] });
    await run(second);
    expect(await desk.undoAlt(studio.store.id, first, 'me')).toMatchObject({
      ok: false,
      error: { kind: 'conflict' },
    });
    for (const id of [second, first]) {
      expect((await desk.undoAlt(studio.store.id, id, 'me')).ok).toBe(true);
      await run(id);
    }
    expect(texts(shared)).toEqual(BEFORE);
  });

  it('is refused for a picture that Softbox published, and for a file that is gone', async () => {
    const shared = await sharedPicture();
    await studio.sandbox.merchant.deleteFile(SHOP, shared.file);
    expect(await ask(shared)).toMatchObject({ ok: false, error: { kind: 'media-gone' } });
    const product = await studio.repositories.products.get(studio.store.id, shared.picture.productId);
    if (!product) throw new Error('no product');
    const assetId = await studio.makeAsset(product.externalId);
    const id = await studio.plan({ assetId });
    await studio.finish(studio.publishAsset, id);
    await studio.refreshProduct(studio.store.id, product.externalId);
    const fresh = await studio.repositories.products.get(studio.store.id, product.id);
    const ours = fresh?.images.find((one) => one.isOurs);
    expect(ours).toBeDefined();
    const refused = await desk.reviewAlt(studio.store.id, { productId: product.id, imageId: ours?.id ?? '' });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    expect(numberOf(ours?.externalId ?? '0')).toBeGreaterThan(0);
  });
});
