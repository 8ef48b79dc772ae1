import type { BilledUsage } from '../provider/billing-book.ts';
import { answerBySchema } from '../provider/look/answer-by-schema.ts';
import { isSchema } from '../provider/look/json-schema.ts';
import { measurePicture } from '../provider/look/measure.ts';
import { hashOf } from '../provider/seeded.ts';
import type { CheckedRequest } from './check-request.ts';
import { promptUsage, textTokens, thoughtTokens, usageMetadata } from './count-usage.ts';
import type { DamagePlan } from './draw/damage.ts';
import { type Drawn, drawFor } from './draw/draw-for.ts';
import { encodePicture } from './draw/encode.ts';
import type { GeminiFaultKind } from './faults.ts';
import type { ImageModel, Model } from './models.ts';

/** A `GenerateContentResponse` and what it was billed as. */
export type Generated = { body: object; usage: BilledUsage; drawn?: Drawn; outcome: string };

type Ask = {
  model: Model;
  modelName: string;
  checked: CheckedRequest;
  requestId: string;
  damages: DamagePlan;
  fault: GeminiFaultKind | undefined;
};

/** https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
export async function generate(ask: Ask): Promise<Generated> {
  const blocked = blockedAnswer(ask);
  if (blocked) return blocked;
  return ask.model.kind === 'image' ? pictureAnswer(ask, ask.model) : textAnswer(ask);
}

const envelope = (ask: Ask, usage: BilledUsage, rest: object): object => ({
  ...rest,
  usageMetadata: usageMetadata(usage),
  modelVersion: ask.modelName,
  responseId: ask.requestId,
});

const candidate = (parts: readonly object[], finishReason: string, finishMessage?: string) => ({
  candidates: [
    {
      ...(parts.length > 0 ? { content: { parts, role: 'model' } } : { content: {} }),
      finishReason,
      index: 0,
      ...(finishMessage ? { finishMessage } : {}),
    },
  ],
});

const RATINGS = [{ category: 'HARM_CATEGORY_DANGEROUS_CONTENT', probability: 'HIGH', blocked: true }];

/** Answers that stop without a result: the prompt is billed, the output is not. */
function blockedAnswer(ask: Ask): Generated | undefined {
  const usage = promptUsage(ask.model, ask.checked);
  const done = (rest: object): Generated => ({
    body: envelope(ask, usage, rest),
    usage,
    outcome: ask.fault ?? '',
  });
  const image = ask.model.kind === 'image';
  switch (ask.fault) {
    case 'blocked-prompt':
      return done({
        promptFeedback: {
          blockReason: image ? 'IMAGE_SAFETY' : 'PROHIBITED_CONTENT',
          safetyRatings: RATINGS,
        },
      });
    case 'blocked-output':
      return done(
        candidate(
          [],
          image ? 'IMAGE_SAFETY' : 'SAFETY',
          "Unable to show the generated image. The image was filtered out because it violated Google's Generative AI Prohibited Use policy. You will not be charged for this request.",
        ),
      );
    case 'recitation':
      return done(candidate([], image ? 'IMAGE_RECITATION' : 'RECITATION'));
    case 'refusal':
      return done(
        candidate(
          [],
          image ? 'IMAGE_OTHER' : 'OTHER',
          'The model could not generate this. Please rephrase the prompt.',
        ),
      );
    case 'no-image':
      return done(
        candidate([], 'NO_IMAGE', 'The model was expected to generate an image, but none was generated.'),
      );
    default:
      return undefined;
  }
}

async function pictureAnswer(ask: Ask, model: ImageModel): Promise<Generated> {
  const { checked, fault } = ask;
  const wanted = checked.picture;
  if (!wanted) throw new Error('An image model was asked without a picture.');
  const prompt = promptUsage(model, checked);
  const words = 'Here is the picture you asked for.';
  if (fault === 'text-instead') {
    const usage = { ...prompt, outputTextTokens: textTokens(words) + 12 };
    const text = 'I can describe the scene for you: a table by a window, with soft light from the side.';
    return { body: envelope(ask, usage, candidate([{ text }], 'STOP')), usage, outcome: fault };
  }
  const pixels = fault === 'wrong-size' ? { width: 640, height: 512 } : wanted.pixels;
  const { picture, drawn } = await drawFor(checked, pixels, ask.damages);
  const file = await encodePicture(picture, model.output);
  const withText = checked.request.generationConfig?.responseModalities?.includes('TEXT') ?? true;
  const usage: BilledUsage = {
    ...prompt,
    outputTextTokens: withText ? textTokens(words) : 0,
    outputImageTokens: model.tokens[wanted.size] ?? 0,
    outputImages: 1,
    thoughtTokens: thoughtTokens(model, checked),
  };
  const inlineData = { mimeType: model.output, data: dataOf(file, fault) };
  const parts = [...(withText ? [{ text: words }] : []), { inlineData }];
  return {
    body: envelope(ask, usage, candidate(parts, 'STOP')),
    usage,
    drawn,
    outcome: fault ?? 'answered',
  };
}

function dataOf(file: Buffer, fault: GeminiFaultKind | undefined): string {
  const base64 = file.toString('base64');
  // an odd number of characters: what a cut-off transfer leaves
  if (fault === 'truncated-base64') return base64.slice(0, Math.floor(base64.length / 8) * 4 + 1);
  if (fault === 'corrupt-picture') return Buffer.from(`no picture ${hashOf(base64)}`).toString('base64');
  return base64;
}

async function textAnswer(ask: Ask): Promise<Generated> {
  const { checked, fault } = ask;
  const prompt = promptUsage(ask.model, checked);
  const schema = checked.request.generationConfig?.responseJsonSchema;
  const pictures = await Promise.all(checked.pictures.map(({ bytes }) => measurePicture(bytes)));
  const question = { pictures, text: checked.text };
  const answer = isSchema(schema)
    ? JSON.stringify(answerBySchema(schema, question))
    : String(answerBySchema({ type: 'string' }, question));
  const limit = checked.request.generationConfig?.maxOutputTokens ?? 8192;
  const whole = fault === 'bad-answer' ? '{"unexpected":true}' : answer;
  const cut = fault === 'max-tokens' || textTokens(whole) > limit;
  const text = cut ? whole.slice(0, Math.min(limit * 4, Math.ceil(whole.length / 2))) : whole;
  const usage = { ...prompt, outputTextTokens: textTokens(text) };
  return {
    body: envelope(ask, usage, candidate([{ text }], cut ? 'MAX_TOKENS' : 'STOP')),
    usage,
    outcome: fault ?? 'answered',
  };
}
