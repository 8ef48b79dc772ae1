import { expect, test } from 'vitest';
import { makePriceOf } from '#app/domain/price.ts';
import { makeRecipeDesk } from './recipe-desk.ts';

const scene = {
  kind: 'scene',
  model: 'gemini/gemini-2.5-flash-image',
  modelSize: '1K',
  scene: {
    setting: 'a kitchen',
    surface: 'an oak table',
    light: { direction: 'left', quality: 'soft', temperature: 'warm' },
    palette: [],
    camera: { height: 'table', distance: 'medium' },
    props: [],
    mood: 'calm',
  },
};
const deskOn = (day: string) =>
  makeRecipeDesk({
    imageProviders: ['gemini'],
    priceOf: makePriceOf([]),
    clock: { now: () => new Date(`${day}T12:00:00Z`) },
  });
const priceOn = (day: string) => {
  const desk = deskOn(day);
  const recipe = desk.read(scene);
  if (!recipe.ok) throw new Error(recipe.error.message);
  return desk.price(recipe.value);
};

test('a model has a price until the day its provider switches it off, and is refused by name from then on', () => {
  expect(priceOn('2026-10-01').ok).toBe(true);
  const refused = priceOn('2026-10-02');
  expect(refused.ok).toBe(false);
  expect(refused.ok ? null : refused.error).toMatchObject({ kind: 'unsupported-option', field: 'model' });
  expect(refused.ok ? '' : refused.error.message).toContain('gemini/gemini-3.1-flash-image');
});

test('what is made here alone is never refused for a model', () => {
  const desk = deskOn('2030-01-01');
  const recipe = desk.read({ kind: 'packshot' });
  expect(recipe.ok && desk.price(recipe.value)).toEqual({ ok: true, value: 0n });
});
