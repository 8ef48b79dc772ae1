import type { GenerateContentConfig, Part } from '@google/genai';
import { type Failure, failure } from '#app/domain/failure.ts';
import { checkImageRequest } from '#app/domain/providers/check-request.ts';
import { outputTokenCap } from '#app/domain/providers/cost.ts';
import { imageModel } from '#app/domain/providers/model-facts.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { ImageRequest } from '#app/ports/image-model.ts';
import { GEMINI } from './failures.ts';
import { geminiWording, referenceWords } from './wording.ts';

/** https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/gemini/3-pro-image: 7 MB a file. */
const MAX_FILE_BYTES = 7 * 1024 * 1024;
/** https://ai.google.dev/gemini-api/docs/image-understanding#inline-image: 20 MB a request, of which base64 leaves 15. */
const MAX_FILES_BYTES = 14 * 1024 * 1024;

const sizeFailure = ({ references }: ImageRequest): Failure | null => {
  const total = references.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const isTooLarge =
    total > MAX_FILES_BYTES || references.some(({ bytes }) => bytes.byteLength > MAX_FILE_BYTES);
  return isTooLarge
    ? failure(
        'payload-too-large',
        `The pictures are too large to be sent to ${GEMINI} together: at most 7 MB each and 14 MB in all. Use fewer or smaller ones.`,
        { field: 'references' },
      )
    : null;
};

/** The request as Gemini takes it, complete, or why it cannot be sent (`unsupported-option`, `payload-too-large`). */
export const geminiImageRequest = (
  request: ImageRequest,
  now: Date,
): Result<{ readonly parts: readonly Part[]; readonly config: GenerateContentConfig }> => {
  const { model, prompt, references, aspect, size, seed, count } = request;
  const facts = imageModel('gemini', model);
  const price = priceAt('gemini', model, now);
  if (!facts || !price) {
    return err(
      failure('unsupported-option', `${model} is not one of the models in use.`, { field: 'model' }),
    );
  }
  const masked = prompt.task === 'edit' && prompt.masked;
  const checked = checkImageRequest(facts, {
    task: prompt.task,
    aspect,
    size,
    count,
    seed,
    masked,
    references,
  });
  if (!checked.ok) return checked;
  if (masked !== references.some(({ role }) => role === 'mask')) {
    const why = 'An edit of a painted region needs its mask, and a mask needs such an edit.';
    return err(failure('unsupported-option', why, { field: 'mask' }));
  }
  const large = sizeFailure(request);
  if (large) return err(large);
  const said = referenceWords(references).split('\n');
  const parts: Part[] = [
    { text: geminiWording(prompt) },
    ...references.flatMap(({ bytes, contentType }, index): Part[] => [
      { text: said[index] ?? '' },
      { inlineData: { mimeType: contentType, data: Buffer.from(bytes).toString('base64') } },
    ]),
  ];
  // a model of one size only does not take the option (gemini-2.5-flash-image)
  const imageSize = facts.sizes.length > 1 ? { imageSize: size } : {};
  return ok({
    parts,
    config: {
      responseModalities: ['IMAGE'],
      imageConfig: { aspectRatio: aspect, ...imageSize },
      maxOutputTokens: outputTokenCap(price, size),
      ...(seed === null ? {} : { seed }),
    },
  });
};
