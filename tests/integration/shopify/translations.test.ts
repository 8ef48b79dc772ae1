import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AltTranslation } from '#app/domain/words/language.ts';
import { bottle } from '#sandbox/shopify/testing/try-sandbox.ts';
import { gidOf, numberOf, openStudio, SHOP, type Studio } from '#tests/support/shopify-studio.ts';
import { openWordsDesk, type WordsDesk } from '#tests/support/words-desk.ts';

const SCOPES = ['read_locales', 'write_translations'];
let studio: Studio;
let desk: WordsDesk;
beforeAll(async () => {
  studio = await openStudio({ optionalScopes: SCOPES });
  desk = openWordsDesk(studio);
  await studio.sandbox.merchant.setLocale(SHOP, 'de', true);
  await studio.sandbox.merchant.setLocale(SHOP, 'fr', true);
  await studio.sandbox.merchant.setLocale(SHOP, 'it', false);
});
afterAll(() => studio.close());

const TEXTS: readonly AltTranslation[] = [
  { locale: 'de', value: 'Eine Flasche' },
  { locale: 'fr', value: 'Une bouteille' },
];

let count = 0;
const newAsset = async () => {
  const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle(`Jug ${count++}`));
  const gid = gidOf('Product', product.id);
  await studio.refreshProduct(studio.store.id, gid);
  return { gid, assetId: await studio.makeAsset(gid) };
};
const read = async (id: string) => {
  const found = await studio.repositories.publications.get(studio.store.id, id);
  if (!found) throw new Error('no publication');
  return found;
};
const allow = async () => {
  await studio.sandbox.grantScopes(SHOP, SCOPES);
  await desk.learnScopes(studio.store.id);
};
/** Texts of our file in the shop, by language. */
const inShop = (fileId: string | null) =>
  Object.fromEntries(
    (studio.sandbox.state.shop(SHOP)?.translations.all() ?? [])
      .filter((row) => row.resourceId === fileId)
      .map((row) => [row.locale, row.value]),
  );
const publish = async (altTranslations: readonly AltTranslation[] = TEXTS) => {
  const { assetId } = await newAsset();
  const id = await studio.plan({ assetId, alt: 'A bottle', altTranslations });
  await studio.finish(studio.publishAsset, id);
  return read(id);
};
const undo = async (id: string) => {
  await studio.undoRequest(id);
  await studio.finish(studio.undoPublication, id);
  return read(id);
};

describe('before the merchant allowed it', () => {
  it('says which permissions are missing, and refuses to plan what needs them', async () => {
    await desk.learnScopes(studio.store.id);
    expect(await desk.readLanguages(studio.store.id)).toEqual({
      ok: true,
      value: { known: false, missing: SCOPES },
    });
    const { assetId } = await newAsset();
    await expect(studio.plan({ assetId, alt: 'A bottle', altTranslations: TEXTS })).rejects.toThrow(
      /read which languages .* \(read_locales\) and write alt texts/,
    );
  });

  it('finds it out from the shop, too, where nothing is known', async () => {
    const languages = await studio.platform.readLanguages(studio.store.id);
    expect(languages).toMatchObject({ ok: true, value: { known: false, missing: SCOPES } });
  });
});

