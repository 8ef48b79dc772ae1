import { expect, test } from 'vitest';
import { makePriceOf } from './price.ts';
import { DEFAULT_MODEL_CHOICE } from './providers/model-choice.ts';
import { IMAGE_MODELS } from './providers/model-facts.ts';
import { recipeSchema } from './recipe/recipe.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const scene = {
  setting: 'a bright kitchen',
  surface: 'an oak table',
  light: { direction: 'left', quality: 'soft', temperature: 'warm' },
  palette: [],
  camera: { height: 'table', distance: 'medium' },
  props: [],
  mood: 'calm',
} as const;
const price = makePriceOf(DEFAULT_MODEL_CHOICE.judge);
const of = (input: unknown): bigint => {
  const priced = price(recipeSchema.parse(input), NOW);
  if (!priced.ok) throw new Error(priced.error.message);
  return priced.value;
};

test('what is drawn here costs nothing', () => {
  expect(of({ kind: 'packshot' })).toBe(0n);
  expect(of({ kind: 'studio' })).toBe(0n);
});

test('a plate of 2K by the default model costs twelve cents', () => {
  // 1,680 picture tokens at $60 and 4,096 of text at $3 a million out, 8,512 at $0.50 in: $0.1174
  expect(of({ kind: 'scene', scene })).toBe(120_000n);
});

test('every model and size has a price in whole cents that covers three draws of a redraw', () => {
  for (const { provider, model, sizes, maxReferences } of IMAGE_MODELS) {
    for (const modelSize of sizes) {
      const shared = { scene, model: `${provider}/${model}`, modelSize };
      const plate = of({ kind: 'scene', ...shared });
      const one = of({ kind: 'redraw', ...shared, references: 1, secondLook: false });
      const most = of({ kind: 'redraw', ...shared, references: maxReferences, secondLook: true });
      expect(plate % 10_000n).toBe(0n);
      expect(one).toBeGreaterThan(plate);
      expect(most).toBeGreaterThan(one);
    }
  }
});

test('a second look makes it dearer by all who may be asked', () => {
  const redraw = { kind: 'redraw', scene } as const;
  const alone = makePriceOf([])(recipeSchema.parse(redraw), NOW);
  expect(alone).toEqual({ ok: true, value: of({ ...redraw, secondLook: false }) });
  expect(of(redraw)).toBeGreaterThan(of({ ...redraw, secondLook: false }));
});

test('a day before the model had a price it is not sold', () => {
  const early = price(recipeSchema.parse({ kind: 'scene', scene }), new Date('2025-01-01T00:00:00Z'));
  expect(early).toMatchObject({ ok: false, error: { kind: 'unsupported-option', field: 'model' } });
});

test('what can wait is sold for less: a plate for half, to the cent, and a redraw for half its draws', () => {
  const recipe = recipeSchema.parse({ kind: 'scene', scene });
  // half of $0.1174
  expect(price(recipe, NOW, 'batch')).toEqual({ ok: true, value: 60_000n });
  const redraw = recipeSchema.parse({ kind: 'redraw', scene });
  const blind = recipeSchema.parse({ kind: 'redraw', scene, secondLook: false });
  const ofWaiting = (one: typeof redraw): bigint => {
    const priced = price(one, NOW, 'batch');
    if (!priced.ok) throw new Error(priced.error.message);
    return priced.value;
  };
  const cent = 10_000n;
  expect(ofWaiting(blind) * 2n - of(blind)).toBeLessThanOrEqual(2n * cent);
  expect(ofWaiting(blind)).toBeLessThan(of(blind));
  // the second look costs what it costs
  const looks = of(redraw) - of(blind);
  expect(ofWaiting(redraw) - ofWaiting(blind)).toBeGreaterThanOrEqual(looks - cent);
});
