import sharp from 'sharp';
import { isSchema, strangeKeyword } from '../provider/look/json-schema.ts';
import { type ApiError, invalid } from './errors.ts';
import type { ImageModel, Model, Size } from './models.ts';
import type { GenerateRequest } from './wire.ts';

export type InputPicture = { bytes: Buffer; mimeType: string; width: number; height: number };

/** A request that the real API would take, with its pictures decoded. */
export type CheckedRequest = {
  request: GenerateRequest;
  text: string;
  pictures: InputPicture[];
  /** Asked for by an image model's caller. */
  picture: { aspect: string; size: string; pixels: Size } | null;
};

/** Inline files: https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/gemini/3-pro-image ("7 MB"). */
const MAX_INLINE_BYTES = 7 * 1024 * 1024;
const FORMATS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/webp': 'webp',
  'image/heic': 'heif',
  'image/heif': 'heif',
};

/** Schema keywords that `responseJsonSchema` takes, by its description in @google/genai's `GenerateContentConfig`. */
const SCHEMA_KEYWORDS = new Set(
  '$id $defs $ref $anchor type format title description enum items prefixItems minItems maxItems minimum maximum anyOf oneOf properties additionalProperties required propertyOrdering'.split(
    ' ',
  ),
);

export async function checkRequest(
  model: Model,
  request: GenerateRequest,
): Promise<{ checked: CheckedRequest } | { error: ApiError }> {
  const pictures: InputPicture[] = [];
  const texts: string[] = [];
  for (const { parts } of [
    ...(request.systemInstruction ? [request.systemInstruction] : []),
    ...request.contents,
  ])
    for (const part of parts) {
      if ('text' in part) {
        texts.push(part.text);
        continue;
      }
      const picture = await readInline(part.inlineData);
      if ('error' in picture) return picture;
      pictures.push(picture.picture);
    }
  const text = texts.join('\n');
  if (text.trim() === '' && pictures.length === 0)
    return { error: invalid('Unable to submit request because it must have a text or image part.') };
  const wrong =
    model.kind === 'image' ? checkImageModel(model, request, pictures) : checkTextModel(model, request);
  if (wrong) return { error: wrong };
  return {
    checked: { request, text, pictures, picture: model.kind === 'image' ? pictureOf(model, request) : null },
  };
}

function pictureOf(model: ImageModel, request: GenerateRequest): CheckedRequest['picture'] {
  const { aspectRatio: aspect = '1:1', imageSize: size = '1K' } = request.generationConfig?.imageConfig ?? {};
  const [width = 1024, height = 1024] = model.pictures[size]?.[aspect] ?? [];
  return { aspect, size, pixels: { width, height } };
}

function checkImageModel(
  model: ImageModel,
  request: GenerateRequest,
  pictures: readonly InputPicture[],
): ApiError | undefined {
  const config = request.generationConfig ?? {};
  if (config.responseMimeType === 'application/json' || config.responseJsonSchema)
    return invalid('JSON mode is not enabled for this model.', 'generation_config.response_mime_type');
  if (config.responseModalities && !config.responseModalities.includes('IMAGE'))
    return invalid('The requested combination of response modalities is not supported by the model.');
  if ((config.candidateCount ?? 1) !== 1)
    return invalid('Multiple candidates is not enabled for this model', 'generation_config.candidate_count');
  if (config.thinkingConfig && !model.thinks)
    return invalid('Thinking is not enabled for this model', 'generation_config.thinking_config');
  if (pictures.length > model.maxImages)
    return invalid(`Please use at most ${model.maxImages} images: the request has ${pictures.length}.`);
  const { aspectRatio, imageSize } = config.imageConfig ?? {};
  const known = Object.values(model.pictures)[0] ?? {};
  if (aspectRatio !== undefined && !(aspectRatio in known))
    return invalid(
      `aspect_ratio must be one of ${Object.keys(known).join(', ')}.`,
      'generation_config.image_config.aspect_ratio',
    );
  if (imageSize !== undefined && !(imageSize in model.pictures))
    return invalid(
      `image_size must be one of ${Object.keys(model.pictures).join(', ')}.`,
      'generation_config.image_config.image_size',
    );
  return undefined;
}

function checkTextModel(
  model: Extract<Model, { kind: 'text' }>,
  request: GenerateRequest,
): ApiError | undefined {
  const config = request.generationConfig ?? {};
  if (config.imageConfig)
    return invalid('Image config is not enabled for this model', 'generation_config.image_config');
  if (config.responseModalities?.includes('IMAGE'))
    return invalid('The requested combination of response modalities (IMAGE) is not supported by the model.');
  if ((config.maxOutputTokens ?? 1) > model.maxOutputTokens)
    return invalid(
      `Unable to submit request because it has a maxOutputTokens value of ${config.maxOutputTokens} but the supported range is from 1 (inclusive) to ${model.maxOutputTokens + 1} (exclusive).`,
      'generation_config.max_output_tokens',
    );
  const schema = config.responseJsonSchema;
  if (!schema) return undefined;
  if (config.responseMimeType !== 'application/json')
    return invalid('response_json_schema needs response_mime_type application/json.');
  const strange = isSchema(schema) ? strangeKeyword(schema, SCHEMA_KEYWORDS) : undefined;
  return strange
    ? invalid(
        `Invalid JSON schema: keyword "${strange.keyword}" at '${strange.path}' is not supported.`,
        'generation_config.response_json_schema',
      )
    : undefined;
}

async function readInline(inline: {
  mimeType: string;
  data: string;
}): Promise<{ picture: InputPicture } | { error: ApiError }> {
  const format = FORMATS[inline.mimeType];
  if (!format) return { error: invalid(`Unsupported MIME type: ${inline.mimeType}`) };
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(inline.data) || inline.data.length % 4 !== 0)
    return {
      error: invalid(
        "Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES), Base64 decoding failed.",
        'contents.parts.inline_data.data',
      ),
    };
  const bytes = Buffer.from(inline.data, 'base64');
  if (bytes.length > MAX_INLINE_BYTES)
    return { error: invalid('Inline image is larger than 7 MB.', 'contents.parts.inline_data.data') };
  try {
    const meta = await sharp(bytes).metadata();
    if (meta.format !== format)
      return { error: invalid('Unable to process input image. The bytes do not match the MIME type.') };
    return { picture: { bytes, mimeType: inline.mimeType, width: meta.width, height: meta.height } };
  } catch {
    // sharp names each broken file in its own words; the API has one sentence for all
    return {
      error: invalid(
        'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
      ),
    };
  }
}
