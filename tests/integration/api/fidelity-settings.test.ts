import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFidelitySettings } from '#app/adapters/prisma/fidelity-settings.ts';
import { MEASURES } from '#app/domain/fidelity/measures.ts';
import { DEFAULT_THRESHOLDS } from '#app/domain/fidelity/thresholds.ts';
import { makeReadFidelityThresholds } from '#app/use-cases/read-fidelity-thresholds.ts';
import { type ApiWorld, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

describe('the settings of the fidelity gate', () => {
  it('are the defaults until they are set, and are replaced whole', async () => {
    const call = world.callerOf(await world.storeOf(0));
    const before = await call('GET', '/fidelity-settings');
    const defaults = MEASURES.map((measure) => [
      measure,
      { ...DEFAULT_THRESHOLDS[measure], isDefault: true },
    ]);
    expect(before).toMatchObject({
      status: 200,
      json: { limits: Object.fromEntries(defaults), modelMayClear: false, updatedBy: null },
    });

    const put = await call('PUT', '/fidelity-settings', {
      limits: { stretch: { hold: 0.01, fail: null }, colour: { hold: 2, fail: 5 } },
      modelMayClear: true,
    });
    expect(put).toMatchObject({
      status: 200,
      json: {
        modelMayClear: true,
        limits: {
          stretch: { hold: 0.01, fail: null, isDefault: false },
          colour: { hold: 2, fail: 5, isDefault: false },
          text: { ...DEFAULT_THRESHOLDS.text, isDefault: true },
        },
      },
    });
    expect(put.json.updatedBy).toBeTypeOf('string');

    await call('PUT', '/fidelity-settings', {
      limits: { text: { hold: 0.1, fail: 0.2 } },
      modelMayClear: false,
    });
    expect((await call('GET', '/fidelity-settings')).json).toMatchObject({
      modelMayClear: false,
      limits: {
        stretch: { ...DEFAULT_THRESHOLDS.stretch, isDefault: true },
        text: { hold: 0.1, fail: 0.2, isDefault: false },
      },
    });
  });

  it.each([
    ['limits.stretch.fail', { limits: { stretch: { hold: 0.05, fail: 0.05 } }, modelMayClear: false }],
    ['limits.stretch.hold', { limits: { stretch: { hold: 0, fail: 0.05 } }, modelMayClear: false }],
    ['limits.stretch.hold', { limits: { stretch: { hold: 0.6, fail: null } }, modelMayClear: false }],
    ['limits.colour.fail', { limits: { colour: { hold: 3, fail: 51 } }, modelMayClear: false }],
    ['limits.text.fail', { limits: { text: { hold: 0.5 } }, modelMayClear: false }],
    ['smell', { limits: { smell: { hold: 1, fail: null } }, modelMayClear: false }],
    ['modelMayClear', { limits: {} }],
    ['modelMayClear', { limits: {}, modelMayClear: 'yes' }],
  ])('refuse a wrong %s by its name, and stay as they were', async (field, body) => {
    const call = world.callerOf(await world.storeOf(0));
    const refused = await call('PUT', '/fidelity-settings', body);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.json)).toContain(field);
    expect((await call('GET', '/fidelity-settings')).json).toMatchObject({ updatedBy: null });
  });

  it('of one store are what its pictures are judged by, and no other store’s; every change is in the audit log', async () => {
    const [mine, theirs] = [await world.storeOf(0), await world.storeOf(0)];
    const limits = { mirrored: { hold: 0.1, fail: null } };
    await world.callerOf(mine)('PUT', '/fidelity-settings', { limits, modelMayClear: true });
    const read = makeReadFidelityThresholds({ fidelitySettings: makeFidelitySettings(world.prisma) });
    expect(await read(mine.storeId)).toEqual({
      thresholds: { ...DEFAULT_THRESHOLDS, ...limits },
      rules: { modelMayClear: true },
    });
    expect(await read(theirs.storeId)).toEqual({
      thresholds: DEFAULT_THRESHOLDS,
      rules: { modelMayClear: false },
    });
    const entries = await world.prisma.auditEntry.findMany({ where: { storeId: mine.storeId } });
    expect(entries).toMatchObject([{ action: 'set-fidelity', details: { limits, modelMayClear: true } }]);
  });
});
