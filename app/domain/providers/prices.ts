import type { Micros } from '../ledger.ts';
import type { ModelImageSize } from './capabilities.ts';

/** Micro-USD for a million tokens: $0.30 is 300 000n. */
export type PerMillion = bigint;

export interface TokenPrices {
  readonly input: PerMillion;
  readonly cachedInput: PerMillion;
  readonly cacheWrite: PerMillion;
  readonly outputText: PerMillion;
  readonly outputImage: PerMillion;
}

/** Where a price was read. `second-hand`: not on a page of the provider's own that we saw, and named so wherever it is shown. */
export interface PriceSource {
  readonly url: string;
  readonly readOn: string;
  readonly kind: 'provider' | 'second-hand';
}

export interface ModelPrice {
  readonly provider: string;
  readonly model: string;
  /** First day (ISO, UTC) from which the price holds. */
  readonly from: string;
  readonly prices: TokenPrices;
  /** Prices of a call whose prompt is longer than `tokens`, where the provider has such a step. */
  readonly longPrompt: { readonly tokens: number; readonly prices: TokenPrices } | null;
  /** Share of the price that is left in batch mode, in percent; null without batch mode. */
  readonly batchPercent: bigint | null;
  /** Tokens that one picture of a size is billed as; only of image models. */
  readonly imageTokens: Partial<Readonly<Record<ModelImageSize, number>>>;
  /** Most tokens that one picture of the request is counted as. */
  readonly inputImageTokens: number;
  readonly sources: readonly [PriceSource, ...PriceSource[]];
}

/** Micro-USD of a price in dollars and cents as it stands in a document; text, so that no float comes near it. */
const usd = (text: string): Micros => {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
};

interface Dollars {
  readonly input: string;
  readonly cachedInput?: string;
  readonly cacheWrite?: string;
  readonly outputText: string;
  readonly outputImage?: string;
}

/** A price that the provider does not have counts as the input's: we send nothing that could be billed by it. */
const tokenPrices = (d: Dollars): TokenPrices => ({
  input: usd(d.input),
  cachedInput: usd(d.cachedInput ?? d.input),
  cacheWrite: usd(d.cacheWrite ?? d.input),
  outputText: usd(d.outputText),
  outputImage: usd(d.outputImage ?? d.outputText),
});

const GOOGLE_PRICES = 'https://ai.google.dev/gemini-api/docs/pricing';
const CLAUDE_PRICES = 'https://platform.claude.com/docs/en/about-claude/pricing';
const provider = (url: string, readOn: string): PriceSource => ({ url, readOn, kind: 'provider' });
const secondHand = (url: string, readOn: string): PriceSource => ({ url, readOn, kind: 'second-hand' });

/** Media resolution "ultra high" of Gemini 3: 2,240 tokens a picture; the older model counts 258 a tile of 768 px. */
const GEMINI_INPUT_IMAGE = 2_240;
/** Largest picture that Claude takes without scaling it down, by its vision guide. */
const CLAUDE_INPUT_IMAGE = 4_784;

/** Batch mode at 50 % of the price, pictures included. */
const GEMINI_BATCH = secondHand(
  'https://docs.langchain4j.dev/apidocs/dev/langchain4j/model/googleai/GoogleAiGeminiBatchImageModel.html',
  '2026-11-23',
);

type Row = Pick<ModelPrice, 'from' | 'imageTokens' | 'sources'> & { readonly dollars: Dollars };

const geminiRow = (model: string, row: Row): ModelPrice => ({
  provider: 'gemini',
  model,
  from: row.from,
  prices: tokenPrices(row.dollars),
  longPrompt: null,
  batchPercent: 50n,
  imageTokens: row.imageTokens,
  inputImageTokens: GEMINI_INPUT_IMAGE,
  sources: [...row.sources, GEMINI_BATCH],
});

const GEMINI_3_PRO_IMAGE: Row = {
  from: '2025-11-20',
  dollars: { input: '2.00', outputText: '12.00', outputImage: '120.00' },
  imageTokens: { '1K': 1_120, '2K': 1_120, '4K': 2_000 },
  sources: [
    // output of pictures quoted from the provider's page; input, text and tokens a picture by those who copied it
    provider(GOOGLE_PRICES, '2026-10-07'),
    secondHand('https://blog.laozhang.ai/ru/posts/nano-banana-pro-api-guide', '2026-07-01'),
  ],
};

