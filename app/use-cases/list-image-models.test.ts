import { expect, it } from 'vitest';
import { modelName } from '../domain/providers/model-choice.ts';
import { IMAGE_MODELS } from '../domain/providers/model-facts.ts';
import { EVERY_MODEL } from '../domain/providers/offered-models.ts';
import { makeListImageModels } from './list-image-models.ts';

const on = (day: string, images: { provider: string; isPlaceholder: boolean }[]) =>
  makeListImageModels({ images, clock: { now: () => new Date(`${day}T12:00:00Z`) } })();

it('offers the models of the providers that are set up, and says which a stand-in draws for', () => {
  expect(on('2026-11-23', [])).toEqual([]);
  expect(on('2026-11-23', [{ provider: 'another', isPlaceholder: false }])).toEqual([]);
  const offered = on('2026-11-23', [{ provider: 'gemini', isPlaceholder: true }]);
  expect(offered.length).toBeGreaterThan(0);
  for (const { name, isPlaceholder, sizes, aspects } of offered) {
    expect(IMAGE_MODELS.map(modelName)).toContain(name);
    expect(isPlaceholder).toBe(true);
    expect(sizes.length).toBeGreaterThan(0);
    expect(aspects).toContain('1:1');
  }
});

it('offers what the operator lets stores choose from, and says what each kind begins with', () => {
  const list = makeListImageModels({
    images: [{ provider: 'gemini', isPlaceholder: false }],
    offered: {
      images: IMAGE_MODELS.filter(({ model }) => model !== 'gemini-3.1-flash-image'),
      preferred: { ...EVERY_MODEL.preferred, edit: 'gemini/gemini-3-pro-image' },
    },
    clock: { now: () => new Date('2026-11-23T12:00:00Z') },
  });
  expect(list().map(({ name, defaultOf }) => [name, defaultOf])).toEqual([
    ['gemini/gemini-3-pro-image', ['scene', 'redraw', 'edit']],
  ]);
});

it('offers none from the day on which its provider switches it off', () => {
  const ending = IMAGE_MODELS.filter(({ retiresOn }) => retiresOn !== null);
  expect(ending.length).toBeGreaterThan(0);
  for (const model of ending) {
    const providers = [{ provider: model.provider, isPlaceholder: false }];
    const dayBefore = new Date(Date.parse(`${model.retiresOn}T00:00:00Z`) - 86_400_000)
      .toISOString()
      .slice(0, 10);
    const names = (day: string) => on(day, providers).map(({ name }) => name);
    expect(names(dayBefore)).toContain(modelName(model));
    expect(names(String(model.retiresOn))).not.toContain(modelName(model));
  }
});
