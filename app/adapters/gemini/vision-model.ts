import type { Part } from '@google/genai';
import { failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { textModel } from '#app/domain/providers/model-facts.ts';
import { pictureWords, questionWords } from '#app/domain/providers/question-words.ts';
import { NO_USAGE } from '#app/domain/providers/usage.ts';
import type { ProviderReply, ProviderReplyFacts } from '#app/ports/provider-reply.ts';
import type { VisionModel, VisionRequest } from '#app/ports/vision-model.ts';
import { geminiAnswerSchema } from './answer-schema.ts';
import { failureOfAnswer, GEMINI } from './failures.ts';
import { answerParts, type GeminiResponse, usageOf } from './read-response.ts';
import { failedWith, type GeminiDeps, generate } from './send.ts';

const NOTHING_SENT = { requestId: null, bytesIn: 0, bytesOut: 0 };

const partsOf = <T>({ images }: VisionRequest<T>): Part[] =>
  images.flatMap(({ label, bytes, contentType }, index): Part[] => [
    { text: pictureWords(label, index) },
    { inlineData: { mimeType: contentType, data: Buffer.from(bytes).toString('base64') } },
  ]);

const readAnswer = <T>(
  response: GeminiResponse,
  request: VisionRequest<T>,
  facts: ProviderReplyFacts,
): ProviderReply<T> => {
  const usage = usageOf(response);
  const fail = failedWith(facts);
  const candidate = response.candidates?.[0];
  const why = failureOfAnswer({
    blockReason: response.promptFeedback?.blockReason,
    finishReason: candidate?.finishReason,
    hasCandidate: candidate !== undefined,
  });
  if (why) return fail(why, usage);
  const text = answerParts(response)
    .map((part) => part.text ?? '')
    .join('');
  const answer = parseAnswer(text, request);
  if (!answer.success) {
    return fail(providerFailure('provider-bad-reply', GEMINI, { details: { reason: answer.reason } }), usage);
  }
  const modelVersion = response.modelVersion ?? null;
  return { status: 'succeeded', value: answer.value, usage: usage ?? NO_USAGE, modelVersion, ...facts };
};

const parseAnswer = <T>(
  text: string,
  { answer }: VisionRequest<T>,
): { readonly success: true; readonly value: T } | { readonly success: false; readonly reason: string } => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { success: false, reason: 'NOT_JSON' };
  }
  const parsed = answer.safeParse(json);
  return parsed.success ? { success: true, value: parsed.data } : { success: false, reason: 'OTHER_SHAPE' };
};

/** Gemini as a reader of pictures: the other place for what Claude does. */
export const makeGeminiVisionModel = (deps: GeminiDeps): VisionModel => ({
  provider: 'gemini',
  displayName: GEMINI,
  isPlaceholder: deps.isPlaceholder,
  capabilities: (model) => textModel('gemini', model),
  async ask(request, options) {
    const { model, images, maxOutputTokens } = request;
    const facts = textModel('gemini', model);
    if (!facts || images.length > facts.maxImages || maxOutputTokens > facts.maxOutputTokens) {
      const field = facts ? (images.length > facts.maxImages ? 'images' : 'maxOutputTokens') : 'model';
      const why = `${GEMINI} does not take this question: ${field} is out of what ${model} allows.`;
      return failedWith(NOTHING_SENT)(failure('unsupported-option', why, { field }));
    }
    const sent = await generate(
      deps,
      {
        model,
        parts: [{ text: questionWords(request) }, ...partsOf(request)],
        config: {
          responseMimeType: 'application/json',
          responseJsonSchema: geminiAnswerSchema(request.answer),
          maxOutputTokens,
        },
      },
      options,
    );
    return sent.whole ? readAnswer(sent.value, request, sent.facts) : sent.reply;
  },
});
