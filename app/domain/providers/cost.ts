import type { Micros } from '../ledger.ts';
import type { ModelImageSize } from './capabilities.ts';
import type { ModelPrice, TokenPrices } from './prices.ts';
import type { ProviderUsage } from './usage.ts';

/** `batch`: the provider's batch mode, cheaper and slower. */
export type CallMode = 'now' | 'batch';

const MILLION = 1_000_000n;

/** Division that rounds up: a bill is never estimated too low. */
const divideUp = (amount: bigint, by: bigint): bigint => (amount + by - 1n) / by;

const promptTokens = (usage: ProviderUsage): number =>
  usage.inputTokens + usage.cachedInputTokens + usage.cacheWriteTokens;

const pricesFor = (price: ModelPrice, usage: ProviderUsage): TokenPrices =>
  price.longPrompt && promptTokens(usage) > price.longPrompt.tokens ? price.longPrompt.prices : price.prices;

/**
 * Cost in micro-USD of what a provider says it counted, rounded up to one micro-dollar a call. Whole counts only: a usage with
 * a negative or broken count is a bug of the adapter and throws.
 */
export const costOf = (price: ModelPrice, usage: ProviderUsage, mode: CallMode): Micros => {
  const prices = pricesFor(price, usage);
  const sum =
    BigInt(usage.inputTokens) * prices.input +
    BigInt(usage.cachedInputTokens) * prices.cachedInput +
    BigInt(usage.cacheWriteTokens) * prices.cacheWrite +
    BigInt(usage.outputTextTokens) * prices.outputText +
    BigInt(usage.outputImageTokens) * prices.outputImage;
  if (Object.values(usage).some((count) => count < 0)) throw new Error('a usage has a negative count');
  const percent = mode === 'batch' ? (price.batchPercent ?? 100n) : 100n;
  return divideUp(sum * percent, MILLION * 100n);
};

/** Tokens that an image model may think and write beside its picture; sent to the provider as part of the output's cap. */
export const TEXT_BESIDE_PICTURE = 4_096;
/** Tokens that a provider adds of its own around a request. */
const WRAPPING_TOKENS = 512;

/**
 * Most tokens of the reply to a request for one picture: what an adapter sends as `maxOutputTokens`, so that the upper bound
 * of the cost is one that the provider keeps.
 */
export const outputTokenCap = (price: ModelPrice, size: ModelImageSize): number =>
  (price.imageTokens[size] ?? Math.max(0, ...Object.values(price.imageTokens))) + TEXT_BESIDE_PICTURE;

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/**
 * The most that a request for one picture can count. A token is at least one byte of text, so the bytes of the wording bound
 * its tokens.
 */
export const imageUsageBound = (
  price: ModelPrice,
  request: { readonly wording: string; readonly references: number; readonly size: ModelImageSize },
): ProviderUsage => ({
  inputTokens: utf8Length(request.wording) + request.references * price.inputImageTokens + WRAPPING_TOKENS,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTextTokens: TEXT_BESIDE_PICTURE,
  outputImageTokens: outputTokenCap(price, request.size) - TEXT_BESIDE_PICTURE,
  images: 1,
});

/** The most that a question can count. `text` is everything that is sent beside the pictures, the schema included. */
export const questionUsageBound = (
  price: ModelPrice,
  request: { readonly text: string; readonly images: number; readonly maxOutputTokens: number },
): ProviderUsage => ({
  inputTokens: utf8Length(request.text) + request.images * price.inputImageTokens + WRAPPING_TOKENS,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTextTokens: request.maxOutputTokens,
  outputImageTokens: 0,
  images: 0,
});

/** The most that a call can cost: every token of the prompt at the dearest of its prices. */
export const costBound = (price: ModelPrice, bound: ProviderUsage, mode: CallMode): Micros => {
  const dearest = (p: TokenPrices): TokenPrices => {
    const [input = p.input] = [p.input, p.cacheWrite].sort((a, b) => (a < b ? 1 : -1));
    return { ...p, input, cachedInput: input, cacheWrite: input };
  };
  return costOf(
    {
      ...price,
      prices: dearest(price.prices),
      longPrompt: price.longPrompt && { ...price.longPrompt, prices: dearest(price.longPrompt.prices) },
    },
    bound,
    mode,
  );
};
