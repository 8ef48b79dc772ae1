import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { FREE_QUESTIONS_A_DAY } from '#app/domain/providers/free-questions.ts';
import { sceneDescriptionSchema } from '#app/domain/scene/scene-description.ts';
import { sessionTokenFor } from '#tests/integration/api/api-server.ts';
import { idsOf, shopOf } from '#tests/integration/api/api-world.ts';
import type { TestStore } from '#tests/support/catalogue.ts';
import { kitchen, productPhoto } from '#tests/support/provider-stand-ins.ts';
import { type ModelsWorld, startModelsWorld } from './models-world.ts';

let world: ModelsWorld;
let photo: Buffer;
beforeAll(async () => {
  world = await startModelsWorld();
  photo = await productPhoto();
});
afterAll(() => world.close());

const upload = async (store: TestStore, body: Uint8Array, contentType: string) => {
  const response = await fetch(`${world.api.origin}/api/v1/inspirations`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${sessionTokenFor(shopOf(store))}`, 'Content-Type': contentType },
    body: new Uint8Array(body),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
};
const calls = (storeId: string) =>
  world.prisma.providerCall.findMany({ where: { storeId }, select: { purpose: true, status: true } });

describe('an uploaded inspiration', () => {
  it('is read into a place, kept, shown to its store only, and not read twice', async () => {
    const store = await world.storeOf(0);
    const call = world.callerOf(store);
    const made = await upload(store, photo, 'image/jpeg');
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      source: 'upload',
      attribution: null,
      previewUrl: null,
      version: 1,
      model: expect.stringContaining('claude/'),
    });
    expect(sceneDescriptionSchema.safeParse(made.json.description).success).toBe(true);
    expect(made.json.asRead).toEqual(made.json.description);
    const again = await upload(store, photo, 'image/jpeg');
    expect(again.json.id).toBe(made.json.id);
    expect(await calls(store.storeId)).toEqual([{ purpose: 'describe-scene', status: 'succeeded' }]);
    const thumbnail = await call('GET', `/inspirations/${made.json.id}/thumbnail`);
    expect([thumbnail.status, thumbnail.headers.get('Content-Type')]).toEqual([200, 'image/webp']);
    const stranger = world.callerOf(await world.storeOf(0));
    expect((await stranger('GET', `/inspirations/${made.json.id}/thumbnail`)).status).toBe(404);
    expect(idsOf((await call('GET', '/inspirations')).json)).toEqual([made.json.id]);
  });

  it.each([
    ['text', Buffer.from('not a picture at all, but a text of some length'), 'image/png', 415],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png', 415],
    ['half a JPEG', null, 'image/jpeg', 422],
    ['a JPEG that says it is a PNG', undefined, 'image/png', 415],
  ])('that is %s is refused before anybody is asked', async (_what, given, type, status) => {
    const store = await world.storeOf(0);
    const body = given ?? (given === null ? photo.subarray(0, photo.length / 2) : photo);
    expect((await upload(store, body, type)).status).toBe(status);
    expect(await calls(store.storeId)).toEqual([]);
  });

  it('can be described otherwise, once per version seen', async () => {
    const store = await world.storeOf(0);
    const call = world.callerOf(store);
    const { json } = await upload(store, photo, 'image/jpeg');
    const path = `/inspirations/${json.id}/description`;
    const edited = await call('PUT', path, { version: 1, description: kitchen });
    expect(edited.json).toMatchObject({ version: 2, description: kitchen, asRead: json.asRead });
    const late = await call('PUT', path, { version: 1, description: kitchen });
    expect(late.json).toMatchObject({ status: 409, field: 'version' });
    const wrong = await call('PUT', path, {
      version: 2,
      description: { ...kitchen, light: { ...kitchen.light, direction: 'inside' } },
    });
    expect(wrong.json).toMatchObject({ status: 400, field: 'description.light.direction' });
  });
});

describe('a picture of the library', () => {
  it('is found page by page with its attribution, and used once', async () => {
    const store = await world.storeOf(0);
    const call = world.callerOf(store);
    const found = await call('GET', '/inspirations/search?q=wood');
    expect(found.json).toMatchObject({ library: 'unsplash', libraryName: 'Unsplash (stand-in)' });
    const [picture] = found.json.pictures as { id: string; previewUrl: string; attribution: object }[];
    expect(picture?.attribution).toMatchObject({
      authorUrl: expect.stringContaining('utm_source=softbox-test'),
    });
    const before = world.unsplash.downloads().length;
    const used = await call('POST', `/inspirations/library/${picture?.id}/use`);
    expect(used.status).toBe(201);
    expect(used.json).toMatchObject({
      source: 'unsplash',
      pictureId: picture?.id,
      previewUrl: picture?.previewUrl,
      attribution: picture?.attribution,
    });
    const again = await call('POST', `/inspirations/library/${picture?.id}/use`);
    expect(again.json.id).toBe(used.json.id);
    expect(world.unsplash.downloads().slice(before)).toEqual([picture?.id]);
    // shown from the library's own address, so nothing of it is with us
    expect((await call('GET', `/inspirations/${used.json.id}/thumbnail`)).status).toBe(404);
    const last = await call('GET', '/inspirations/search?q=wood&page=999');
    expect(last.json).toMatchObject({ pictures: [], nextPage: null });
    expect((await call('GET', '/inspirations/search?q=')).json).toMatchObject({ status: 400, field: 'q' });
  });

  it('that is not there is a 404, and the library is told nothing', async () => {
    const call = world.callerOf(await world.storeOf(0));
    const before = world.unsplash.downloads().length;
    expect((await call('POST', '/inspirations/library/no-such-picture/use')).status).toBe(404);
    expect(world.unsplash.downloads()).toHaveLength(before);
  });
});

describe('reading pictures', () => {
  it('goes on with the other provider when the first has a bad day, and books both calls', async () => {
    const store = await world.storeOf(0);
    world.claude.faults.add({ kind: 'overloaded', times: 1 });
    const made = await upload(store, photo, 'image/jpeg');
    expect(made.json).toMatchObject({ model: expect.stringContaining('gemini/'), placeholder: true });
    expect((await calls(store.storeId)).map((c) => c.status).sort()).toEqual(['failed', 'succeeded']);
  });

  it('is free up to a number a day, then refused in words with a time to come back', async () => {
    const store = await world.storeOf(0);
    const { storeId } = store;
    const row = (at: Date) => ({
      id: newId(),
      storeId,
      provider: 'claude',
      model: 'm',
      purpose: 'describe-scene',
      costUpperBound: 1n,
      startedAt: at,
    });
    const old = new Date(Date.now() - 25 * 3_600_000);
    await world.prisma.providerCall.createMany({
      data: Array.from({ length: FREE_QUESTIONS_A_DAY }, () => row(old)),
    });
    expect((await upload(store, photo, 'image/jpeg')).status).toBe(201);
    await world.prisma.providerCall.createMany({
      data: Array.from({ length: FREE_QUESTIONS_A_DAY }, () => row(new Date())),
    });
    const other = await productPhoto({ box: '#2e7d32' });
    const refused = await upload(store, other, 'image/jpeg');
    expect(refused).toMatchObject({ status: 429, json: { detail: expect.stringContaining('free') } });
    // what was read before is still there
    expect((await upload(store, photo, 'image/jpeg')).status).toBe(201);
  });
});
