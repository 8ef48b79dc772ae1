import { expect, test } from 'vitest';
import { gateRules, providerLimitsSchema } from './limits.ts';
import { DEFAULT_MODEL_CHOICE, modelChoiceSchema, refOf, USUAL_IMAGE_MODELS } from './model-choice.ts';
import { imageModel } from './model-facts.ts';
import { IMAGE_TASKS, VISION_TASKS } from './tasks.ts';

test('without configuration every task has a model, and every vision task one of each provider', () => {
  for (const task of IMAGE_TASKS) {
    const { provider, model } = refOf(USUAL_IMAGE_MODELS[task]);
    expect(imageModel(provider, model)).not.toBeNull();
  }
  for (const task of VISION_TASKS) {
    expect(new Set(DEFAULT_MODEL_CHOICE[task].map((m) => m.provider)).size).toBe(2);
  }
});

test('a model can be chosen for each task; one that is not in the table is refused by its name', () => {
  const chosen = modelChoiceSchema.parse({
    plate: 'gemini/gemini-2.5-flash-image',
    judge: ['claude/claude-opus-5-5'],
  });
  expect(chosen.plate?.model).toBe('gemini-2.5-flash-image');
  expect(chosen.judge).toEqual([{ provider: 'claude', model: 'claude-opus-5-5' }]);
  expect(chosen.redraw).toBeUndefined();
  const wrong = (value: unknown) => modelChoiceSchema.safeParse(value).error?.issues[0];
  expect(wrong({ plate: 'gemini/new-thing' })).toMatchObject({ path: ['plate'] });
  expect(wrong({ plate: 'gemini/new-thing' })?.message).toContain('gemini/new-thing');
  expect(wrong({ judge: ['gemini/gemini-3-pro-image'] })).toMatchObject({ path: ['judge', 0] });
  expect(wrong({ judge: [] })).toBeDefined();
  expect(wrong({ colour: 'gemini/x' })).toMatchObject({ code: 'unrecognized_keys' });
});

test('limits can be set for a provider and for one of its models, the model above all', () => {
  const limits = providerLimitsSchema.parse({
    gemini: { requestsPerMinute: 10, imagesPerDay: 5 },
    'gemini/gemini-3-pro-image': { requestsPerMinute: 3, perStoreInFlight: 1 },
  });
  const amountOf = (model: string, unit: string, windowMs: number) =>
    gateRules(limits, { provider: 'gemini', model }).limits.find(
      (l) => l.unit === unit && l.windowMs === windowMs,
    )?.amount;
  expect(amountOf('gemini-3-pro-image', 'requests', 60_000)).toBe(3);
  expect(amountOf('gemini-3.1-flash-image', 'requests', 60_000)).toBe(10);
  expect(amountOf('gemini-3-pro-image', 'images', 86_400_000)).toBe(5);
  expect(gateRules(limits, { provider: 'gemini', model: 'gemini-3-pro-image' }).perStoreInFlight).toBe(1);
  expect(gateRules({}, { provider: 'claude', model: 'claude-haiku-5-5' }).limits.length).toBeGreaterThan(0);
  expect(providerLimitsSchema.safeParse({ gemini: { requestsPerMinute: 0 } }).success).toBe(false);
  expect(providerLimitsSchema.safeParse({ gemini: { requestsPerHour: 1 } }).success).toBe(false);
});
