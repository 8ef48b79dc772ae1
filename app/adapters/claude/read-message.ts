import { z } from 'zod';
import { NO_USAGE, type ProviderUsage } from '#app/domain/providers/usage.ts';

const count = z.int().min(0);

/**
 * The part of `Message` that we read (@anthropic-ai/sdk 1.12.0, https://platform.claude.com/docs/en/api/messages). Unknown
 * kinds of blocks and reasons are let through: the provider may add some.
 */
export const messageSchema = z.object({
  id: z.string(),
  model: z.string(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullable(),
  stop_details: z.object({ category: z.string().nullish() }).nullish(),
  usage: z.object({
    input_tokens: count,
    output_tokens: count,
    cache_creation_input_tokens: count.nullish(),
    cache_read_input_tokens: count.nullish(),
  }),
});
export type ClaudeMessage = z.infer<typeof messageSchema>;

export const answerText = (message: ClaudeMessage): string =>
  message.content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('');

/** `output_tokens` has the thinking in it; `input_tokens` leaves out what concerns the cache. */
export const usageOf = ({ usage }: ClaudeMessage): ProviderUsage => ({
  ...NO_USAGE,
  inputTokens: usage.input_tokens,
  cachedInputTokens: usage.cache_read_input_tokens ?? 0,
  cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
  outputTextTokens: usage.output_tokens,
});
