import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { retryAfterMs, untilPacificMidnightMs } from '#app/domain/providers/retry-after.ts';

/** What people call it. */
export const GEMINI = 'Gemini';

/** google.rpc.Status as JSON (https://cloud.google.com/apis/design/errors#http_mapping); Vertex AI sends it in a list. */
const detail = z.object({
  '@type': z.string().optional(),
  reason: z.string().optional(),
  retryDelay: z.string().optional(),
  violations: z.array(z.object({ quotaId: z.string().optional() })).optional(),
  fieldViolations: z.array(z.object({ field: z.string().optional() })).optional(),
});
const errorSchema = z.object({
  error: z.object({
    message: z.string().optional(),
    status: z.string().optional(),
    details: z.array(detail).optional(),
  }),
});
type RpcError = z.infer<typeof errorSchema>['error'];

const readError = (body: string): RpcError => {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // a gateway's page
    return {};
  }
  const parsed = errorSchema.safeParse(Array.isArray(json) ? json[0] : json);
  return parsed.success ? parsed.data.error : {};
};

/** "17s", "0.5s" (google.protobuf.Duration). */
const durationMs = (text: string | undefined): number | null => {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(text ?? '')?.[1];
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1000);
};

export interface HttpFailure {
  readonly status: number;
  readonly body: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly model: string;
  readonly now: Date;
}

/** A reply with an error status, as a failure of ours (https://ai.google.dev/gemini-api/docs/troubleshooting). */
export const failureOfStatus = ({ status, body, headers, model, now }: HttpFailure): Failure => {
  const error = readError(body);
  const header = retryAfterMs(headers.get('retry-after'), now);
  if (status === 429) return throttled(error, header, now);
  if (status >= 500) {
    return providerFailure('provider-unavailable', GEMINI, {
      ...(header === null ? {} : { retryAfterMs: header }),
      details: { status },
    });
  }
  if (status === 401 || status === 403) return unauthorized(error, status);
  if (status === 404) {
    const why = `${GEMINI} has no model ${model} any more, or the key may not use it. Choose another model in the settings.`;
    return failure('unsupported-option', why, { field: 'model', details: { status } });
  }
  if (status === 413) {
    return failure(
      'payload-too-large',
      `The pictures are too large to be sent to ${GEMINI} together. Use fewer or smaller reference pictures.`,
      { field: 'references', details: { status } },
    );
  }
  if (status === 408) return providerFailure('provider-unavailable', GEMINI, { details: { status } });
  return status >= 400
    ? badRequest(error, status)
    : providerFailure('provider-bad-reply', GEMINI, { details: { status } });
};

/** An error inside a batch's results carries gRPC's code (https://grpc.io/docs/guides/status-codes/). */
const HTTP_OF_GRPC: ReadonlyMap<number, number> = new Map([
  [3, 400],
  [4, 504],
  [5, 404],
  [7, 403],
  [8, 429],
  [9, 400],
  [13, 500],
  [14, 503],
  [16, 401],
]);

export const failureOfBatchError = (
  error: {
    readonly code?: number | undefined;
    readonly message?: string | undefined;
    readonly details?: unknown;
  },
  model: string,
  now: Date,
): Failure =>
  failureOfStatus({
    status: HTTP_OF_GRPC.get(error.code ?? 13) ?? 500,
    // a result's status has no name beside its number
    body: JSON.stringify({ error: error.code === 9 ? { ...error, status: 'FAILED_PRECONDITION' } : error }),
    headers: new Map(),
    model,
    now,
  });

const throttled = (error: RpcError, header: number | null, now: Date): Failure => {
  const quotas = (error.details ?? []).flatMap((d) => (d.violations ?? []).flatMap((v) => v.quotaId ?? []));
  if (quotas.some((quota) => quota.includes('PerDay'))) {
    // the hint beside a daily quota names seconds; the quota is renewed at midnight Pacific time
    return providerFailure('provider-quota', GEMINI, {
      retryAfterMs: untilPacificMidnightMs(now),
      details: { quotas },
    });
  }
  const hints = (error.details ?? []).flatMap((d) => durationMs(d.retryDelay) ?? []);
  const wait = Math.max(header ?? 0, ...hints);
  return providerFailure('provider-throttled', GEMINI, {
    ...(header === null && hints.length === 0 ? {} : { retryAfterMs: wait }),
    details: { quotas },
  });
};

const unauthorized = (error: RpcError, status: number): Failure =>
  providerFailure('provider-unauthorized', GEMINI, {
    details: { status, ...(error.status === undefined ? {} : { reason: error.status }) },
  });

const badRequest = (error: RpcError, status: number): Failure => {
  const reasons = (error.details ?? []).flatMap((d) => d.reason ?? []);
  if (reasons.includes('API_KEY_INVALID') || error.status === 'FAILED_PRECONDITION') {
    return unauthorized(error, status);
  }
  const field = (error.details ?? []).flatMap((d) => d.fieldViolations ?? [])[0]?.field;
  const said = (error.message ?? '').slice(0, 300);
  return failure(
    'unsupported-option',
    `${GEMINI} does not take this request as it is. Choose another size or aspect, other reference pictures or another model.`,
    { ...(field === undefined ? {} : { field }), details: { status, said } },
  );
};

/** Reasons why an answer stops (`FinishReason` and `BlockedReason` of @google/genai 3.1.0). */
const BLOCKED_OUTPUT = new Set([
  'SAFETY',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
  'IMAGE_PROHIBITED_CONTENT',
]);
const REFUSED = new Set(['RECITATION', 'IMAGE_RECITATION', 'OTHER', 'IMAGE_OTHER', 'LANGUAGE']);

/** Why a whole answer is no result; null when it is one. */
export const failureOfAnswer = (answer: {
  readonly blockReason: string | undefined;
  readonly finishReason: string | undefined;
  readonly hasCandidate: boolean;
}): Failure | null => {
  const { blockReason, finishReason, hasCandidate } = answer;
  if (blockReason !== undefined) {
    return providerFailure('provider-blocked-prompt', GEMINI, { details: { reason: blockReason } });
  }
  if (finishReason !== undefined && BLOCKED_OUTPUT.has(finishReason)) {
    return providerFailure('provider-blocked-output', GEMINI, { details: { reason: finishReason } });
  }
  if (finishReason !== undefined && REFUSED.has(finishReason)) {
    return providerFailure('provider-refused', GEMINI, { details: { reason: finishReason } });
  }
  if (!hasCandidate || (finishReason !== undefined && finishReason !== 'STOP')) {
    return providerFailure('provider-bad-reply', GEMINI, {
      details: { reason: finishReason ?? 'NO_CANDIDATE' },
    });
  }
  return null;
};