describe('with the permission', () => {
  beforeAll(allow);

  it('knows the languages that shoppers can choose', async () => {
    expect(await desk.readLanguages(studio.store.id)).toEqual({
      ok: true,
      value: {
        known: true,
        main: 'en',
        others: [
          { code: 'de', name: 'German' },
          { code: 'fr', name: 'French' },
        ],
      },
    });
  });

  it('publishes the alt text in them, and undoing takes every one away again', async () => {
    const p = await publish();
    expect(p).toMatchObject({ state: 'published', altTranslations: TEXTS });
    expect(inShop(p.fileId)).toEqual({ de: 'Eine Flasche', fr: 'Une bouteille' });
    const undone = await undo(p.id);
    expect(undone).toMatchObject({ state: 'reverted', leftAlone: [] });
    expect(inShop(p.fileId)).toEqual({});
  });

  it('leaves a text alone that somebody edited or removed since, and says so', async () => {
    const p = await publish();
    const file = numberOf(p.fileId ?? '');
    await studio.sandbox.merchant.setTranslation(SHOP, file, 'de', 'Meine Flasche');
    await studio.sandbox.merchant.setTranslation(SHOP, file, 'fr', null);
    const undone = await undo(p.id);
    expect(undone.leftAlone).toMatchObject([{ what: 'translation', id: p.fileId }]);
    expect(undone.leftAlone[0]?.why).toContain('"de"');
    expect(inShop(p.fileId)).toEqual({ de: 'Meine Flasche' });
  });

  it('still takes its own away when the alt text itself was edited', async () => {
    const p = await publish();
    await studio.sandbox.merchant.setAlt(SHOP, numberOf(p.fileId ?? ''), 'My words');
    const undone = await undo(p.id);
    expect(undone.leftAlone.map((l) => l.what)).toEqual(['alt']);
    expect(inShop(p.fileId)).toEqual({});
  });

  it('fails as a whole, and takes everything back, for a language that is gone by then', async () => {
    const { assetId } = await newAsset();
    const id = await studio.plan({
      assetId,
      alt: 'A bottle',
      altTranslations: [...TEXTS, { locale: 'it', value: 'Una bottiglia' }],
    });
    await studio.sandbox.merchant.setLocale(SHOP, 'it', null);
    await studio.finish(studio.publishAsset, id);
    const failed = await read(id);
    expect(failed).toMatchObject({ state: 'failed', failure: { kind: 'publish-rejected' } });
    expect(inShop(failed.fileId)).toEqual({});
    expect(await studio.platform.readFile(studio.store.id, failed.fileId ?? '')).toEqual({
      ok: true,
      value: null,
    });
  });

  it('writes with the digest of the moment, also when the alt text is edited in between', async () => {
    const { assetId } = await newAsset();
    const id = await studio.plan({ assetId, alt: 'A bottle', altTranslations: TEXTS });
    // the merchant edits the original right after its digest was read, once
    let edited = false;
    const machine = studio.work({
      ...studio.home,
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        const body = typeof init?.body === 'string' ? init.body : '';
        if (body.includes('SoftboxAltDigest') && !edited) {
          edited = true;
          const { id: file } = (JSON.parse(body) as { variables: { id: string } }).variables;
          await studio.sandbox.merchant.setAlt(SHOP, numberOf(file), 'A green bottle');
        }
        return answer;
      },
    });
    await studio.finish(machine.publishAsset, id);
    expect(edited).toBe(true);
    expect(await read(id)).toMatchObject({ state: 'published' });
    const rows = studio.sandbox.state.shop(SHOP)?.translations.all() ?? [];
    expect(rows.filter((row) => row.value === 'Eine Flasche').length).toBe(1);
  });

  it('goes on after a kill between the texts and the gallery, with each text there once', async () => {
    const { assetId } = await newAsset();
    const id = await studio.plan({ assetId, alt: 'A bottle', altTranslations: TEXTS });
    const dead = studio.work({
      ...studio.home,
      fetch: async (input, init) => {
        if (typeof init?.body === 'string' && init.body.includes('SoftboxChangeFileReferences'))
          throw new Error('killed');
        return fetch(input, init);
      },
    });
    const first = await dead.publishAsset(studio.store.id, id, new AbortController().signal);
    expect(first.kind).toBe('later');
    expect(inShop((await read(id)).fileId)).toEqual({ de: 'Eine Flasche', fr: 'Une bouteille' });
    await studio.finish(studio.publishAsset, id);
    const p = await read(id);
    expect(p.state).toBe('published');
    expect(inShop(p.fileId)).toEqual({ de: 'Eine Flasche', fr: 'Une bouteille' });
  });

  it('refuses texts that could not be published, by name and before anything is planned', async () => {
    const { assetId } = await newAsset();
    const plan = (altTranslations: AltTranslation[], alt = 'A bottle') =>
      studio.plan({ assetId, alt, altTranslations });
    await expect(plan(TEXTS.slice(), '')).rejects.toThrow(/nothing to translate/);
    await expect(plan([{ locale: 'main', value: 'x' }])).rejects.toThrow(/each other language/);
    await expect(plan([...TEXTS, ...TEXTS])).rejects.toThrow(/once/);
    await expect(plan([{ locale: 'de', value: ' ' }])).rejects.toThrow(/empty/);
    await expect(plan([{ locale: 'de', value: 'x'.repeat(513) }])).rejects.toThrow(/512/);
  });

  it('takes the words that a person wrote for the picture when none are given', async () => {
    const { assetId } = await newAsset();
    const target = { kind: 'asset', assetId } as const;
    const edit = (language: string, alt: string) =>
      desk.edit(studio.store.id, { target, language, alt, caption: '', seenVersion: 0, actor: 'me' });
    await edit('main', 'My <b>bottle</b> & "jug"');
    await edit('de', 'Meine Flasche');
    await edit('es', 'Mi botella');
    const planned = await desk.publish(studio.store.id, {
      assetId,
      placement: 'append',
      replacesMediaId: null,
      variantIds: [],
      actor: 'me',
    });
    if (!planned.ok) throw new Error(planned.error.message);
    await studio.finish(studio.publishAsset, planned.value.id);
    const p = await read(planned.value.id);
    // kept as it was written: pages escape it; and "es" is no language of this store
    expect(p).toMatchObject({ alt: 'My <b>bottle</b> & "jug"', altTranslations: [{ locale: 'de' }] });
    expect(inShop(p.fileId)).toEqual({ de: 'Meine Flasche' });
  });

  it('undoes what it may when the permission was taken back, and names what stays', async () => {
    const p = await publish();
    await studio.sandbox.install(SHOP);
    const undone = await undo(p.id);
    expect(undone).toMatchObject({ state: 'reverted', leftAlone: [{ what: 'translation' }] });
    await allow();
  });
});
