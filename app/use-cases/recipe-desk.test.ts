import { expect, test } from 'vitest';
import { makePriceOf } from '#app/domain/price.ts';
import { refOf } from '#app/domain/providers/model-choice.ts';
import { offerModels } from '#app/domain/providers/offered-models.ts';
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

test('a model that the operator does not offer is refused by its name, and what is left is told', () => {
  const offered = offerModels([refOf('gemini/gemini-3-pro-image')], {}, '2026-11-23');
  if (!offered.ok) throw new Error(offered.error.message);
  const desk = makeRecipeDesk({
    imageProviders: ['gemini'],
    offered: offered.value,
    priceOf: makePriceOf([]),
    clock: { now: () => new Date('2026-11-23T12:00:00Z') },
  });
  const asked = (model?: string) => {
    const recipe = desk.read({ ...scene, modelSize: '2K', model });
    if (!recipe.ok) return [recipe.error.field, recipe.error.message];
    return recipe.value.kind === 'scene' ? recipe.value.model : null;
  };
  expect(asked('gemini/gemini-3.1-flash-image')).toEqual([
    'model',
    '"gemini/gemini-3.1-flash-image" is not offered here; take one of gemini/gemini-3-pro-image.',
  ]);
  expect(asked('gemini/gemini-3-pro-image')).toBe('gemini/gemini-3-pro-image');
  expect(asked()).toBe('gemini/gemini-3-pro-image');
  const gone = desk.read(scene);
  expect(gone.ok ? '' : gone.error.message).toMatch(
    /switched off by its provider on 2026-10-02; take one of gemini\/gemini-3-pro-image\./,
  );
});

test('what is made here alone is never refused for a model', () => {
  const desk = deskOn('2030-01-01');
  const recipe = desk.read({ kind: 'packshot' });
  expect(recipe.ok && desk.price(recipe.value)).toEqual({ ok: true, value: 0n });
});

test('an order can wait only where its model and its provider here have a batch mode', () => {
  const desk = (batchProviders: readonly string[]) =>
    makeRecipeDesk({
      imageProviders: ['gemini'],
      batchProviders,
      priceOf: makePriceOf([]),
      clock: { now: () => new Date('2026-11-23T12:00:00Z') },
    });
  const priced = (recipe: unknown, batchProviders: readonly string[] = ['gemini']) => {
    const read = desk(batchProviders).read(recipe);
    if (!read.ok) throw new Error(read.error.message);
    return desk(batchProviders).price(read.value, 'batch');
  };
  const plate = { ...scene, model: 'gemini/gemini-3.1-flash-image' };
  const refused = { ok: false, error: { kind: 'unsupported-option', field: 'canWait' } };
  expect(priced(plate).ok).toBe(true);
  expect(priced(plate, [])).toMatchObject(refused);
  expect(priced({ kind: 'packshot' })).toMatchObject(refused);
});
