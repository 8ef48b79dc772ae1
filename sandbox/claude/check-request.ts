import sharp from 'sharp';
import { isSchema, type JsonSchema, walkSchema } from '../provider/look/json-schema.ts';
import { type ClaudeError, invalid } from './errors.ts';
import type { ClaudeModel } from './models.ts';
import type { MessageRequest } from './wire.ts';

export type InputPicture = { bytes: Buffer; width: number; height: number };
export type CheckedMessage = { text: string; pictures: InputPicture[]; schema: JsonSchema | undefined };

/** https://platform.claude.com/docs/en/build-with-claude/vision: 5 MB a picture, 100 pictures, 8000 px; 2000 px beyond 20. */
const MAX_PICTURE_BYTES = 5 * 1024 * 1024;
const MAX_PICTURES = 100;

/** What structured outputs do not take (https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations). */
const UNSUPPORTED = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
];

export async function checkMessage(
  model: ClaudeModel,
  request: MessageRequest,
): Promise<{ checked: CheckedMessage } | { error: ClaudeError }> {
  if (request.max_tokens > model.maxOutputTokens)
    return {
      error: invalid(
        `max_tokens: ${request.max_tokens} > ${model.maxOutputTokens}, which is the maximum allowed number of output tokens for ${request.model}`,
      ),
    };
  if (request.messages[0]?.role !== 'user')
    return { error: invalid('messages: first message must use the "user" role') };
  const choice = request.tool_choice;
  if (choice && !request.tools)
    return { error: invalid('tool_choice may only be specified while providing tools.') };
  if (choice && (choice.type === 'tool' || choice.type === 'any') && !model.forcedTools)
    return { error: invalid('tool_choice: this model does not support forced tool use') };
  if (choice?.type === 'tool' && !request.tools?.some(({ name }) => name === choice.name))
    return { error: invalid(`Tool '${choice.name}' not found in provided tools`) };
  const format = request.output_config?.format?.schema;
  const wrong = format ? schemaError(format, 'output_config.format.schema') : undefined;
  if (wrong) return { error: wrong };
  const read = await readMessages(request);
  if ('error' in read) return read;
  const forced =
    choice?.type === 'tool' ? request.tools?.find(({ name }) => name === choice.name) : undefined;
  const anyTool = choice?.type === 'any' ? request.tools?.[0] : undefined;
  const schema = format ?? forced?.input_schema ?? anyTool?.input_schema;
  return { checked: { ...read, schema: isSchema(schema) ? schema : undefined } };
}

function schemaError(schema: unknown, name: string): ClaudeError | undefined {
  if (!isSchema(schema)) return invalid(`${name}: Input should be a valid dictionary`);
  for (const { schema: part, path } of walkSchema(schema)) {
    const strange = UNSUPPORTED.find((keyword) => keyword in part);
    if (strange)
      return invalid(
        `${name}: For '${String(part.type)}' type, property '${strange}' is not supported (at '${path}')`,
      );
    if (part.type === 'array' && typeof part.minItems === 'number' && part.minItems > 1)
      return invalid(`${name}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`);
    if (part.type === 'object' && part.additionalProperties !== false)
      return invalid(`${name}: For 'object' type, 'additionalProperties' must be explicitly set to false`);
  }
  return undefined;
}

async function readMessages(
  request: MessageRequest,
): Promise<{ text: string; pictures: InputPicture[] } | { error: ClaudeError }> {
  const { system } = request;
  const texts: string[] = typeof system === 'string' ? [system] : (system ?? []).map(({ text }) => text);
  const pictures: (InputPicture & { at: string })[] = [];
  for (const [turn, { content }] of request.messages.entries()) {
    if (typeof content === 'string') {
      texts.push(content);
      continue;
    }
    for (const [place, part] of content.entries()) {
      const at = `messages.${turn}.content.${place}`;
      if (part.type === 'text') {
        texts.push(part.text);
        continue;
      }
      const picture = await readPicture(part.source, at);
      if ('error' in picture) return picture;
      pictures.push({ ...picture.picture, at });
    }
  }
  if (pictures.length > MAX_PICTURES)
    return { error: invalid(`Too many images: ${pictures.length} > ${MAX_PICTURES}`) };
  const side = pictures.length > 20 ? 2000 : 8000;
  const large = pictures.filter(({ width, height }) => Math.max(width, height) > side).map(({ at }) => at);
  if (large.length > 0)
    return {
      error: invalid(`At least one of the image dimensions exceed max allowed size: ${side} pixels`, {
        error_code: 'image_dimensions_too_large',
        max_side_length_pixels: side,
        paths: large,
      }),
    };
  return { text: texts.join('\n'), pictures };
}

async function readPicture(
  source: { media_type: string; data: string },
  at: string,
): Promise<{ picture: InputPicture } | { error: ClaudeError }> {
  const name = `${at}.image.source.base64`;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(source.data) || source.data.length % 4 !== 0)
    return { error: invalid(`${name}.data: The image source is not valid base64`) };
  const bytes = Buffer.from(source.data, 'base64');
  if (bytes.length > MAX_PICTURE_BYTES)
    return {
      error: invalid(
        `${name}: image exceeds 5 MB maximum: ${bytes.length} bytes > ${MAX_PICTURE_BYTES} bytes`,
      ),
    };
  try {
    const meta = await sharp(bytes).metadata();
    if (`image/${meta.format}` !== source.media_type)
      return {
        error: invalid(`${name}: Image does not match the provided media type ${source.media_type}`),
      };
    return { picture: { bytes, width: meta.width, height: meta.height } };
  } catch {
    // sharp names each broken file in its own words; the API has one sentence for all
    return { error: invalid(`${name}: Could not process image`) };
  }
}
