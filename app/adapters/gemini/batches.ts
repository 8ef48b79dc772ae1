import type { InlinedRequest } from '@google/genai';
import { z } from 'zod';
import { MODEL_ASPECTS, MODEL_IMAGE_SIZES } from '#app/domain/providers/capabilities.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { NO_USAGE } from '#app/domain/providers/usage.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { GeneratedImage, ImageBatches, ImageRequest } from '#app/ports/image-model.ts';
import type { ProviderCallOptions, ProviderReply } from '#app/ports/provider-reply.ts';
import { failureOfBatchError, GEMINI } from './failures.ts';
import { geminiImageRequest } from './image-request.ts';
import { readPicture } from './read-picture.ts';
import { responseSchema } from './read-response.ts';
import { callLabels, failedWith, type GeminiDeps, type Sent, sendToGemini } from './send.ts';

/** A batch of a few dozen pictures at 4K; read in one reply. */
const MAX_RESULT_BYTES = 256 * 1024 * 1024;
/**
 * Batches on a page of the list. Each stands there with all of its results, and no way to leave them out is documented, so a page
 * that is too large to be read, or too slow, is asked for again with fewer on it.
 */
const PAGE_SIZES = [20, 4, 1] as const;
const MAX_PAGES = 200;
const NOTHING_SENT = { requestId: null, bytesIn: 0, bytesOut: 0 };
/** Carried in each request's metadata, so that a result can be told apart and checked without our own notes. */
const metadataSchema = z.object({
  key: z.string(),
  aspect: z.enum(MODEL_ASPECTS),
  size: z.enum(MODEL_IMAGE_SIZES),
});

const inlined = z.object({
  metadata: metadataSchema.optional(),
  response: z.unknown().optional(),
  error: z
    .object({ code: z.number().optional(), message: z.string().optional(), details: z.unknown().optional() })
    .optional(),
});

/** A batch as the API shows it: a long-running operation (https://ai.google.dev/api/batch-api). */
const operationSchema = z.object({
  name: z.string(),
  metadata: z
    .object({
      model: z.string().optional(),
      displayName: z.string().optional(),
      state: z.string().optional(),
      output: z
        .object({ inlinedResponses: z.object({ inlinedResponses: z.array(inlined).optional() }).optional() })
        .optional(),
    })
    .optional(),
});
type Operation = z.infer<typeof operationSchema>;
const listSchema = z.object({
  operations: z.array(operationSchema).optional(),
  nextPageToken: z.string().optional(),
});

const asResult = <T>(sent: Sent<T>): Result<T> => {
  if (sent.whole) return ok(sent.value);
  const { reply } = sent;
  // reading again costs nothing, so a lost answer here is no lost money
  return reply.status === 'succeeded' || reply.status === 'unknown'
    ? err(providerFailure('provider-unavailable', GEMINI))
    : err(reply.failure);
};

const parseOperation = (json: unknown): Operation | null => operationSchema.safeParse(json).data ?? null;

/** https://ai.google.dev/api/batch-api#BatchState */
const LOSSES: ReadonlyMap<string, 'failed' | 'cancelled' | 'expired'> = new Map([
  ['BATCH_STATE_FAILED', 'failed'],
  ['BATCH_STATE_CANCELLED', 'cancelled'],
  ['BATCH_STATE_EXPIRED', 'expired'],
]);

