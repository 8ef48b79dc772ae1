import { z } from 'zod';
import { NO_USAGE, type ProviderUsage } from '#app/domain/providers/usage.ts';

const count = z.int().min(0);
const modality = z.object({ modality: z.string().optional(), tokenCount: count.optional() });

/**
 * The part of `GenerateContentResponse` that we read (https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse).
 * Unknown values are let through: the provider may add some.
 */
export const responseSchema = z.object({
  responseId: z.string().optional(),
  modelVersion: z.string().optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  candidates: z
    .array(
      z.object({
        finishReason: z.string().optional(),
        content: z
          .object({
            parts: z
              .array(
                z.object({
                  text: z.string().optional(),
                  thought: z.boolean().optional(),
                  inlineData: z
                    .object({ mimeType: z.string().optional(), data: z.string().optional() })
                    .optional(),
                }),
              )
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  usageMetadata: z
    .object({
      promptTokenCount: count.optional(),
      cachedContentTokenCount: count.optional(),
      candidatesTokenCount: count.optional(),
      candidatesTokensDetails: z.array(modality).optional(),
      thoughtsTokenCount: count.optional(),
      toolUsePromptTokenCount: count.optional(),
    })
    .optional(),
});
export type GeminiResponse = z.infer<typeof responseSchema>;
export type ResponsePart = NonNullable<
  NonNullable<NonNullable<GeminiResponse['candidates']>[number]['content']>['parts']
>[number];

/** Parts of the answer itself; thoughts, also those that are pictures, are left out. */
export const answerParts = (response: GeminiResponse): readonly ResponsePart[] =>
  (response.candidates?.[0]?.content?.parts ?? []).filter((part) => part.thought !== true);

/** Null when the reply carries no usage. */
export const usageOf = (response: GeminiResponse): ProviderUsage | null => {
  const usage = response.usageMetadata;
  if (!usage) return null;
  const cached = usage.cachedContentTokenCount ?? 0;
  const candidates = usage.candidatesTokenCount ?? 0;
  const image = (usage.candidatesTokensDetails ?? [])
    .filter((detail) => detail.modality === 'IMAGE')
    .reduce((sum, detail) => sum + (detail.tokenCount ?? 0), 0);
  const images = (response.candidates?.[0]?.content?.parts ?? []).filter((part) => part.inlineData).length;
  return {
    ...NO_USAGE,
    // the prompt's count includes what came from a cache
    inputTokens: Math.max(0, (usage.promptTokenCount ?? 0) - cached) + (usage.toolUsePromptTokenCount ?? 0),
    cachedInputTokens: cached,
    outputTextTokens: Math.max(0, candidates - image) + (usage.thoughtsTokenCount ?? 0),
    outputImageTokens: image,
    images,
  };
};
