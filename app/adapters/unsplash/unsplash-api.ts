import type { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { retryAfterMs, untilNextHourMs } from '#app/domain/providers/retry-after.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { InspirationOptions } from '#app/ports/inspiration-library.ts';
import type { ExchangeFacts, OpenExchange } from '#app/ports/provider-transport.ts';
import type { UnsplashAccess } from './access.ts';

export interface UnsplashDeps {
  readonly access: UnsplashAccess;
  readonly openExchange: OpenExchange;
  readonly clock: Pick<Clock, 'now'>;
}

/** What people call it. */
export const UNSPLASH = 'Unsplash';
const MAX_JSON_BYTES = 2 * 1024 * 1024;
const MAX_PICTURE_BYTES = 12 * 1024 * 1024;

/** One GET of the API, and one of its picture host. */
export interface UnsplashApi {
  getJson<T>(url: string, schema: z.ZodType<T>, options: InspirationOptions): Promise<Result<T>>;
  getPicture(
    url: string,
    options: InspirationOptions,
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly contentType: string }>>;
}

/**
 * Keeps the hourly limit: when the last reply said that no request is left, nobody asks before the next hour. Pictures do not
 * count and are fetched without the key (https://unsplash.com/documentation#rate-limiting).
 */
export const makeUnsplashApi = ({ access, openExchange, clock }: UnsplashDeps): UnsplashApi => {
  let emptyUntil = 0;

  const fetchWhole = async (
    url: string,
    headers: Readonly<Record<string, string>>,
    maxReplyBytes: number,
    { signal, timeoutMs }: InspirationOptions,
  ): Promise<Result<{ readonly facts: ExchangeFacts; readonly bytes: Uint8Array }>> => {
    const exchange = openExchange({ signal, timeoutMs, maxReplyBytes });
    try {
      const response = await exchange.fetch(url, { headers });
      return ok({ facts: exchange.facts(), bytes: new Uint8Array(await response.arrayBuffer()) });
    } catch (error) {
      const facts = exchange.facts();
      if (facts.asked === 0 || facts.end === 'complete') throw error;
      return err(withoutReply(facts));
    }
  };

  return {
    async getJson(url, schema, options) {
      const wait = emptyUntil - clock.now().getTime();
      if (wait > 0) return err(providerFailure('provider-throttled', UNSPLASH, { retryAfterMs: wait }));
      const headers = { authorization: `Client-ID ${access.accessKey}`, 'accept-version': 'v1' };
      const whole = await fetchWhole(url, headers, MAX_JSON_BYTES, options);
      if (!whole.ok) return whole;
      const { facts } = whole.value;
      const now = clock.now();
      if (facts.headers.get('x-ratelimit-remaining') === '0')
        emptyUntil = now.getTime() + untilNextHourMs(now);
      const wrong = failureOf(facts, now);
      if (wrong) return err(wrong);
      const parsed = schema.safeParse(jsonOf(facts.body));
      return parsed.success ? ok(parsed.data) : err(providerFailure('provider-bad-reply', UNSPLASH));
    },
    async getPicture(url, options) {
      const whole = await fetchWhole(url, {}, MAX_PICTURE_BYTES, options);
      if (!whole.ok) return whole;
      const { facts, bytes } = whole.value;
      const wrong = failureOf(facts, clock.now());
      if (wrong) return err(wrong);
      const contentType = (facts.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
      return ok({ bytes, contentType });
    },
  };
};

const withoutReply = (facts: ExchangeFacts): Failure => {
  if (facts.aborted) return failure('cancelled', `The call to ${UNSPLASH} was stopped.`);
  if (facts.end === 'too-large') {
    return failure(
      'payload-too-large',
      `The picture of ${UNSPLASH} is too large to be looked at. Choose another one.`,
    );
  }
  return providerFailure('provider-unavailable', UNSPLASH);
};

/** https://unsplash.com/documentation#error-messages; the rate limit is a 403 in plain text, unlike every other. */
const failureOf = ({ status, body, headers }: ExchangeFacts, now: Date): Failure | null => {
  if (status === null || (status >= 200 && status <= 299)) return null;
  if (status === 429 || (status === 403 && /rate limit/i.test(body))) {
    const wait = retryAfterMs(headers.get('retry-after'), now) ?? untilNextHourMs(now);
    return providerFailure('provider-throttled', UNSPLASH, { retryAfterMs: wait });
  }
  if (status === 401 || status === 403) return providerFailure('provider-unauthorized', UNSPLASH);
  if (status === 404) return failure('not-found', `${UNSPLASH} has no such picture any more.`);
  return status >= 500
    ? providerFailure('provider-unavailable', UNSPLASH, { details: { status } })
    : providerFailure('provider-bad-reply', UNSPLASH, { details: { status } });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
