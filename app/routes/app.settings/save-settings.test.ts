import { beforeEach, describe, expect, test } from 'vitest';
import { type Budget, budgetView, NO_BUDGET } from '#app/domain/budget.ts';
import { DEFAULT_FIDELITY_SETTINGS, type FidelitySettings } from '#app/domain/fidelity/settings.ts';
import { type BrandKit, brandKitSchema, DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import { type SaveSettingsDeps, saveSettings } from './save-settings.ts';
import { type FieldName, valuesOf } from './settings-form.ts';

const by = { storeId: 's', actor: 'someone' };
let budget: Budget;
let brand: BrandKit;
let fidelity: FidelitySettings;
let puts: string[];
beforeEach(() => {
  budget = NO_BUDGET;
  brand = DEFAULT_BRAND_KIT;
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
  manageBrandKit: {
    get: async () => brand,
    put: async (_storeId, next) => {
      brand = next;
      puts.push('brand');
      return next;
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
  const now = valuesOf({ budget, brand, fidelity });
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

  test('changes the three colours of the brand kit and leaves the rest of it', async () => {
    brand = brandKitSchema.parse({
      name: 'Mug House',
      backdrop: 'plinth',
      fill: 0.5,
      logoKey: 'stores/s/logo',
    });
    await save({ 'brand.primary': ' #10B0C0 ', 'brand.neutral': '#ffffff' });
    expect(brand).toEqual({
      ...DEFAULT_BRAND_KIT,
      name: 'Mug House',
      backdrop: 'plinth',
      fill: 0.5,
      logoKey: 'stores/s/logo',
      primary: '#10b0c0',
      neutral: '#ffffff',
    });
    expect(puts).toEqual(['brand']);
    await save({ 'brand.primary': '#10B0C0' });
    expect(puts).toEqual(['brand']);
  });

  test('keeps nothing when one field is wrong, and nothing of what is no form', async () => {
    expect(await save({ 'budget.day': '5', 'limit.text.hold': 'much' })).toMatchObject({
      saved: false,
      errors: { 'limit.text.hold': expect.stringContaining('Writing') },
    });
    expect(await save({ 'budget.day': '5', 'limit.text.hold': '3', 'brand.neutral': 'beige' })).toEqual({
      saved: false,
      errors: {
        'brand.neutral':
          'Brand kit, Quiet: write the colour as # and six digits or letters a to f, like #f2f0ec.',
      },
      problem: null,
    });
    for (const text of ['', '{"texts":1}', '{"texts":{},"modelMayClear":true,"more":1}']) {
      expect((await saveSettings(deps, by, text)).saved).toBe(false);
    }
    expect(puts).toEqual([]);
  });

  test('of a form with fields left out keeps nothing of the gate and of the brand kit', async () => {
    const answer = await saveSettings(deps, by, '{"texts":{"budget.day":"5"},"modelMayClear":false}');
    expect(answer.saved).toBe(false);
    expect(Object.keys(answer.errors)).toEqual(
      expect.arrayContaining(['limit.colour.hold', 'brand.primary', 'brand.secondary', 'brand.neutral']),
    );
    expect(puts).toEqual([]);
  });
});
