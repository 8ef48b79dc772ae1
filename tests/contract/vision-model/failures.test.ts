import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeClaudeVisionModel } from '#app/adapters/claude/vision-model.ts';
import { makeGeminiVisionModel } from '#app/adapters/gemini/vision-model.ts';
import { type ProviderFailureKind, providerFailure } from '#app/domain/providers/failure-words.ts';
import type { VisionModel } from '#app/ports/vision-model.ts';
import { CLAUDE_FAULTS, type ClaudeFaultKind } from '#sandbox/claude/faults.ts';
import { type SandboxClaude, startSandboxClaude } from '#sandbox/claude/start.ts';
import type { GeminiFaultKind } from '#sandbox/gemini/faults.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { made } from '#tests/contract/image-model/battery.ts';
import {
  callOptions,
  claudeDeps,
  closedOrigin,
  geminiDeps,
  productPhoto,
} from '#tests/support/provider-stand-ins.ts';
import { altTextSchema, question } from './battery.ts';

let claude: SandboxClaude;
let gemini: SandboxGemini;
beforeAll(async () => {
  claude = await startSandboxClaude();
  gemini = await startSandboxGemini();
});
afterEach(() => {
  claude.faults.clear();
  gemini.faults.clear();
});
afterAll(async () => {
  await claude.close();
  await gemini.close();
});

const askWith = async (model: VisionModel, name: string, timeoutMs = 20_000) =>
  model.ask(question(name, altTextSchema, [await productPhoto()]), callOptions({ timeoutMs }));
const askClaude = (timeoutMs?: number) =>
  askWith(makeClaudeVisionModel(claudeDeps(claude.origin)), 'claude-haiku-5-5', timeoutMs);
const askGemini = (timeoutMs?: number) =>
  askWith(makeGeminiVisionModel(geminiDeps(gemini.origin)), 'gemini-2.5-flash-lite', timeoutMs);

interface Expected {
  readonly status: 'failed' | 'unknown';
  readonly kind: ProviderFailureKind | 'unsupported-option';
  readonly billed: boolean;
}
const failed = (kind: Expected['kind'], billed = false): Expected => ({ status: 'failed', kind, billed });
const lost: Expected = { status: 'unknown', kind: 'provider-reply-lost', billed: true };

/** Every way Claude's stand-in can fail, and what becomes of it. */
const OF_CLAUDE: Record<ClaudeFaultKind, Expected> = {
  'rate-limited-with-hint': failed('provider-throttled'),
  'rate-limited': failed('provider-throttled'),
  'quota-exhausted': failed('provider-quota'),
  'spend-limit': failed('provider-quota'),
  'no-credit': failed('provider-unauthorized'),
  'key-invalid': failed('provider-unauthorized'),
  'permission-denied': failed('provider-unauthorized'),
  'model-gone': failed('unsupported-option'),
  'server-error': failed('provider-unavailable'),
  'service-unavailable': failed('provider-unavailable'),
  'gateway-timeout': failed('provider-unavailable'),
  overloaded: failed('provider-unavailable'),
  'gateway-page': failed('provider-unavailable'),
  'stall-mid-body': lost,
  'cut-mid-body': lost,
  'no-answer': lost,
  refusal: failed('provider-refused', true),
  'max-tokens': failed('provider-bad-reply', true),
  'invalid-json': failed('provider-bad-reply', true),
  'bad-answer': failed('provider-bad-reply', true),
  'broken-body': failed('provider-bad-reply', true),
};

/** Those of Gemini that concern a model of text, or look different with one; the others are in the image model's suite. */
const OF_GEMINI: Partial<Record<GeminiFaultKind, Expected>> = {
  'rate-limited-with-hint': failed('provider-throttled'),
  'quota-exhausted': failed('provider-quota'),
  overloaded: failed('provider-unavailable'),
  'stall-mid-body': lost,
  'blocked-prompt': failed('provider-blocked-prompt', true),
  'blocked-output': failed('provider-blocked-output', true),
  recitation: failed('provider-refused', true),
  refusal: failed('provider-refused', true),
  'invalid-json': failed('provider-bad-reply', true),
  'bad-answer': failed('provider-bad-reply', true),
  'max-tokens': failed('provider-bad-reply', true),
};

