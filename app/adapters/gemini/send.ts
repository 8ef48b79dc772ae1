import type { GenerateContentConfig, GoogleGenAI, Part } from '@google/genai';
import { type Failure, failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import type { ProviderUsage } from '#app/domain/providers/usage.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ProviderCallOptions, ProviderReply, ProviderReplyFacts } from '#app/ports/provider-reply.ts';
import type { ExchangeFacts, OpenExchange } from '#app/ports/provider-transport.ts';
import { failureOfStatus, GEMINI } from './failures.ts';
import { type GeminiResponse, responseSchema } from './read-response.ts';

export interface GeminiDeps {
  readonly client: GoogleGenAI;
  readonly openExchange: OpenExchange;
  readonly clock: Pick<Clock, 'now'>;
  /** True for the stand-in. */
  readonly isPlaceholder: boolean;
  /** Largest reply that is taken, bytes. Default: a 4K picture as base64 with room to spare. */
  readonly maxReplyBytes?: number;
}

const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** A whole reply, or how the call ended without one. */
export type Sent<T> =
  | { readonly whole: true; readonly value: T; readonly facts: ProviderReplyFacts }
  | { readonly whole: false; readonly reply: ProviderReply<never> };

type Failed = (failure: Failure, usage?: ProviderUsage | null) => ProviderReply<never>;
export const failedWith =
  (facts: ProviderReplyFacts): Failed =>
  (why, usage = null) => ({ status: 'failed', failure: why, usage, ...facts });

const withoutReply = (facts: ExchangeFacts): ProviderReply<never> | null => {
  const { bytesIn, bytesOut } = facts;
  const known = { requestId: null, bytesIn, bytesOut };
  switch (facts.end) {
    case 'complete':
      return null;
    case 'unsent':
      return failedWith(known)(
        facts.aborted
          ? failure('cancelled', `The call to ${GEMINI} was stopped before it was sent.`)
          : providerFailure('provider-unavailable', GEMINI),
      );
    case 'lost':
    case 'too-large':
      // an error that came without its end is an error all the same: nothing was made
      return facts.status !== null && facts.status >= 400
        ? failedWith(known)(
            providerFailure('provider-unavailable', GEMINI, { details: { status: facts.status } }),
          )
        : { status: 'unknown', failure: providerFailure('provider-reply-lost', GEMINI), ...known };
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/**
 * Makes one call through the SDK and reads the reply below it. `ask` is given the `httpOptions` that it has to pass on.
 * `parse` null: what came is no answer of the API.
 */
export const sendToGemini = async <T>(
  deps: GeminiDeps,
  options: Pick<ProviderCallOptions, 'signal' | 'timeoutMs'> & { readonly model: string },
  ask: (client: GoogleGenAI, httpOptions: { readonly fetch: typeof fetch }) => Promise<unknown>,
  parse: (json: unknown) => T | null,
): Promise<Sent<T>> => {
  const { signal, timeoutMs, model } = options;
  const exchange = deps.openExchange({
    signal,
    timeoutMs,
    maxReplyBytes: deps.maxReplyBytes ?? MAX_REPLY_BYTES,
  });
  let thrown: unknown;
  try {
    await ask(deps.client, { fetch: exchange.fetch });
  } catch (error) {
    // what the SDK makes of a reply is not needed: the exchange knows more
    thrown = error;
  }
  const seen = exchange.facts();
  const facts = { requestId: null, bytesIn: seen.bytesIn, bytesOut: seen.bytesOut };
  const failed = failedWith(facts);
  if (seen.asked > 1) throw new Error('The SDK of Gemini retried by itself.');
  if (seen.asked === 0 && !signal.aborted) {
    if (!deps.client.vertexai) throw thrown;
    // before it sends, the SDK asks the machine for its credentials; those are the only thing that can go wrong there
    const reason = thrown instanceof Error ? thrown.message.slice(0, 300) : 'no credentials';
    return {
      whole: false,
      reply: failed(providerFailure('provider-unauthorized', GEMINI, { details: { reason } })),
    };
  }
  const ended = withoutReply(seen);
  if (ended) return { whole: false, reply: ended };
  const status = seen.status ?? 0;
  if (status < 200 || status > 299) {
    const { body, headers } = seen;
    const why = failureOfStatus({ status, body, headers, model, now: deps.clock.now() });
    return { whole: false, reply: failed(why) };
  }
  const value = parse(jsonOf(seen.body));
  if (value === null) {
    const why = providerFailure('provider-bad-reply', GEMINI, { details: { reason: 'NOT_JSON' } });
    return { whole: false, reply: failed(why) };
  }
  return { whole: true, value, facts };
};

/** Where Google repeats our own id of the call: lower case letters, digits, `_`, `-`, at most 63. */
export const callLabels = (callId: string): Record<string, string> =>
  /^[a-z0-9_-]{1,63}$/.test(callId) ? { 'softbox-call': callId } : {};

/** One `generateContent`. */
export const generate = async (
  deps: GeminiDeps,
  request: {
    readonly model: string;
    readonly parts: readonly Part[];
    readonly config: GenerateContentConfig;
  },
  options: ProviderCallOptions,
): Promise<Sent<GeminiResponse>> => {
  const { model, parts, config } = request;
  const sent = await sendToGemini(
    deps,
    { ...options, model },
    (client, httpOptions) =>
      client.models.generateContent({
        model,
        contents: [{ role: 'user', parts: [...parts] }],
        config: {
          ...config,
          labels: callLabels(options.callId),
          // each hop would be a call of its own that the book knows nothing of
          automaticContinuation: false,
          httpOptions,
          abortSignal: options.signal,
        },
      }),
    (json) => responseSchema.safeParse(json).data ?? null,
  );
  if (!sent.whole) return sent;
  return { ...sent, facts: { ...sent.facts, requestId: sent.value.responseId ?? null } };
};
