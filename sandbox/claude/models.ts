/** USD for a million tokens. */
type Price = { input: number; output: number };

export type ClaudeModel = {
  displayName: string;
  price: Price;
  /** Price of a call whose prompt is longer than `over` tokens. */
  longPrompt?: { over: number; price: Price };
  contextTokens: number;
  maxOutputTokens: number;
  /** Tokens a picture may count at most before it is scaled down (https://platform.claude.com/docs/en/build-with-claude/vision). */
  imageTokens: number;
  /** False: forcing a tool is a 400 (https://platform.claude.com/docs/en/models/sonnet-5-5/overview). */
  forcedTools: boolean;
};

/** https://platform.claude.com/docs/en/about-claude/pricing */
export const CLAUDE_MODELS: Readonly<Record<string, ClaudeModel>> = {
  'claude-haiku-5-5': {
    displayName: 'Claude Haiku 5.5',
    price: { input: 0.1, output: 0.5 },
    longPrompt: { over: 100_000, price: { input: 0.5, output: 2.5 } },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    imageTokens: 4_784,
    forcedTools: false,
  },
  'claude-sonnet-5-5': {
    displayName: 'Claude Sonnet 5.5',
    price: { input: 2, output: 10 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    imageTokens: 4_784,
    forcedTools: false,
  },
  'claude-opus-5-5': {
    displayName: 'Claude Opus 5.5',
    price: { input: 4, output: 20 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    imageTokens: 4_784,
    forcedTools: false,
  },
  'claude-sonnet-5': {
    displayName: 'Claude Sonnet 5',
    price: { input: 2, output: 10 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    imageTokens: 4_784,
    forcedTools: true,
  },
  'claude-opus-5': {
    displayName: 'Claude Opus 5',
    price: { input: 5, output: 25 },
    contextTokens: 1_000_000,
    maxOutputTokens: 128_000,
    imageTokens: 4_784,
    forcedTools: true,
  },
  'claude-haiku-4-5': {
    displayName: 'Claude Haiku 4.5',
    price: { input: 1, output: 5 },
    contextTokens: 200_000,
    maxOutputTokens: 64_000,
    imageTokens: 1_600,
    forcedTools: true,
  },
};
