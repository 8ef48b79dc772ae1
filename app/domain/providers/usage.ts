/**
 * What a provider says it counted for one call, in the provider's own units. Every count is the provider's, never a guess
 * of ours; what it did not report is zero.
 */
export interface ProviderUsage {
  /** Tokens of the request that were read at full price: text and pictures, without those from a cache. */
  readonly inputTokens: number;
  /** Tokens of the request read from a prompt cache. */
  readonly cachedInputTokens: number;
  /** Tokens written into a prompt cache (five-minute entries; we ask for no others). */
  readonly cacheWriteTokens: number;
  /** Text and thinking tokens of the reply: providers bill both alike. */
  readonly outputTextTokens: number;
  /** Tokens of the pictures in the reply. */
  readonly outputImageTokens: number;
  /** Pictures in the reply. */
  readonly images: number;
}

export const NO_USAGE: ProviderUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTextTokens: 0,
  outputImageTokens: 0,
  images: 0,
};

/** All tokens of a call, as providers count them against a rate limit. */
export const tokensOf = (usage: ProviderUsage): number =>
  usage.inputTokens +
  usage.cachedInputTokens +
  usage.cacheWriteTokens +
  usage.outputTextTokens +
  usage.outputImageTokens;
