import { z } from 'zod';
import { type ClaudeError, invalid } from './errors.ts';

/** `MessageCreateParamsBase` of @anthropic-ai/sdk 1.12.0, the part that is played. Unknown names are refused. */
const cacheControl = z.strictObject({ type: z.literal('ephemeral'), ttl: z.enum(['5m', '1h']).optional() });
const textBlock = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  cache_control: cacheControl.nullable().optional(),
});
const imageBlock = z.strictObject({
  type: z.literal('image'),
  source: z.strictObject({
    type: z.literal('base64'),
    media_type: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']),
    data: z.string(),
  }),
  cache_control: cacheControl.nullable().optional(),
});
const block = z.discriminatedUnion('type', [textBlock, imageBlock]);
const message = z.strictObject({
  role: z.enum(['user', 'assistant']),
  content: z.union([z.string().min(1), z.array(block).min(1)]),
});
const tool = z.strictObject({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/),
  description: z.string().optional(),
  input_schema: z.record(z.string(), z.unknown()),
  strict: z.boolean().optional(),
});

export const messageRequest = z.strictObject({
  model: z.string(),
  max_tokens: z.int().min(0),
  messages: z.array(message).min(1),
  system: z.union([z.string(), z.array(textBlock)]).optional(),
  metadata: z.strictObject({ user_id: z.string().max(512).nullable().optional() }).optional(),
  output_config: z
    .strictObject({
      effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).nullable().optional(),
      format: z
        .strictObject({ type: z.literal('json_schema'), schema: z.record(z.string(), z.unknown()) })
        .nullable()
        .optional(),
    })
    .optional(),
  stop_sequences: z.array(z.string()).optional(),
  stream: z.literal(false).optional(),
  thinking: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('disabled') }),
      z.strictObject({
        type: z.literal('adaptive'),
        display: z.enum(['summarized', 'omitted']).nullable().optional(),
      }),
    ])
    .optional(),
  service_tier: z.enum(['auto', 'standard_only']).optional(),
  tools: z.array(tool).optional(),
  tool_choice: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('auto'), disable_parallel_tool_use: z.boolean().optional() }),
      z.strictObject({ type: z.literal('any'), disable_parallel_tool_use: z.boolean().optional() }),
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({
        type: z.literal('tool'),
        name: z.string(),
        disable_parallel_tool_use: z.boolean().optional(),
      }),
    ])
    .optional(),
});
export type MessageRequest = z.infer<typeof messageRequest>;

const SAMPLING = ['temperature', 'top_p', 'top_k'];

export function parseMessageRequest(
  body: unknown,
  version: string,
): { request: MessageRequest } | { error: ClaudeError } {
  if (typeof body !== 'object' || body === null)
    return { error: invalid('The request body is not valid JSON.') };
  const sampling = SAMPLING.find((name) => name in body);
  // removed with 2026-10-21 (https://platform.claude.com/docs/en/api/versioning)
  if (sampling && version !== '2023-06-01')
    return { error: invalid(`${sampling}: Extra inputs are not permitted`) };
  const given = version === '2023-06-01' ? without(body, SAMPLING) : body;
  const parsed = messageRequest.safeParse(given);
  if (parsed.success) return { request: parsed.data };
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  if (issue?.code === 'unrecognized_keys')
    return {
      error: invalid(`${[path, issue.keys[0]].filter(Boolean).join('.')}: Extra inputs are not permitted`),
    };
  return { error: invalid(`${path}: ${issue?.message ?? 'invalid'}`) };
}

function without(body: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
