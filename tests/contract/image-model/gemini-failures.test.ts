import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { GEMINI_FAULTS } from '#sandbox/gemini/faults.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import {
  GEMINI_PICTURE_FAILURE_ROWS,
  NAMED_PICTURE_FAULTS,
} from '#tests/support/models/gemini-picture-failures.ts';
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

describe('a bad day of Gemini', () => {
  it.each(GEMINI_PICTURE_FAILURE_ROWS)(
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
    expect(NAMED_PICTURE_FAULTS).toEqual([...GEMINI_FAULTS].sort());
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
