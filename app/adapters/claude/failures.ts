import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { retryAfterMs, untilNextMonthMs } from '#app/domain/providers/retry-after.ts';

/** What people call it. */
export const CLAUDE = 'Claude';

/** https://platform.claude.com/docs/en/api/errors */
const errorSchema = z.object({
  error: z.object({
    type: z.string().optional(),
    message: z.string().optional(),
    details: z.object({ error_code: z.string().optional() }).nullish(),
  }),
});
type ApiError = z.infer<typeof errorSchema>['error'];

const readError = (body: string): ApiError => {
  try {
    return errorSchema.safeParse(JSON.parse(body)).data?.error ?? {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // a gateway's page
    return {};
  }
};

/** Spend limits of the account: waiting a moment does not help (`error_code` of a 429). */
const SPEND_LIMITS = new Set(['enforced_spend_limit_reached', 'contract_spend_limit_reached']);

export interface HttpFailure {
  readonly status: number;
  readonly body: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly model: string;
  readonly now: Date;
}

/** A reply with an error status, as a failure of ours. */
export const failureOfStatus = ({ status, body, headers, model, now }: HttpFailure): Failure => {
  const error = readError(body);
  const wait = retryAfterMs(headers.get('retry-after'), now);
  const hint = wait === null ? {} : { retryAfterMs: wait };
  if (status === 429) {
    const code = error.details?.error_code ?? '';
    return SPEND_LIMITS.has(code)
      ? providerFailure('provider-quota', CLAUDE, {
          retryAfterMs: untilNextMonthMs(now),
          details: { reason: code },
        })
      : providerFailure('provider-throttled', CLAUDE, hint);
  }
  if (status >= 500 || status === 408) {
    return providerFailure('provider-unavailable', CLAUDE, { ...hint, details: { status } });
  }
  if ([401, 402, 403].includes(status)) {
    return providerFailure('provider-unauthorized', CLAUDE, {
      details: { status, reason: error.type ?? 'unknown' },
    });
  }
  if (status === 404) {
    const why = `${CLAUDE} has no model ${model} any more, or the key may not use it. Choose another model in the settings.`;
    return failure('unsupported-option', why, { field: 'model', details: { status } });
  }
  if (status === 413) {
    return failure('payload-too-large', `The pictures are too large to be sent to ${CLAUDE} together.`, {
      field: 'images',
      details: { status },
    });
  }
  return status >= 400
    ? badRequest(error, now)
    : providerFailure('provider-bad-reply', CLAUDE, { details: { status } });
};

const badRequest = (error: ApiError, now: Date): Failure => {
  const said = (error.message ?? '').slice(0, 300);
  // limits that an organisation sets itself, and an empty account, come as 400 with words only
  if (/API usage limits/i.test(said)) {
    const until = /regain access on (\d{4}-\d{2}-\d{2}) at (\d{2}:\d{2}) UTC/.exec(said);
    const at = until ? Date.parse(`${until[1]}T${until[2]}:00Z`) : Number.NaN;
    const wait = Number.isNaN(at) ? untilNextMonthMs(now) : Math.max(0, at - now.getTime());
    return providerFailure('provider-quota', CLAUDE, {
      retryAfterMs: wait,
      details: { reason: 'spend-limit' },
    });
  }
  if (/credit balance is too low/i.test(said)) {
    return providerFailure('provider-unauthorized', CLAUDE, { details: { reason: 'no-credit' } });
  }
  return failure(
    'unsupported-option',
    `${CLAUDE} does not take this question as it is. Use smaller pictures or another model.`,
    { details: { status: 400, said } },
  );
};
