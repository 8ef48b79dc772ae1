import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { failure } from '../domain/failure.ts';
import { type ProviderFailureKind, providerFailure } from '../domain/providers/failure-words.ts';
import { DEFAULT_MODEL_CHOICE } from '../domain/providers/model-choice.ts';
import { textModel } from '../domain/providers/model-facts.ts';
import { priceAt } from '../domain/providers/prices.ts';
import { NO_USAGE } from '../domain/providers/usage.ts';
import { err, ok } from '../domain/result.ts';
import type { VisionModel } from '../ports/vision-model.ts';
import { makeAskVision, type Question } from './ask-vision.ts';
import type { CallProvider, ProviderCallSpec } from './call-provider.ts';

const answerSchema = z.strictObject({ alt: z.string() });
const question: Question<z.infer<typeof answerSchema>> = {
  storeId: 's',
  attemptId: null,
  task: 'alt-text',
  instructions: 'Describe the product in one sentence.',
  data: [{ label: 'product title', text: 'Mug' }],
  images: [],
  answer: answerSchema,
  maxOutputTokens: 300,
  mayFallOver: true,
  signal: new AbortController().signal,
};

const visionModel = (provider: string, displayName: string): VisionModel => ({
  provider,
  displayName,
  isPlaceholder: false,
  capabilities: (model) => textModel(provider, model),
  ask: async () => {
    throw new Error('the calls of this test are answered before they reach a model');
  },
});

/** Answers calls by provider, and remembers them. */
const stage = (
  ends: Record<string, ProviderFailureKind | 'cancelled' | 'answered'>,
  providers = ['claude', 'gemini'],
) => {
  const specs: ProviderCallSpec<unknown>[] = [];
  const callProvider = (async (spec: ProviderCallSpec<unknown>) => {
    specs.push(spec);
    const end = ends[spec.provider] ?? 'answered';
    if (end === 'cancelled') return err(failure('cancelled', 'Stopped.'));
    if (end !== 'answered') return err(providerFailure(end, spec.displayName));
    const facts = {
      callId: 'c',
      usage: NO_USAGE,
      cost: 1n,
      requestId: 'r',
      modelVersion: null,
      latencyMs: 1,
    };
    return ok({ ...facts, value: { alt: `by ${spec.provider}` } });
  }) as CallProvider;
  const ask = makeAskVision({
    visionModels: providers.map((p) => visionModel(p, p === 'claude' ? 'Claude' : 'Gemini')),
    choice: DEFAULT_MODEL_CHOICE,
    callProvider,
    priceAt,
    clock: { now: () => new Date('2026-11-22T12:00:00Z') },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  return { ask, specs };
};

describe('a question to a vision model', () => {
  test('goes to the first model of its task, as a call of its own with its upper bound', async () => {
    const { ask, specs } = stage({});
    const answered = await ask(question);
    expect(answered).toMatchObject({
      ok: true,
      value: { value: { alt: 'by claude' }, answeredBy: { provider: 'claude', model: 'claude-haiku-5-5' } },
    });
    expect(specs).toMatchObject([{ purpose: 'alt-text', bound: { outputTextTokens: 300, images: 0 } }]);
    expect(specs[0]?.bound.inputTokens).toBeGreaterThan(question.instructions.length);
  });

  test.each([
    'provider-unavailable',
    'provider-paused',
    'provider-quota',
    'provider-refused',
    'provider-reply-lost',
  ] as const)('falls over to the other provider when the first ends with %s', async (kind) => {
    const { ask, specs } = stage({ claude: kind });
    expect(await ask(question)).toMatchObject({ value: { answeredBy: { provider: 'gemini' } } });
    expect(specs.map((s) => s.provider)).toEqual(['claude', 'gemini']);
  });

  test('stays with the first when the caller does not allow another', async () => {
    const { ask, specs } = stage({ claude: 'provider-unavailable' });
    expect(await ask({ ...question, mayFallOver: false })).toMatchObject({
      error: { kind: 'provider-unavailable' },
    });
    expect(specs).toHaveLength(1);
  });

  test('ends with the words of the last model when none answers', async () => {
    const { ask } = stage({ claude: 'provider-unavailable', gemini: 'provider-refused' });
    expect(await ask(question)).toMatchObject({ ok: false, error: { kind: 'provider-refused' } });
  });

  test('is not asked again elsewhere once it was stopped', async () => {
    const { ask, specs } = stage({ claude: 'cancelled' });
    expect(await ask(question)).toMatchObject({ error: { kind: 'cancelled' } });
    expect(specs).toHaveLength(1);
  });

  test('goes to the provider that is set up; with none it says so', async () => {
    expect(await stage({}, ['gemini']).ask(question)).toMatchObject({
      value: { answeredBy: { provider: 'gemini' } },
    });
    expect(await stage({}, []).ask(question)).toMatchObject({
      error: { kind: 'unsupported-option', field: 'task' },
    });
  });

  test('that no model can honour is refused by the option', async () => {
    const { ask, specs } = stage({});
    const image = { label: 'photo', bytes: new Uint8Array(1), contentType: 'image/png' } as const;
    expect(await ask({ ...question, images: Array(17).fill(image) })).toMatchObject({
      error: { field: 'images' },
    });
    expect(await ask({ ...question, maxOutputTokens: 1_000_000 })).toMatchObject({
      error: { field: 'maxOutputTokens' },
    });
    expect(specs).toHaveLength(0);
  });
});
