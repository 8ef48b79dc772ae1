import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { SIZE_PIXELS } from '#app/domain/providers/model-facts.ts';
import { NO_USAGE } from '#app/domain/providers/usage.ts';
import type { GeneratedImage, ImageRequest } from '#app/ports/image-model.ts';
import type { ProviderReply, ProviderReplyFacts } from '#app/ports/provider-reply.ts';
import { failureOfAnswer, GEMINI } from './failures.ts';
import { pictureFacts } from './picture-facts.ts';
import { answerParts, type GeminiResponse, usageOf } from './read-response.ts';
import { failedWith } from './send.ts';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

type Wanted = Pick<ImageRequest, 'aspect' | 'size'>;

/** The models' sizes are near the aspect asked for, not on it (848 x 1264 for 2:3), and near the size in area. */
const fits = (wanted: Wanted, width: number, height: number): boolean => {
  const [x = 1, y = 1] = wanted.aspect.split(':').map(Number);
  const side = Math.sqrt(width * height) / SIZE_PIXELS[wanted.size];
  return Math.abs(width / height / (x / y) - 1) <= 0.04 && side >= 0.9 && side <= 1.15;
};

/** The picture of a whole answer, with the provider's own bytes; or why there is none. */
export const readPicture = (
  response: GeminiResponse,
  wanted: Wanted,
  facts: ProviderReplyFacts,
): ProviderReply<GeneratedImage> => {
  const usage = usageOf(response);
  const fail = failedWith(facts);
  const bad = (reason: string, details: Record<string, string | number> = {}) =>
    fail(providerFailure('provider-bad-reply', GEMINI, { details: { reason, ...details } }), usage);
  const candidate = response.candidates?.[0];
  const why = failureOfAnswer({
    blockReason: response.promptFeedback?.blockReason,
    finishReason: candidate?.finishReason,
    hasCandidate: candidate !== undefined,
  });
  if (why) return fail(why, usage);
  const data = answerParts(response).flatMap((part) => part.inlineData?.data ?? [])[0];
  if (data === undefined) return bad('TEXT_INSTEAD');
  if (!BASE64.test(data) || data.length % 4 !== 0) return bad('CUT_BASE64');
  const bytes = new Uint8Array(Buffer.from(data, 'base64'));
  const picture = pictureFacts(bytes);
  if (!picture) return bad('NO_PICTURE');
  const { width, height } = picture;
  if (!fits(wanted, width, height)) return bad('WRONG_SIZE', { width, height });
  return {
    status: 'succeeded',
    value: { bytes, ...picture },
    usage: usage ?? NO_USAGE,
    modelVersion: response.modelVersion ?? null,
    ...facts,
  };
};
