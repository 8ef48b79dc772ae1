import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeClaudeVisionModel } from '#app/adapters/claude/vision-model.ts';
import { makeGeminiVisionModel } from '#app/adapters/gemini/vision-model.ts';
import { costOf } from '#app/domain/providers/cost.ts';
import { TEXT_MODELS } from '#app/domain/providers/model-facts.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import { type SandboxClaude, startSandboxClaude } from '#sandbox/claude/start.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { made } from '#tests/contract/image-model/battery.ts';
import { callOptions, claudeDeps, geminiDeps, productPhoto } from '#tests/support/provider-stand-ins.ts';
import { altTextSchema, question, visionModelBattery } from './battery.ts';

let claude: SandboxClaude;
let gemini: SandboxGemini;
beforeAll(async () => {
  claude = await startSandboxClaude({ latencyMs: 150 });
  gemini = await startSandboxGemini({ latencyMs: 150 });
});
afterAll(async () => {
  await claude.close();
  await gemini.close();
});

describe('Claude', () => {
  visionModelBattery(() => ({
    model: makeClaudeVisionModel(claudeDeps(claude.origin)),
    name: 'claude-haiku-5-5',
    requests: () => claude.billing().length,
  }));
});

describe('Gemini, by key', () => {
  visionModelBattery(() => ({
    model: makeGeminiVisionModel(geminiDeps(gemini.origin)),
    name: 'gemini-2.5-flash-lite',
    requests: () => gemini.billing().length,
  }));
});

describe('Gemini, through Vertex AI', () => {
  visionModelBattery(() => ({
    model: makeGeminiVisionModel(geminiDeps(gemini.origin, { door: 'vertex' })),
    name: 'gemini-3.5-flash-lite',
    requests: () => gemini.billing().length,
  }));
});

describe('the bill of a question', () => {
  it.each(TEXT_MODELS.map(({ provider, model }) => [provider, model] as const))(
    'of %s %s is what the book works out, to the micro-dollar',
    async (provider, name) => {
      const isClaude = provider === 'claude';
      const model = isClaude
        ? makeClaudeVisionModel(claudeDeps(claude.origin))
        : makeGeminiVisionModel(geminiDeps(gemini.origin));
      const reply = made(
        await model.ask(question(name, altTextSchema, [await productPhoto()]), callOptions()),
      );
      const row = (isClaude ? claude : gemini).billing().at(-1);
      const price = priceAt(provider, name, new Date());
      if (!price) throw new Error('no price');
      expect(costOf(price, reply.usage, 'now')).toBe(BigInt(row?.costMicroUsd ?? -1));
      expect(reply.requestId).toBe(row?.requestId);
    },
  );
});
