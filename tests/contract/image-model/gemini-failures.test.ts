import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { type ProviderFailureKind, providerFailure } from '#app/domain/providers/failure-words.ts';
import { GEMINI_FAULTS, type GeminiFaultKind } from '#sandbox/gemini/faults.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { callOptions, closedOrigin, geminiDeps } from '#tests/support/provider-stand-ins.ts';
import { made, plateRequest } from './battery.ts';

const MODEL = 'gemini-3.1-flash-image';
let sandbox: SandboxGemini;
beforeAll(async () => {
  sandbox = await startSandboxGemini();
});
afterEach(() => sandbox.faults.clear());
afterAll(() => sandbox.close());

const make = (timeoutMs = 20_000) =>
  makeGeminiImageModel(geminiDeps(sandbox.origin)).make(
    plateRequest(MODEL, { size: '512' }),
    callOptions({ timeoutMs }),
  );

type Expected =
  | { readonly status: 'failed'; readonly kind: ProviderFailureKind; readonly billed: boolean }
  | { readonly status: 'failed'; readonly kind: 'unsupported-option'; readonly billed: false }
  | { readonly status: 'unknown'; readonly kind: 'provider-reply-lost'; readonly billed: true };

const failed = (kind: ProviderFailureKind, billed = false): Expected => ({ status: 'failed', kind, billed });
const lost: Expected = { status: 'unknown', kind: 'provider-reply-lost', billed: true };

/** Every way the stand-in can fail, and what becomes of it. Faults of text models stand in the vision model's suite. */
const EXPECTED: Record<Exclude<GeminiFaultKind, 'bad-answer' | 'max-tokens'>, Expected> = {
  'rate-limited-with-hint': failed('provider-throttled'),
  'rate-limited': failed('provider-throttled'),
  'quota-exhausted': failed('provider-quota'),
  'billing-required': failed('provider-unauthorized'),
  'key-invalid': failed('provider-unauthorized'),
  'permission-denied': failed('provider-unauthorized'),
  'model-gone': { status: 'failed', kind: 'unsupported-option', billed: false },
  'server-error': failed('provider-unavailable'),
  overloaded: failed('provider-unavailable'),
  'deadline-exceeded': failed('provider-unavailable'),
  'gateway-page': failed('provider-unavailable'),
  'stall-mid-body': lost,
  'cut-mid-body': lost,
  'no-answer': lost,
  'blocked-prompt': failed('provider-blocked-prompt', true),
  'blocked-output': failed('provider-blocked-output', true),
  recitation: failed('provider-refused', true),
  refusal: failed('provider-refused', true),
  'no-image': failed('provider-bad-reply', true),
  'text-instead': failed('provider-bad-reply', true),
  'wrong-size': failed('provider-bad-reply', true),
  'truncated-base64': failed('provider-bad-reply', true),
  'corrupt-picture': failed('provider-bad-reply', true),
  'invalid-json': failed('provider-bad-reply', true),
};

describe('a bad day of Gemini', () => {
  it.each(Object.entries(EXPECTED) as [GeminiFaultKind, Expected][])(
    '%s is told in words a merchant can act on',
    async (kind, { status, kind: expected, billed }) => {
      sandbox.faults.add({ kind });
      // only where nothing comes any more is there something to wait out
      const reply = await make(/^(stall|no-answer)/.test(kind) ? 2_000 : undefined);
      expect(reply).toMatchObject({ status, failure: { kind: expected } });
      if (reply.status === 'succeeded') throw new Error('It succeeded.');
      const words =
        expected === 'unsupported-option'
          ? 'Gemini has no model gemini-3.1-flash-image any more, or the key may not use it. Choose another model in the settings.'
          : providerFailure(expected, 'Gemini').message;
      expect(reply.failure.message).toBe(words);
      expect(reply.bytesOut).toBeGreaterThan(0);
      expect((sandbox.billing().at(-1)?.costMicroUsd ?? 0) > 0).toBe(billed);
      // one try is one request: the SDK's own retries are off
      expect(sandbox.faults.pending()).toEqual([]);
      made(await make());
    },
  );

  it('has a test for every fault the stand-in knows', () => {
    expect([...Object.keys(EXPECTED), 'bad-answer', 'max-tokens'].sort()).toEqual([...GEMINI_FAULTS].sort());
  });

  it('hands on how long it asks us to wait, and does not invent it', async () => {
    sandbox.faults.add({ kind: 'rate-limited-with-hint', retryAfterSeconds: 21.5 });
    expect(await make()).toMatchObject({ failure: { retryAfterMs: 21_500 } });
    sandbox.faults.add({ kind: 'rate-limited' });
    const reply = await make();
    expect(reply.status === 'failed' && reply.failure.retryAfterMs).toBeUndefined();
  });

  it('waits out a daily quota until it is renewed, not the seconds named beside it', async () => {
    sandbox.faults.add({ kind: 'quota-exhausted', retryAfterSeconds: 31 });
    const reply = await make();
    if (reply.status !== 'failed') throw new Error('It did not fail.');
    const due = new Date(Date.now() + (reply.failure.retryAfterMs ?? 0));
    const pacific = due.toLocaleTimeString('en-GB', { timeZone: 'America/Los_Angeles' });
    expect(pacific.slice(0, 5)).toBe('00:00');
  });

  it('counts what was billed of an answer without a result', async () => {
    sandbox.faults.add({ kind: 'blocked-output' });
    const reply = await make();
    const usage = sandbox.billing().at(-1)?.usage;
    expect(reply).toMatchObject({
      usage: { inputTokens: usage?.promptTextTokens, outputImageTokens: 0, images: 0 },
    });
  });

  it('does not take a reply larger than allowed', async () => {
    const model = makeGeminiImageModel(geminiDeps(sandbox.origin, { maxReplyBytes: 2_000 }));
    const reply = await model.make(plateRequest(MODEL, { size: '512' }), callOptions());
    expect(reply).toMatchObject({ status: 'unknown', failure: { kind: 'provider-reply-lost' } });
    expect(reply.bytesIn).toBeLessThan(200_000);
  });

  it('says that nothing was sent where nobody listens', async () => {
    const model = makeGeminiImageModel(geminiDeps(await closedOrigin()));
    expect(await model.make(plateRequest(MODEL, { size: '512' }), callOptions())).toMatchObject({
      status: 'failed',
      failure: { kind: 'provider-unavailable' },
      bytesOut: 0,
    });
  });

  it('is refused with a wrong key', async () => {
    const model = makeGeminiImageModel(geminiDeps(sandbox.origin, { key: 'wrong' }));
    expect(await model.make(plateRequest(MODEL, { size: '512' }), callOptions())).toMatchObject({
      failure: { kind: 'provider-unauthorized' },
    });
  });

  it('is told of a model that the provider has switched off', async () => {
    const model = makeGeminiImageModel(geminiDeps(sandbox.origin));
    expect(await model.make(plateRequest('gemini-2.5-flash-image'), callOptions())).toMatchObject({
      failure: { kind: 'unsupported-option', field: 'model' },
    });
  });
});
