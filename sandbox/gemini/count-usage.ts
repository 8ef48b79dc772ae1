import { type BilledUsage, NO_USAGE } from '../provider/billing-book.ts';
import { hashOf } from '../provider/seeded.ts';
import type { CheckedRequest, InputPicture } from './check-request.ts';
import type { Model } from './models.ts';

/** About four characters a token (https://ai.google.dev/gemini-api/docs/tokens). */
export const textTokens = (text: string): number => Math.ceil(text.length / 4);

export function promptUsage(model: Model, checked: CheckedRequest): BilledUsage {
  const schema = checked.request.generationConfig?.responseJsonSchema;
  return {
    ...NO_USAGE,
    promptTextTokens: textTokens(checked.text) + (schema ? textTokens(JSON.stringify(schema)) : 0),
    promptImageTokens: checked.pictures.reduce((sum, picture) => sum + tokensOf(model, picture), 0),
    inputImages: checked.pictures.length,
  };
}

/** Thinking is billed as text; how much of it is the model's own affair, here the prompt's hash. */
export const thoughtTokens = (model: Model, checked: CheckedRequest): number =>
  model.kind === 'image' && model.thinks ? 96 + (hashOf(checked.text) % 160) : 0;

function tokensOf(model: Model, { width, height }: InputPicture): number {
  if (model.imageTokens !== 'tiles') return model.imageTokens;
  if (width <= 384 && height <= 384) return 258;
  return 258 * Math.ceil(width / 768) * Math.ceil(height / 768);
}

/** `usageMetadata` of the answer. */
export function usageMetadata(usage: BilledUsage): object {
  const candidates = usage.outputTextTokens + usage.outputImageTokens;
  const prompt = usage.promptTextTokens + usage.promptImageTokens;
  const details = (text: number, image: number) => [
    ...(text > 0 ? [{ modality: 'TEXT', tokenCount: text }] : []),
    ...(image > 0 ? [{ modality: 'IMAGE', tokenCount: image }] : []),
  ];
  return {
    promptTokenCount: prompt,
    promptTokensDetails: details(usage.promptTextTokens, usage.promptImageTokens),
    ...(candidates > 0
      ? {
          candidatesTokenCount: candidates,
          candidatesTokensDetails: details(usage.outputTextTokens, usage.outputImageTokens),
        }
      : {}),
    ...(usage.thoughtTokens > 0 ? { thoughtsTokenCount: usage.thoughtTokens } : {}),
    totalTokenCount: prompt + candidates + usage.thoughtTokens,
  };
}

/** Dollars for a million tokens are micro-dollars for one; rounded up to a whole micro-dollar a call. */
export function costMicroUsd(model: Model, usage: BilledUsage, tier: 'standard' | 'batch'): number {
  const { input, text, image } = model.price;
  const sum =
    (usage.promptTextTokens + usage.promptImageTokens) * input +
    (usage.outputTextTokens + usage.thoughtTokens) * text +
    usage.outputImageTokens * image;
  // a thousandth of a micro-dollar of slack keeps binary fractions (0.3 x 10) from costing one more
  return Math.ceil(sum * (tier === 'batch' ? 0.5 : 1) - 0.001);
}
