import { z } from 'zod';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `responseJsonSchema` takes, by its description in `GenerateContentConfig` of @google/genai 3.1.0. */
const TAKEN = new Set([
  '$defs',
  '$ref',
  'type',
  'format',
  'title',
  'description',
  'enum',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'anyOf',
  'oneOf',
  'properties',
  'additionalProperties',
  'required',
]);
/** Tells nothing that an answer could keep or break. */
const IDLE = new Set(['$schema', 'id', '$id', 'default', 'example', 'examples']);
const MAPS = new Set(['properties', '$defs']);

const mapValues = (of: Json, change: (value: unknown) => unknown): Json =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, change(value)]));

const simplified = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(simplified);
  if (!isObject(schema)) return schema;
  const kept: Json = {};
  const left: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'const') kept.enum = [value];
    else if (TAKEN.has(keyword)) {
      kept[keyword] =
        MAPS.has(keyword) && isObject(value) ? mapValues(value, simplified) : deeper(keyword, value);
    } else if (!IDLE.has(keyword)) left.push(`${keyword}: ${JSON.stringify(value)}`);
  }
  if (left.length > 0)
    kept.description = [kept.description, `(${left.join(', ')})`].filter(Boolean).join(' ');
  return kept;
};

const deeper = (keyword: string, value: unknown): unknown =>
  ['items', 'anyOf', 'oneOf', 'prefixItems', 'additionalProperties'].includes(keyword)
    ? simplified(value)
    : value;

/**
 * The shape of an answer as Gemini takes it. Rules that its schema has no word for (patterns, lengths) go into the
 * description, as a wish; the reply is parsed with the whole shape all the same.
 */
export const geminiAnswerSchema = (answer: z.ZodType): unknown =>
  simplified(z.toJSONSchema(answer, { io: 'input' }));
