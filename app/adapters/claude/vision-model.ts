import Anthropic from '@anthropic-ai/sdk';
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import type {
  ContentBlockParam,
  MessageCreateParamsNonStreaming,
} from '@anthropic-ai/sdk/resources/messages';
import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { textModel } from '#app/domain/providers/model-facts.ts';
import { pictureWords, questionWords } from '#app/domain/providers/question-words.ts';
import type { ProviderUsage } from '#app/domain/providers/usage.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ProviderReply, ProviderReplyFacts } from '#app/ports/provider-reply.ts';
import type { ExchangeFacts, OpenExchange } from '#app/ports/provider-transport.ts';
import type { VisionModel, VisionRequest } from '#app/ports/vision-model.ts';
import type { ClaudeAccess } from './access.ts';
import { CLAUDE, failureOfStatus } from './failures.ts';
import { answerText, type ClaudeMessage, messageSchema, usageOf } from './read-message.ts';

export interface ClaudeDeps {
  readonly access: ClaudeAccess;
  readonly openExchange: OpenExchange;
  readonly clock: Pick<Clock, 'now'>;
  /** Largest reply that is taken, bytes. */
  readonly maxReplyBytes?: number;
}

const MAX_REPLY_BYTES = 4 * 1024 * 1024;

const failedWith =
  (facts: ProviderReplyFacts) =>
  (why: Failure, usage: ProviderUsage | null = null): ProviderReply<never> => ({
    status: 'failed',
    failure: why,
    usage,
    ...facts,
  });

/**
 * The SDK, told everything it would otherwise look up in the environment or on disk; its retries are off, and it may make one
 * request only.
 */
const clientFor = (
  { apiKey, sandboxOrigin }: ClaudeAccess,
  fetch: typeof globalThis.fetch,
  timeoutMs: number,
) =>
  new Anthropic({
    apiKey,
    baseURL: sandboxOrigin ?? 'https://api.anthropic.com',
    maxRetries: 0,
    timeout: timeoutMs,
    fetch,
    logLevel: 'off',
    openTelemetry: false,
  });

const contentOf = <T>({ images }: VisionRequest<T>): ContentBlockParam[] =>
  images.flatMap(({ label, bytes, contentType }, index): ContentBlockParam[] => [
    { type: 'text', text: pictureWords(label, index) },
    {
      type: 'image',
      source: { type: 'base64', media_type: contentType, data: Buffer.from(bytes).toString('base64') },
    },
  ]);

/** Sampling options are gone from the API; the newer models are asked not to think long about a look. */
const paramsOf = <T>(request: VisionRequest<T>, thinks: boolean): MessageCreateParamsNonStreaming => ({
  model: request.model,
  max_tokens: request.maxOutputTokens,
  system: questionWords(request),
  messages: [
    {
      role: 'user',
      content: request.images.length > 0 ? contentOf(request) : [{ type: 'text', text: 'Answer now.' }],
    },
  ],
  output_config: {
    format: {
      type: 'json_schema',
      schema: transformJSONSchema(z.toJSONSchema(request.answer, { io: 'input' })),
    },
    ...(thinks ? { effort: 'low' as const } : {}),
  },
});

const unfinished = (seen: ExchangeFacts, facts: ProviderReplyFacts): ProviderReply<never> | null => {
  if (seen.end === 'complete') return null;
  if (seen.end === 'unsent') {
    return failedWith(facts)(
      seen.aborted
        ? failure('cancelled', `The call to ${CLAUDE} was stopped before it was sent.`)
        : providerFailure('provider-unavailable', CLAUDE),
    );
  }
  // an error that came without its end is an error all the same: nothing was made
  return seen.status !== null && seen.status >= 400
    ? failedWith(facts)(providerFailure('provider-unavailable', CLAUDE, { details: { status: seen.status } }))
    : { status: 'unknown', failure: providerFailure('provider-reply-lost', CLAUDE), ...facts };
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const readAnswer = <T>(
  message: ClaudeMessage,
  request: VisionRequest<T>,
  facts: ProviderReplyFacts,
): ProviderReply<T> => {
  const usage = usageOf(message);
  const fail = failedWith(facts);
  if (message.stop_reason === 'refusal') {
    const reason = message.stop_details?.category ?? 'refusal';
    return fail(providerFailure('provider-refused', CLAUDE, { details: { reason } }), usage);
  }
  const bad = (reason: string) =>
    fail(providerFailure('provider-bad-reply', CLAUDE, { details: { reason } }), usage);
  if (message.stop_reason !== 'end_turn') return bad(message.stop_reason ?? 'no stop_reason');
  const json = jsonOf(answerText(message));
  if (json === undefined) return bad('NOT_JSON');
  const answer = request.answer.safeParse(json);
  if (!answer.success) return bad('OTHER_SHAPE');
  return { status: 'succeeded', value: answer.data, usage, modelVersion: message.model, ...facts };
};

/** Claude as a reader of pictures: judgement, alt text, descriptions. */
export const makeClaudeVisionModel = (deps: ClaudeDeps): VisionModel => ({
  provider: 'claude',
  displayName: CLAUDE,
  isPlaceholder: deps.access.sandboxOrigin !== null,
  capabilities: (model) => textModel('claude', model),
  async ask(request, { signal, timeoutMs }) {
    const { model, images, maxOutputTokens } = request;
    const known = textModel('claude', model);
    if (!known || images.length > known.maxImages || maxOutputTokens > known.maxOutputTokens) {
      const field = known ? (images.length > known.maxImages ? 'images' : 'maxOutputTokens') : 'model';
      const why = `${CLAUDE} does not take this question: ${field} is out of what ${model} allows.`;
      return failedWith({ requestId: null, bytesIn: 0, bytesOut: 0 })(
        failure('unsupported-option', why, { field }),
      );
    }
    const exchange = deps.openExchange({
      signal,
      timeoutMs,
      maxReplyBytes: deps.maxReplyBytes ?? MAX_REPLY_BYTES,
    });
    const client = clientFor(deps.access, exchange.fetch, timeoutMs);
    let thrown: unknown;
    try {
      await client.messages.create(paramsOf(request, !known.sampling), { signal });
    } catch (error) {
      // what the SDK makes of a reply is not needed: the exchange knows more
      thrown = error;
    }
    const seen = exchange.facts();
    if (seen.asked > 1) throw new Error('The SDK of Claude retried by itself.');
    if (seen.asked === 0 && !signal.aborted) throw thrown;
    const { bytesIn, bytesOut, headers, body } = seen;
    const facts = { requestId: headers.get('request-id') ?? null, bytesIn, bytesOut };
    const early = unfinished(seen, facts);
    if (early) return early;
    const status = seen.status ?? 0;
    if (status < 200 || status > 299) {
      return failedWith(facts)(failureOfStatus({ status, body, headers, model, now: deps.clock.now() }));
    }
    const message = messageSchema.safeParse(jsonOf(body)).data;
    return message
      ? readAnswer(message, request, facts)
      : failedWith(facts)(providerFailure('provider-bad-reply', CLAUDE, { details: { reason: 'NOT_JSON' } }));
  },
});
