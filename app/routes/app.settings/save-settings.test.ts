import { beforeEach, describe, expect, test } from 'vitest';
import { type Budget, budgetView, NO_BUDGET } from '#app/domain/budget.ts';
import { DEFAULT_FIDELITY_SETTINGS, type FidelitySettings } from '#app/domain/fidelity/settings.ts';
import { type SaveSettingsDeps, saveSettings } from './save-settings.ts';
import { type FieldName, valuesOf } from './settings-form.ts';

const by = { storeId: 's', actor: 'someone' };
let budget: Budget;
let fidelity: FidelitySettings;
let puts: string[];
beforeEach(() => {
  budget = NO_BUDGET;
  fidelity = DEFAULT_FIDELITY_SETTINGS;
  puts = [];
});

const nobody = { updatedBy: null, updatedAt: null };
const budgetNow = () => ({ budget, view: budgetView(budget, { day: 0n, month: 0n, batch: 0n }), ...nobody });
const deps: SaveSettingsDeps = {
  manageBudget: {
    get: async () => budgetNow(),
    put: async (_storeId, next, actor) => {
      budget = next;
      puts.push(`budget by ${actor}`);
      return budgetNow();
    },
  },
  manageFidelitySettings: {
    get: async () => ({ settings: fidelity, ...nobody }),
    put: async (_storeId, next, actor) => {
      fidelity = next;
      puts.push(`gate by ${actor}`);
      return { settings: next, ...nobody };
    },
  },
};
const save = (texts: Partial<Record<FieldName, string>>, modelMayClear = fidelity.modelMayClear) => {
  const now = valuesOf({ budget, fidelity });
  return saveSettings(deps, by, JSON.stringify({ texts: { ...now.texts, ...texts }, modelMayClear }));
};

describe('saving the settings', () => {
  test('writes what was changed, in the name of who changed it, and nothing else', async () => {
    expect(await save({})).toEqual({ saved: true, errors: {}, problem: null });
    expect(puts).toEqual([]);
    await save({ 'budget.month': '12.50' });
    expect([budget.month, puts]).toEqual([12_500_000n, ['budget by someone']]);
    await save({ 'limit.colour.hold': '2' });
    expect(fidelity.limits).toEqual({ colour: { hold: 2, fail: 9 } });
    await save({}, !fidelity.modelMayClear);
    expect(fidelity.modelMayClear).toBe(!DEFAULT_FIDELITY_SETTINGS.modelMayClear);
    expect(puts).toEqual(['budget by someone', 'gate by someone', 'gate by someone']);
  });

  test('does not round to cents what nobody touched', async () => {
    budget = { ...NO_BUDGET, day: 1_234_567n };
    await save({ 'limit.text.hold': '10' });
    expect(budget.day).toBe(1_234_567n);
  });

  test('keeps nothing when one field is wrong, and nothing of what is no form', async () => {
    expect(await save({ 'budget.day': '5', 'limit.text.hold': 'much' })).toMatchObject({
      saved: false,
      errors: { 'limit.text.hold': expect.stringContaining('Writing') },
    });
    for (const text of ['', '{"texts":1}', '{"texts":{},"modelMayClear":true,"more":1}']) {
      expect((await saveSettings(deps, by, text)).saved).toBe(false);
    }
    expect(puts).toEqual([]);
  });

  test('of a form with fields left out keeps nothing of the gate', async () => {
    const answer = await saveSettings(deps, by, '{"texts":{"budget.day":"5"},"modelMayClear":false}');
    expect(answer.saved).toBe(false);
    expect(Object.keys(answer.errors)).toContain('limit.colour.hold');
  });
});