const wordsFor = (kind: Expected['kind'], name: string, model: string): string =>
  kind === 'unsupported-option'
    ? `${name} has no model ${model} any more, or the key may not use it. Choose another model in the settings.`
    : providerFailure(kind, name).message;

describe('a bad day of Claude', () => {
  it.each(Object.entries(OF_CLAUDE) as [ClaudeFaultKind, Expected][])(
    '%s is told in words a merchant can act on',
    async (kind, { status, kind: expected, billed }) => {
      claude.faults.add({ kind });
      // only where nothing comes any more is there something to wait out
      const reply = await askClaude(/^(stall|no-answer)/.test(kind) ? 2_000 : undefined);
      expect(reply).toMatchObject({ status, failure: { kind: expected } });
      if (reply.status === 'succeeded') throw new Error('It succeeded.');
      expect(reply.failure.message).toBe(wordsFor(expected, 'Claude', 'claude-haiku-5-5'));
      const row = claude.billing().at(-1);
      expect((row?.costMicroUsd ?? 0) > 0).toBe(billed);
      // its request id comes before its body, so the bill can be found also for a body that never came
      if (kind !== 'no-answer' && kind !== 'gateway-page') expect(reply.requestId).toBe(row?.requestId);
      expect(claude.faults.pending()).toEqual([]);
      made(await askClaude());
    },
  );

  it('has a test for every fault the stand-in knows', () => {
    expect(Object.keys(OF_CLAUDE).sort()).toEqual([...CLAUDE_FAULTS].sort());
  });

  it('hands on how long it asks us to wait, and does not invent it', async () => {
    claude.faults.add({ kind: 'rate-limited-with-hint', retryAfterSeconds: 9 });
    expect(await askClaude()).toMatchObject({ failure: { retryAfterMs: 9_000 } });
    claude.faults.add({ kind: 'rate-limited' });
    const reply = await askClaude();
    expect(reply.status === 'failed' && reply.failure.retryAfterMs).toBeUndefined();
  });

  it('waits out a monthly limit until the first of the month', async () => {
    claude.faults.add({ kind: 'quota-exhausted' });
    const reply = await askClaude();
    if (reply.status !== 'failed') throw new Error('It did not fail.');
    expect(new Date(Date.now() + (reply.failure.retryAfterMs ?? 0) + 60_000).getUTCDate()).toBe(1);
  });

  it('takes no key but the right one, and says that nothing was sent where nobody listens', async () => {
    const wrong = makeClaudeVisionModel(claudeDeps(claude.origin, { key: 'sk-ant-wrong' }));
    expect(await askWith(wrong, 'claude-haiku-5-5')).toMatchObject({
      failure: { kind: 'provider-unauthorized' },
    });
    const nobody = makeClaudeVisionModel(claudeDeps(await closedOrigin()));
    expect(await askWith(nobody, 'claude-haiku-5-5')).toMatchObject({
      status: 'failed',
      failure: { kind: 'provider-unavailable' },
      bytesOut: 0,
    });
  });

  it('does not take a reply larger than allowed', async () => {
    const model = makeClaudeVisionModel(claudeDeps(claude.origin, { maxReplyBytes: 100 }));
    expect(await askWith(model, 'claude-haiku-5-5')).toMatchObject({ status: 'unknown' });
  });
});

describe('a bad day of Gemini as a reader', () => {
  it.each(Object.entries(OF_GEMINI) as [GeminiFaultKind, Expected][])(
    '%s is told in words a merchant can act on',
    async (kind, { status, kind: expected, billed }) => {
      gemini.faults.add({ kind });
      const reply = await askGemini(kind === 'stall-mid-body' ? 2_000 : undefined);
      expect(reply).toMatchObject({ status, failure: { kind: expected } });
      if (reply.status === 'succeeded') throw new Error('It succeeded.');
      expect(reply.failure.message).toBe(wordsFor(expected, 'Gemini', 'gemini-2.5-flash-lite'));
      expect((gemini.billing().at(-1)?.costMicroUsd ?? 0) > 0).toBe(billed);
      made(await askGemini());
    },
  );
});
