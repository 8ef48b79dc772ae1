import type { GenerateContentConfig, Part } from '@google/genai';
import { type Failure, failure } from '#app/domain/failure.ts';
import type { ImageModelCapabilities } from '#app/domain/providers/capabilities.ts';
import { checkImageRequest } from '#app/domain/providers/check-request.ts';
import { outputTokenCap } from '#app/domain/providers/cost.ts';
import { imageModel } from '#app/domain/providers/model-facts.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { ImageRequest } from '#app/ports/image-model.ts';
import { GEMINI } from './failures.ts';
import { geminiWording, referenceWords } from './wording.ts';

const sizeFailure = (
  { references }: ImageRequest,
  { fileBytes, totalBytes }: ImageModelCapabilities['inputLimits'],
): Failure | null => {
  const total = references.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const isTooLarge = total > totalBytes || references.some(({ bytes }) => bytes.byteLength > fileBytes);
  const [each, all] = [fileBytes / 1_000_000, totalBytes / 1_000_000];
  return isTooLarge
    ? failure(
        'payload-too-large',
        `The pictures are too large to be sent to ${GEMINI} together: at most ${each} MB each and ${all} MB in all. Use fewer or smaller ones.`,
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
  const large = sizeFailure(request, facts.inputLimits);
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
