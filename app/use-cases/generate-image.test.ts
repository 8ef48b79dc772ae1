import { describe, expect, test } from 'vitest';
import { imageModel } from '../domain/providers/model-facts.ts';
import { priceAt } from '../domain/providers/prices.ts';
import { NO_USAGE } from '../domain/providers/usage.ts';
import { ok } from '../domain/result.ts';
import type { PlatePrompt } from '../domain/scene/composed-prompt.ts';
import type { GeneratedImage, ImageModel, ImageRequest } from '../ports/image-model.ts';
import type { CallProvider, ProviderCallSpec } from './call-provider.ts';
import { makeGenerateImage } from './generate-image.ts';

const prompt: PlatePrompt = {
  task: 'plate',
  scene: {
    setting: 'a quiet kitchen',
    surface: 'an oak table',
    light: { direction: 'left', quality: 'soft', temperature: 'warm' },
    palette: ['#c8b090'],
    camera: { height: 'table', distance: 'medium' },
    props: [],
    mood: 'calm',
  },
  room: { footing: { x: 0.5, y: 0.8 }, width: 0.4, height: 0.5 },
  data: [],
};
const request: ImageRequest = {
  model: 'gemini-3.1-flash-image',
  prompt,
  references: [],
  aspect: '4:5',
  size: '2K',
  seed: null,
  count: 1,
};
const wording = (p: ImageRequest['prompt']) => `an empty place for a product: ${JSON.stringify(p)}`;

const stage = () => {
  const specs: ProviderCallSpec<unknown>[] = [];
  const model: ImageModel = {
    provider: 'gemini',
    displayName: 'Gemini',
    isPlaceholder: true,
    capabilities: (name) => imageModel('gemini', name),
    wording,
    make: async () => {
      throw new Error('the calls of this test are answered before they reach a model');
    },
    batches: null,
  };
  const image: GeneratedImage = {
    bytes: new Uint8Array(3),
    contentType: 'image/png',
    width: 4,
    height: 5,
    hasC2pa: false,
  };
  const callProvider = (async (spec: ProviderCallSpec<unknown>) => {
    specs.push(spec);
    const facts = { callId: 'c', usage: NO_USAGE, cost: 7n, requestId: 'r', modelVersion: 'v', latencyMs: 1 };
    return ok({ ...facts, value: image });
  }) as CallProvider;
  const clock = { now: () => new Date('2026-11-22T12:00:00Z') };
  return { ...makeGenerateImage({ imageModel: model, callProvider, priceAt, clock }), specs };
};
const { signal } = new AbortController();
const call = { storeId: 's', attemptId: 'a' };

describe('a picture by an image model', () => {
  test('is called for with its task, its attempt and the most it can count', async () => {
    const { generate, specs } = stage();
    const made = await generate(call, request, signal);
    expect(made).toMatchObject({ ok: true, value: { cost: 7n, wording: wording(prompt) } });
    expect(specs).toMatchObject([
      { purpose: 'plate', attemptId: 'a', model: request.model, bound: { images: 1 } },
    ]);
    expect(specs[0]?.bound.outputImageTokens).toBe(1_680);
  });

  test('has a price before it is made: at least that of the picture itself', () => {
    const prepared = stage().prepare(request);
    expect(prepared.ok && prepared.value.costUpperBound).toBeGreaterThan(100_800n);
    const batch = stage().prepare(request, 'batch');
    expect(
      prepared.ok && batch.ok && batch.value.costUpperBound * 2n - prepared.value.costUpperBound,
    ).toBeLessThan(2n);
  });

  test('shows in its preview the very text that is sent', async () => {
    const { prepare, generate } = stage();
    const prepared = prepare(request);
    const made = await generate(call, request, signal);
    expect(prepared.ok && made.ok && prepared.value.wording === made.value.wording).toBe(true);
  });

  test('with an option that the model does not have is refused by its name, and nothing is called', async () => {
    const { generate, specs } = stage();
    const refused = async (changed: Partial<ImageRequest>) => {
      const made = await generate(call, { ...request, ...changed }, signal);
      return made.ok ? 'made' : `${made.error.kind} ${made.error.field}`;
    };
    expect(await refused({ model: 'unknown' })).toBe('unsupported-option model');
    expect(await refused({ seed: 4 })).toBe('unsupported-option seed');
    expect(await refused({ model: 'gemini-2.5-flash-image' })).toBe('unsupported-option size');
    expect(specs).toHaveLength(0);
  });
});
