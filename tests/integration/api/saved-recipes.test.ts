import type { AppLoadContext } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { parseRecipe } from '#app/domain/recipe/parse-recipe.ts';
import { ok } from '#app/domain/result.ts';
import { SCENE_LIBRARY } from '#app/domain/scene/library/scene-library.ts';
import { action, loader } from '#app/routes/app.presets.ts';
import { makeManagePresets } from '#app/use-cases/manage-presets.ts';
import { makeRecipeDesk } from '#app/use-cases/recipe-desk.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

const PACKSHOT = { kind: 'packshot', background: '#ffeedd' };
const SCENE = { kind: 'scene', scene: SCENE_LIBRARY[0]?.scene };

interface Answer {
  readonly items?: readonly { id: string; name: string; recipe: Record<string, unknown> }[];
  readonly detail?: string;
  readonly field?: string;
}

/** The screen of one store, with what the route needs of a container; `imageProviders`: those that are set up. */
const openScreen = async (imageProviders: readonly string[] = []) => {
  const { storeId } = await makeTestStore(db.database, 0);
  const { presets } = makeRepositories(db.database.prisma);
  const useCases = {
    managePresets: makeManagePresets({ presets, clock: systemClock, newId }),
    recipes: makeRecipeDesk({ imageProviders, priceOf: () => ok(0n), clock: systemClock }),
  };
  const authenticateAdmin = async () => ({ store: { id: storeId } });
  // of the container, what this route uses
  const context = { container: { useCases, shopify: { authenticateAdmin } } } as unknown as AppLoadContext;
  const read = async (response: Response) => ({
    status: response.status,
    json: (await response.json()) as Answer,
  });
  const url = 'https://softbox.example/app/presets';
  const send = async (body: string) => {
    const request = new Request(url, { method: 'POST', body });
    return read(await action({ request, context, params: {} }));
  };
  return {
    storeId,
    presets,
    send,
    change: (json: unknown) => send(JSON.stringify(json)),
    list: async () =>
      (await read(await loader({ request: new Request(url), context, params: {} }))).json.items,
  };
};

describe('the saved recipes of the form', () => {
  it('are kept whole under a name, offered newest first, and forgotten', async () => {
    const { change, list } = await openScreen();
    expect(await list()).toEqual([]);
    const first = await change({ intent: 'save', name: '  Cream  ', recipe: PACKSHOT });
    expect(first).toMatchObject({ status: 200, json: { items: [{ name: 'Cream', recipe: PACKSHOT }] } });
    await change({ intent: 'save', name: 'Studio', recipe: { kind: 'studio', fill: 0.5 } });
    const items = (await list()) ?? [];
    expect(items.map(({ name }) => name)).toEqual(['Studio', 'Cream']);
    expect(items[0]?.recipe).toMatchObject({ kind: 'studio', fill: 0.5, backdrop: { kind: 'sweep' } });
    const gone = await change({ intent: 'delete', id: items[0]?.id });
    expect(gone.json.items).toEqual(items.slice(1));
    expect(await list()).toEqual(items.slice(1));
    const again = await change({ intent: 'delete', id: items[0]?.id });
    expect(again).toMatchObject({
      status: 404,
      json: { detail: 'This recipe is not among your saved ones any more.' },
    });
  });

  it('have a name of their own; one that is taken, missing, too long or unseen is refused at the name', async () => {
    const { change, list } = await openScreen();
    await change({ intent: 'save', name: 'Cream', recipe: PACKSHOT });
    const refused = async (name: string, status: number, words: string) => {
      const answer = await change({ intent: 'save', name, recipe: { kind: 'studio' } });
      expect(answer).toMatchObject({
        status,
        json: { detail: expect.stringContaining(words), field: 'name' },
      });
    };
    await refused(' Cream', 409, 'There is a saved recipe called “Cream” already');
    await refused('   ', 400, 'Give the recipe a name');
    await refused('x'.repeat(81), 400, 'at most 80 characters');
    await refused('a\u0000b', 400, 'plain letters');
    expect((await list())?.map(({ recipe }) => recipe.kind)).toEqual(['packshot']);
    const other = await openScreen();
    expect((await other.change({ intent: 'save', name: 'Cream', recipe: PACKSHOT })).status).toBe(200);
  });

  it('are only what pictures can be made by here; anything else is refused in words and not kept', async () => {
    const { change, send, list } = await openScreen();
    const save = (recipe: unknown) => change({ intent: 'save', name: 'Other', recipe });
    const words = async (recipe: unknown) => {
      const { status, json } = await save(recipe);
      expect([status, json.field]).toEqual([422, undefined]);
      return json.detail;
    };
    expect(await words({ ...PACKSHOT, background: '#12' })).toContain('a colour is written #rrggbb');
    expect(await words({ ...PACKSHOT, glitter: true })).toContain('There is no option "glitter"');
    expect(await words(SCENE)).toContain('need an image provider that is not set up here');
    for (const body of [
      '',
      'null',
      '[]',
      '{"intent":"burn"}',
      '{"intent":"save","recipe":{"kind":"packshot"}}',
      `{"intent":"save","name":"a","recipe":${JSON.stringify(PACKSHOT)},"storeId":"${newId()}"}`,
      '{"intent":"delete","id":"1 or 1=1"}',
      `{"intent":"save","name":"${'x'.repeat(40_000)}","recipe":{"kind":"packshot"}}`,
    ]) {
      expect(await send(body)).toMatchObject({
        status: 400,
        json: { detail: expect.stringContaining('whole') },
      });
    }
    expect((await save(undefined)).status).toBe(400);
    expect(await list()).toEqual([]);
  });

  it('of another store are neither shown nor deleted', async () => {
    const [mine, theirs] = [await openScreen(), await openScreen()];
    await theirs.change({ intent: 'save', name: 'Theirs', recipe: PACKSHOT });
    const kept = await theirs.list();
    expect(await mine.list()).toEqual([]);
    expect((await mine.change({ intent: 'delete', id: kept?.[0]?.id })).status).toBe(404);
    expect(await theirs.list()).toEqual(kept);
  });

  it('that nothing can be made by here, or whose options are no longer known, are not offered, and stay', async () => {
    const { change, list, presets, storeId } = await openScreen(['gemini']);
    await change({ intent: 'save', name: 'A scene', recipe: SCENE });
    expect(await list()).toMatchObject([{ name: 'A scene', recipe: { kind: 'scene' } }]);
    const kept = (await presets.list(storeId, { limit: 1 })).items[0]?.recipe;
    const elsewhere = await openScreen();
    const put = (store: string, name: string, recipe: unknown) =>
      db.database.prisma.preset.create({
        data: { id: newId(), storeId: store, name, body: recipe as object, updatedAt: new Date() },
      });
    await put(elsewhere.storeId, 'A scene', kept);
    await put(elsewhere.storeId, 'Of old', { kind: 'hologram' });
    const edit = parseRecipe({ kind: 'edit', assetId: newId(), instruction: 'brighter' });
    await put(storeId, 'An edit', edit.ok ? edit.value : null);
    expect(await elsewhere.list()).toEqual([]);
    expect((await list())?.map(({ name }) => name)).toEqual(['A scene']);
    expect((await elsewhere.presets.list(elsewhere.storeId, { limit: 10 })).items).toHaveLength(2);
    expect((await presets.list(storeId, { limit: 10 })).items).toHaveLength(2);
  });
});