/** Gemini's batch mode with inline requests and results. */
export const makeGeminiBatches = (deps: GeminiDeps): ImageBatches => ({
  async submit({ displayName, model, requests }, options) {
    const inlinedRequests: InlinedRequest[] = [];
    for (const { key, request } of requests) {
      const asked = inlineRequest(deps, model, key, request);
      if (!asked.ok) return failedWith(NOTHING_SENT)(asked.error);
      inlinedRequests.push(asked.value);
    }
    const sent = await sendToGemini(
      deps,
      { ...options, model },
      (client, httpOptions) =>
        client.batches.create({
          model,
          src: { inlinedRequests },
          config: { displayName, httpOptions, abortSignal: options.signal },
        }),
      parseOperation,
    );
    if (!sent.whole) return sent.reply;
    return {
      status: 'succeeded',
      value: { name: sent.value.name },
      usage: NO_USAGE,
      modelVersion: null,
      ...sent.facts,
      requestId: sent.value.name,
    };
  },
  async find(displayName, options) {
    let pageToken: string | undefined;
    let sizes: readonly number[] = PAGE_SIZES;
    for (let page = 0; page < MAX_PAGES; page++) {
      const sent = await listPage(
        deps,
        { pageToken, pageSize: sizes[0] ?? 1, isLast: sizes.length === 1 },
        options,
      );
      if (!sent.whole && sent.reply.status === 'unknown' && sizes.length > 1) {
        sizes = sizes.slice(1);
        continue;
      }
      const listed = asResult(sent);
      if (!listed.ok) return listed;
      const found = listed.value.operations?.find((one) => one.metadata?.displayName === displayName);
      if (found) return ok(found.name);
      pageToken = listed.value.nextPageToken;
      if (pageToken === undefined) return ok(null);
    }
    // there are more than can be looked through: not known to be absent
    return err(providerFailure('provider-unavailable', GEMINI, { details: { reason: 'TOO_MANY_BATCHES' } }));
  },
  async read(name, options) {
    const large = { ...deps, maxReplyBytes: MAX_RESULT_BYTES };
    const sent = await sendToGemini(
      large,
      { ...options, model: 'batches' },
      (client, httpOptions) =>
        client.batches.get({ name, config: { httpOptions, abortSignal: options.signal } }),
      parseOperation,
    );
    const read = asResult(sent);
    if (!read.ok) return read.error.details?.status === 404 ? ok({ state: 'gone' }) : read;
    const state = read.value.metadata?.state ?? '';
    if (state === 'BATCH_STATE_SUCCEEDED') return ok({ state: 'done', replies: repliesOf(deps, read.value) });
    const why = LOSSES.get(state);
    return ok(why ? { state: 'failed', why } : { state: 'waiting' });
  },
  async cancel(name, options) {
    const sent = await sendToGemini(
      deps,
      { ...options, model: 'batches' },
      (client, httpOptions) =>
        client.batches.cancel({ name, config: { httpOptions, abortSignal: options.signal } }),
      () => true,
    );
    const done = asResult(sent);
    return done.ok ? ok(undefined) : done;
  },
  async forget(name, options) {
    const sent = await sendToGemini(
      deps,
      { ...options, model: 'batches' },
      (client, httpOptions) =>
        client.batches.delete({ name, config: { httpOptions, abortSignal: options.signal } }),
      () => true,
    );
    const done = asResult(sent);
    return done.ok || done.error.details?.status === 404 ? ok(undefined) : done;
  },
});

/** One page of the list, newest first. `isLast`: there is no smaller page, so it may be as large as one batch can be. */
const listPage = (
  deps: GeminiDeps,
  page: { readonly pageToken: string | undefined; readonly pageSize: number; readonly isLast: boolean },
  options: ProviderCallOptions,
): Promise<Sent<z.infer<typeof listSchema>>> =>
  sendToGemini(
    page.isLast ? { ...deps, maxReplyBytes: MAX_RESULT_BYTES } : deps,
    { ...options, model: 'batches' },
    (client, httpOptions) =>
      client.batches.list({
        config: {
          pageSize: page.pageSize,
          ...(page.pageToken === undefined ? {} : { pageToken: page.pageToken }),
          httpOptions,
          abortSignal: options.signal,
        },
      }),
    (json) => listSchema.safeParse(json).data ?? null,
  );

const inlineRequest = (
  deps: GeminiDeps,
  model: string,
  key: string,
  request: ImageRequest,
): Result<InlinedRequest> => {
  const asked = geminiImageRequest({ ...request, model }, deps.clock.now());
  if (!asked.ok) return asked;
  const { parts, config } = asked.value;
  return ok({
    contents: [{ role: 'user', parts: [...parts] }],
    metadata: { key, aspect: request.aspect, size: request.size },
    config: { ...config, labels: callLabels(key) },
  });
};

const repliesOf = (
  deps: GeminiDeps,
  { metadata }: Operation,
): ReadonlyMap<string, ProviderReply<GeneratedImage>> => {
  const replies = new Map<string, ProviderReply<GeneratedImage>>();
  const model = (metadata?.model ?? '').replace(/^models\//, '');
  for (const one of metadata?.output?.inlinedResponses?.inlinedResponses ?? []) {
    if (!one.metadata) continue;
    const { key, aspect, size } = one.metadata;
    replies.set(key, replyOf(deps, one, model, { aspect, size }));
  }
  return replies;
};

const replyOf = (
  deps: GeminiDeps,
  one: z.infer<typeof inlined>,
  model: string,
  wanted: Pick<ImageRequest, 'aspect' | 'size'>,
): ProviderReply<GeneratedImage> => {
  const facts = { ...NOTHING_SENT, bytesIn: JSON.stringify(one.response ?? '').length };
  if (one.error) return failedWith(facts)(failureOfBatchError(one.error, model, deps.clock.now()));
  const response = responseSchema.safeParse(one.response).data;
  if (!response) return failedWith(facts)(providerFailure('provider-bad-reply', GEMINI));
  const known = { ...facts, requestId: response.responseId ?? null };
  return readPicture(response, wanted, known);
};
