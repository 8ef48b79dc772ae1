import { z } from 'zod';
import { type ApiError, invalid } from './errors.ts';

/** https://ai.google.dev/api/generate-content#request-body, as @google/genai 3.1.0 sends it. Unknown names are refused. */
const part = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ inlineData: z.strictObject({ mimeType: z.string(), data: z.string() }) }),
]);
const content = z.strictObject({
  role: z.enum(['user', 'model']).optional(),
  parts: z.array(part).min(1),
});

const generationConfig = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  topK: z.int().min(1).optional(),
  candidateCount: z.int().min(1).max(8).optional(),
  maxOutputTokens: z.int().min(1).optional(),
  stopSequences: z.array(z.string()).max(5).optional(),
  seed: z.int().min(-2_147_483_648).max(2_147_483_647).optional(),
  responseMimeType: z.enum(['text/plain', 'application/json']).optional(),
  responseJsonSchema: z.record(z.string(), z.unknown()).optional(),
  responseModalities: z.array(z.enum(['TEXT', 'IMAGE'])).optional(),
  imageConfig: z
    .strictObject({ aspectRatio: z.string().optional(), imageSize: z.string().optional() })
    .optional(),
  thinkingConfig: z
    .strictObject({
      includeThoughts: z.boolean().optional(),
      thinkingBudget: z.int().optional(),
      thinkingLevel: z.enum(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH']).optional(),
    })
    .optional(),
  mediaResolution: z
    .enum(['MEDIA_RESOLUTION_LOW', 'MEDIA_RESOLUTION_MEDIUM', 'MEDIA_RESOLUTION_HIGH'])
    .optional(),
});

const safetySetting = z.strictObject({
  category: z.enum([
    'HARM_CATEGORY_HARASSMENT',
    'HARM_CATEGORY_HATE_SPEECH',
    'HARM_CATEGORY_SEXUALLY_EXPLICIT',
    'HARM_CATEGORY_DANGEROUS_CONTENT',
    'HARM_CATEGORY_CIVIC_INTEGRITY',
  ]),
  threshold: z.enum([
    'BLOCK_LOW_AND_ABOVE',
    'BLOCK_MEDIUM_AND_ABOVE',
    'BLOCK_ONLY_HIGH',
    'BLOCK_NONE',
    'OFF',
  ]),
});

/** https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/add-labels-to-api-calls */
const labels = z
  .record(z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/), z.string().regex(/^[a-z0-9_-]{0,63}$/))
  .refine((given) => Object.keys(given).length <= 64, 'at most 64 labels');

export const generateRequest = z.strictObject({
  contents: z.array(content).min(1),
  systemInstruction: content.optional(),
  generationConfig: generationConfig.optional(),
  safetySettings: z.array(safetySetting).optional(),
  labels: labels.optional(),
});
export type GenerateRequest = z.infer<typeof generateRequest>;

/** Fields of the real API that the stand-in does not play; it says so instead of ignoring them. */
const NOT_PLAYED = ['tools', 'toolConfig', 'cachedContent', 'serviceTier', 'store', 'continuationToken'];

export function parseGenerateRequest(body: unknown): { request: GenerateRequest } | { error: ApiError } {
  if (typeof body !== 'object' || body === null)
    return { error: invalid('Invalid JSON payload received. Expected an object.') };
  const unplayed = NOT_PLAYED.find((name) => name in body);
  if (unplayed) return { error: { code: 501, message: `The stand-in does not play the field ${unplayed}.` } };
  const parsed = generateRequest.safeParse(body);
  return parsed.success ? { request: parsed.data } : { error: wordsFor(parsed.error) };
}

function wordsFor(error: z.ZodError): ApiError {
  const issue = deepest(error.issues[0]);
  if (!issue) return invalid('Request contains an invalid argument.');
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return invalid(
      `Invalid JSON payload received. Unknown name "${issue.keys[0]}"${path ? ` at '${path}'` : ''}: Cannot find field.`,
      path,
    );
  return invalid(`Invalid value at '${path}': ${issue.message}`, path);
}

/** Of a union's branches the one that came furthest. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flat()
    .sort(
      (a, b) =>
        b.path.length - a.path.length ||
        Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'),
    )[0];
  return inner ? deepest({ ...inner, path: [...issue.path, ...inner.path] }) : issue;
}
