import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { type ApiWorld, idsOf, RECIPE, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

describe('presets and brand kit', () => {
  it('are saved, changed and deleted, and a name is given once', async () => {
    const store = await world.storeOf(0);
    const call = world.callerOf(store);
    const made = await call('POST', '/presets', { name: ' White ', recipe: RECIPE });
    expect(made).toMatchObject({ status: 201, json: { name: 'White', recipe: { shadow: 'none' } } });
    const twice = await call('POST', '/presets', { name: 'White', recipe: RECIPE });
    expect(twice.json).toMatchObject({ status: 409, field: 'name' });
    const body = { name: 'Grey', recipe: { ...RECIPE, background: '#eeeeee' } };
    const changed = await call('PUT', `/presets/${made.json.id}`, body);
    expect(changed.json).toMatchObject({ name: 'Grey', recipe: { background: '#eeeeee' } });
    expect((await call('DELETE', `/presets/${made.json.id}`)).status).toBe(200);
    expect((await call('GET', `/presets/${made.json.id}`)).status).toBe(404);
    expect((await call('GET', '/brand-kit')).json).toMatchObject({ name: 'Brand kit' });
    await call('PUT', '/brand-kit', { name: 'Mug House', primary: '#102030' });
    expect((await call('GET', '/brand-kit')).json).toMatchObject({ name: 'Mug House', primary: '#102030' });
    const foreign = { logoKey: `stores/${newId()}/upload/aa/${'a'.repeat(64)}.png` };
    expect((await call('PUT', '/brand-kit', foreign)).status).toBe(404);
  });

  it('come beside built-in presets and the options of every kind', async () => {
    const call = world.callerOf(await world.storeOf(0));
    expect(idsOf((await call('GET', '/presets/built-in')).json)).toContain('amazon-main');
    const { kinds } = (await call('GET', '/recipes/options')).json as {
      kinds: { kind: string; available: boolean }[];
    };
    expect(kinds.map((k) => k.kind)).toEqual(['packshot', 'studio', 'scene', 'redraw', 'edit']);
    expect(kinds.filter((k) => k.available).map((k) => k.kind)).toEqual(['packshot', 'studio']);
    const checked = await call('POST', '/recipes/validate', { recipe: RECIPE });
    expect(checked.json).toMatchObject({ width: 2048, height: 2048, recipe: { fill: 0.8, quality: 90 } });
  });
});

describe('a sync', () => {
  it('is started once and told about', async () => {
    const call = world.callerOf(await world.storeOf(0));
    expect((await call('GET', '/syncs/latest')).status).toBe(404);
    const first = await call('POST', '/syncs', {});
    const second = await call('POST', '/syncs', { full: true });
    expect([first.status, second.json.id]).toEqual([202, first.json.id]);
    expect((await call('GET', '/syncs/latest')).json).toMatchObject({ id: first.json.id, state: 'queued' });
  });
});