const claudeRow = (
  model: string,
  from: string,
  dollars: Dollars,
  longPrompt: { readonly tokens: number; readonly dollars: Dollars } | null = null,
  source: PriceSource = provider(CLAUDE_PRICES, '2026-11-22'),
): ModelPrice => ({
  provider: 'claude',
  model,
  from,
  prices: tokenPrices(dollars),
  longPrompt: longPrompt && { tokens: longPrompt.tokens, prices: tokenPrices(longPrompt.dollars) },
  batchPercent: 50n,
  imageTokens: {},
  inputImageTokens: CLAUDE_INPUT_IMAGE,
  sources: [source],
});

/**
 * What the providers charge, dated: a row holds from its day until the next row of the same model. Change a price by adding a
 * row, never by editing one, so that the cost of an old call can still be worked out.
 */
export const PRICE_ROWS: readonly ModelPrice[] = [
  geminiRow('gemini-2.5-flash-image', {
    from: '2025-10-02',
    dollars: { input: '0.30', outputText: '2.50', outputImage: '30.00' },
    imageTokens: { '1K': 1_290 },
    sources: [
      secondHand('https://discuss.ai.google.dev/t/issue-with-url-context-tooling/101173', '2026-11-22'),
      secondHand('https://docs.dev.xavier.icvr.xyz/models/google/gemini-2.5-flash.html', '2026-11-22'),
    ],
  }),
  geminiRow('gemini-3.1-flash-image', {
    from: '2026-02-26',
    dollars: { input: '0.50', outputText: '3.00', outputImage: '60.00' },
    imageTokens: { '512': 747, '1K': 1_120, '2K': 1_680, '4K': 2_520 },
    sources: [
      secondHand('https://aifreeapi.com/en/posts/gemini-flash-image-generation-pricing', '2026-11-22'),
      secondHand('https://aifreeapi.com/en/posts/gemini-image-generation-api-pricing', '2026-03-20'),
    ],
  }),
  geminiRow('gemini-3-pro-image', GEMINI_3_PRO_IMAGE),
  geminiRow('gemini-3-pro-image-preview', GEMINI_3_PRO_IMAGE),
  geminiRow('gemini-2.5-flash-lite', {
    from: '2025-07-22',
    dollars: { input: '0.10', outputText: '0.40' },
    imageTokens: {},
    sources: [provider(GOOGLE_PRICES, '2026-10-07')],
  }),
  geminiRow('gemini-3.5-flash-lite', {
    from: '2026-07-21',
    dollars: { input: '0.30', outputText: '2.50' },
    imageTokens: {},
    sources: [provider(GOOGLE_PRICES, '2026-10-07')],
  }),
  claudeRow(
    'claude-haiku-5-5',
    '2026-10-07',
    { input: '0.10', cachedInput: '0.01', cacheWrite: '0.125', outputText: '0.50' },
    {
      tokens: 100_000,
      dollars: { input: '0.50', cachedInput: '0.05', cacheWrite: '0.625', outputText: '2.50' },
    },
  ),
  claudeRow('claude-sonnet-5-5', '2026-09-28', {
    input: '2.00',
    cachedInput: '0.20',
    cacheWrite: '2.50',
    outputText: '10.00',
  }),
  claudeRow('claude-opus-5-5', '2026-09-01', {
    input: '4.00',
    cachedInput: '0.40',
    cacheWrite: '5.00',
    outputText: '20.00',
  }),
  claudeRow('claude-sonnet-5', '2026-06-30', {
    input: '2.00',
    cachedInput: '0.20',
    cacheWrite: '2.50',
    outputText: '10.00',
  }),
  claudeRow('claude-opus-5', '2026-07-24', {
    input: '5.00',
    cachedInput: '0.50',
    cacheWrite: '6.25',
    outputText: '25.00',
  }),
  claudeRow('claude-haiku-4-5', '2025-10-15', {
    input: '1.00',
    cachedInput: '0.10',
    cacheWrite: '1.25',
    outputText: '5.00',
  }),
];

/** The price of a model at a time; null when there is none yet, or the model is not ours. */
export const priceAt = (
  provider: string,
  model: string,
  at: Date,
  rows: readonly ModelPrice[] = PRICE_ROWS,
): ModelPrice | null => {
  const day = at.toISOString().slice(0, 10);
  return (
    rows
      .filter((r) => r.provider === provider && r.model === model && r.from <= day)
      .sort((a, b) => (a.from < b.from ? 1 : -1))[0] ?? null
  );
};
