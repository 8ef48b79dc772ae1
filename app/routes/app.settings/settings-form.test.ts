import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_BUDGET } from '#app/domain/budget.ts';
import { DEFAULT_FIDELITY_SETTINGS } from '#app/domain/fidelity/settings.ts';
import { DEFAULT_BRAND_KIT } from '#app/domain/recipe/brand-kit.ts';
import { type FieldName, readSettings, type Settings, valuesOf, withUsualGate } from './settings-form.ts';

const { primary, secondary, neutral } = DEFAULT_BRAND_KIT;
const BRAND = { primary, secondary, neutral };
const NOTHING: Settings = { budget: NO_BUDGET, brand: BRAND, fidelity: DEFAULT_FIDELITY_SETTINGS };
const usual = valuesOf(NOTHING);
const typed = (texts: Partial<Record<FieldName, string>>) =>
  readSettings({ ...usual, texts: { ...usual.texts, ...texts } });
const errorsOf = (texts: Partial<Record<FieldName, string>>) => {
  const read = typed(texts);
  return read.ok ? {} : read.error;
};

describe('the settings as they are typed', () => {
  test('of a store that set nothing are the usual ones, and saving them sets nothing', () => {
    expect(usual.texts).toMatchObject({
      'budget.day': '',
      'brand.primary': '#2f3a4a',
      'limit.colour.hold': '2.5',
      'limit.missing.hold': '0.2',
      'limit.stretch.fail': '6',
      'limit.added.fail': '',
    });
    expect(readSettings(usual)).toEqual({ ok: true, value: NOTHING });
  });

  test('come back as they were set, to the cent and to the thousandth', () => {
    const money = fc.option(fc.bigInt({ min: 0n, max: 999_999_999n }).map((cents) => cents * 10_000n));
    const colour = fc.integer({ min: 0, max: 0xff_ff_ff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    const brands = fc.record({ primary: colour, secondary: colour, neutral: colour });
    const share = fc.integer({ min: 1, max: 40_000 }).map((n) => n / 100_000);
    fc.assert(
      fc.property(
        money,
        money,
        money,
        brands,
        share,
        fc.boolean(),
        (day, month, batch, brand, hold, modelMayClear) => {
          const limits = { outline: { hold, fail: hold + 0.1 }, colour: { hold: 3.25, fail: null } };
          const fail = Number((hold + 0.1).toFixed(8));
          const settings = {
            budget: { day, month, batch },
            brand,
            fidelity: { limits: { ...limits, outline: { hold, fail } }, modelMayClear },
          };
          expect(readSettings(valuesOf(settings))).toEqual({ ok: true, value: settings });
        },
      ),
    );
  });

  test.each([
    ['budget.day', '12,50', 'Budget per day: write an amount like 20 or 12.50'],
    ['budget.month', '-1', 'Budget per month'],
    ['budget.batch', '1e9', 'Budget per batch'],
    ['brand.primary', '', 'Brand kit, Main: write the colour as # and six digits'],
    ['brand.secondary', '#12345', 'Brand kit, Second'],
    ['brand.neutral', 'red', 'Brand kit, Quiet'],
    ['limit.colour.hold', '', 'Colour, shown to a person from: write a number like 2.5'],
    ['limit.colour.hold', '60', 'Colour, shown to a person from: is at most 50 ΔE'],
    ['limit.stretch.fail', '80', 'Stretched, drawn again from: is at most 50 %'],
    ['limit.stretch.fail', '2', 'Stretched, drawn again from: has to be more than 3 %'],
    ['limit.text.hold', '0', 'Writing, shown to a person from: is more than 0'],
  ] as const)('are refused at %s for %j, naming the field', (field, text, words) => {
    const errors = errorsOf({ [field]: text });
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toContain(words);
  });

  test('say everything that is wrong at once, and an empty limit is none', () => {
    expect(Object.keys(errorsOf({ 'budget.day': 'x', 'limit.text.hold': 'x' }))).toHaveLength(2);
    expect(typed({ 'limit.colour.fail': ' ', 'budget.day': '0' })).toMatchObject({
      ok: true,
      value: { budget: { day: 0n }, fidelity: { limits: { colour: { hold: 2.5, fail: null } } } },
    });
  });

  test('go back to the usual gate and leave the budget and the brand kit', () => {
    const changed = {
      ...usual,
      texts: { ...usual.texts, 'budget.day': '5', 'brand.primary': '#000000', 'limit.text.hold': '1' },
    };
    expect(withUsualGate(changed, usual).texts).toEqual({
      ...usual.texts,
      'budget.day': '5',
      'brand.primary': '#000000',
    });
  });
});
