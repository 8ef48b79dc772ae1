import { describe, expect, test } from 'vitest';
import { imageModelListSchema, modelName, refOf } from './model-choice.ts';
import { IMAGE_MODELS } from './model-facts.ts';
import { defaultModel, EVERY_MODEL, offerModels } from './offered-models.ts';

const DAY = '2026-11-23';
const FLASH = 'gemini/gemini-3.1-flash-image';
const PRO = 'gemini/gemini-3-pro-image';
const GONE = 'gemini/gemini-2.5-flash-image';

const offer = (list: string | null, chosen: Record<string, string> = {}, day = DAY) => {
  const refs = Object.fromEntries(Object.entries(chosen).map(([task, name]) => [task, refOf(name)]));
  const made = offerModels(list === null ? null : imageModelListSchema.parse(list), refs, day);
  return made.ok
    ? { images: made.value.images.map(modelName), preferred: made.value.preferred }
    : { refused: made.error };
};

describe('the image models that an operator offers', () => {
  test('are all that we know, with the usual defaults, when nothing is said', () => {
    expect(offer(null)).toEqual({ images: IMAGE_MODELS.map(modelName), preferred: EVERY_MODEL.preferred });
  });

  test('are those of the list, in its order, each once, and each task has a default among them', () => {
    expect(offer(`${PRO}, ${FLASH},${PRO}`, { plate: PRO })).toMatchObject({
      images: [PRO, FLASH],
      preferred: { plate: PRO },
    });
    const only = offerModels(imageModelListSchema.parse(FLASH), {}, DAY);
    if (!only.ok) throw new Error(only.error.message);
    for (const task of ['plate', 'redraw', 'edit'] as const) {
      expect(defaultModel(only.value, task, DAY)).toMatchObject({ model: 'gemini-3.1-flash-image' });
    }
  });

  test.each([
    [
      'a default outside the list',
      PRO,
      { plate: FLASH },
      'SOFTBOX_MODELS',
      [FLASH, 'SOFTBOX_IMAGE_MODELS', PRO],
    ],
    ['a default that is switched off', null, { redraw: GONE }, 'SOFTBOX_MODELS', [GONE, '2026-10-02', FLASH]],
    ['a model of the list that is switched off', `${FLASH},${GONE}`, {}, 'SOFTBOX_IMAGE_MODELS', [GONE, PRO]],
  ])(
    'are refused at boot with the variable and what to do for %s',
    (_what, list, chosen, variable, words) => {
      const { refused } = offer(list, chosen);
      expect(refused?.variable).toBe(variable);
      for (const word of words) expect(refused?.message).toContain(word);
    },
  );

  test('can be neither nameless nor unknown', () => {
    expect(imageModelListSchema.safeParse(' , ').success).toBe(false);
    expect(imageModelListSchema.safeParse('gemini/next').error?.issues[0]?.message).toContain(FLASH);
  });
});

test('a default whose provider switches it off while we run gives way to the next one', () => {
  const offered = offerModels(null, { plate: refOf(GONE) }, '2026-10-01');
  if (!offered.ok) throw new Error(offered.error.message);
  const on = (day: string) => defaultModel(offered.value, 'plate', day);
  expect(modelName(on('2026-10-01') ?? { provider: '', model: '' })).toBe(GONE);
  expect(on('2026-10-02')?.retiresOn).toBeNull();
});
