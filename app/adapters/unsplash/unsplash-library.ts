import type { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { retryAfterMs, untilNextHourMs } from '#app/domain/providers/retry-after.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { InspirationLibrary, InspirationOptions } from '#app/ports/inspiration-library.ts';
import type { ExchangeFacts, OpenExchange } from '#app/ports/provider-transport.ts';
import type { UnsplashAccess } from './access.ts';
import { makeKeptReplies } from './kept-replies.ts';
import {
  downloadSchema,
  isOfUnsplash,
  photoSchema,
  pictureOf,
  searchSchema,
  type UnsplashPhoto,
} from './read-photo.ts';

export interface UnsplashDeps {
  readonly access: UnsplashAccess;
  readonly openExchange: OpenExchange;
  readonly clock: Pick<Clock, 'now'>;
}

const NAME = 'Unsplash';
const MAX_JSON_BYTES = 2 * 1024 * 1024;
const MAX_PICTURE_BYTES = 12 * 1024 * 1024;
/** The API's own limit (https://unsplash.com/documentation#search-photos). */
const MAX_PER_PAGE = 30;
const KEEP_MS = 30 * 60_000;

/**
 * Unsplash by its rules (https://help.unsplash.com/en/articles/2511245-unsplash-api-guidelines): previews are hotlinked, the
 * author is named with a link, a use is told to `download_location`, and the hourly limit (50 in demo mode) is kept: when the
 * last reply said that none is left, nobody asks before the next hour.
 */
export const makeUnsplashLibrary = (deps: UnsplashDeps): InspirationLibrary => {
  const { access, clock } = deps;
  const origin = access.sandboxOrigin ?? 'https://api.unsplash.com';
  const now = () => clock.now();
  const searches = makeKeptReplies<z.infer<typeof searchSchema>>({ maxEntries: 200, keepMs: KEEP_MS, now });
  const photos = makeKeptReplies<UnsplashPhoto>({ maxEntries: 2_000, keepMs: KEEP_MS, now });
  let emptyUntil = 0;

  const fetchWhole = async (
    url: string,
    headers: Readonly<Record<string, string>>,
    maxReplyBytes: number,
    { signal, timeoutMs }: InspirationOptions,
  ): Promise<Result<{ readonly facts: ExchangeFacts; readonly bytes: Uint8Array }>> => {
    const exchange = deps.openExchange({ signal, timeoutMs, maxReplyBytes });
    try {
      const response = await exchange.fetch(url, { headers });
      return ok({ facts: exchange.facts(), bytes: new Uint8Array(await response.arrayBuffer()) });
    } catch (error) {
      const facts = exchange.facts();
      if (!facts.called || facts.end === 'complete') throw error;
      return err(withoutReply(facts));
    }
  };

  const getJson = async <T>(
    url: string,
    schema: z.ZodType<T>,
    options: InspirationOptions,
  ): Promise<Result<T>> => {
    const wait = emptyUntil - now().getTime();
    if (wait > 0) return err(providerFailure('provider-throttled', NAME, { retryAfterMs: wait }));
    const headers = { authorization: `Client-ID ${access.accessKey}`, 'accept-version': 'v1' };
    const whole = await fetchWhole(url, headers, MAX_JSON_BYTES, options);
    if (!whole.ok) return whole;
    const { facts } = whole.value;
    if (facts.headers.get('x-ratelimit-remaining') === '0') {
      emptyUntil = now().getTime() + untilNextHourMs(now());
    }
    const wrong = failureOf(facts, now());
    if (wrong) return err(wrong);
    const parsed = schema.safeParse(jsonOf(facts.body)).data;
    return parsed === undefined ? err(providerFailure('provider-bad-reply', NAME)) : ok(parsed);
  };

  const getPhoto = async (id: string, options: InspirationOptions): Promise<Result<UnsplashPhoto>> => {
    const kept = photos.get(id);
    if (kept) return ok(kept);
    const photo = await getJson(`${origin}/photos/${encodeURIComponent(id)}`, photoSchema, options);
    if (photo.ok) photos.put(id, photo.value);
    return photo;
  };

  return {
    kind: 'unsplash',
    displayName: access.sandboxOrigin === null ? NAME : `${NAME} (stand-in)`,
    async search({ text, page, perPage }, options) {
      const query = text.trim();
      if (query === '') return err(failure('invalid-input', 'Say what to look for.', { field: 'text' }));
      const fields = {
        query,
        page: String(Math.max(1, Math.trunc(page))),
        per_page: String(Math.min(MAX_PER_PAGE, Math.max(1, Math.trunc(perPage)))),
        content_filter: 'high',
      };
      const url = `${origin}/search/photos?${new URLSearchParams(fields)}`;
      const kept = searches.get(url);
      const found = kept ? ok(kept) : await getJson(url, searchSchema, options);
      if (!found.ok) return found;
      if (!kept) searches.put(url, found.value);
      for (const photo of found.value.results) photos.put(photo.id, photo);
      const { total, total_pages, results } = found.value;
      const at = Number(fields.page);
      return ok({
        pictures: results.map((photo) => pictureOf(photo, access)),
        total,
        nextPage: at < total_pages ? at + 1 : null,
      });
    },
    async get(id, options) {
      const photo = await getPhoto(id, options);
      return photo.ok ? ok(pictureOf(photo.value, access)) : photo;
    },
    async use(id, options) {
      const photo = await getPhoto(id, options);
      if (!photo.ok) return photo;
      const { links, urls } = photo.value;
      if (!isOfUnsplash(links.download_location, access) || !isOfUnsplash(urls.regular, access)) {
        return err(providerFailure('provider-bad-reply', NAME));
      }
      const told = await getJson(links.download_location, downloadSchema, options);
      if (!told.ok) return told;
      const whole = await fetchWhole(urls.regular, {}, MAX_PICTURE_BYTES, options);
      if (!whole.ok) return whole;
      const { facts, bytes } = whole.value;
      const wrong = failureOf(facts, now());
      if (wrong) return err(wrong);
      const contentType = (facts.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
      return ok({ picture: pictureOf(photo.value, access), bytes, contentType });
    },
  };
};

const withoutReply = (facts: ExchangeFacts): Failure => {
  if (facts.aborted) return failure('cancelled', `The call to ${NAME} was stopped.`);
  if (facts.end === 'too-large') {
    return failure(
      'payload-too-large',
      `The picture of ${NAME} is too large to be looked at. Choose another one.`,
    );
  }
  return providerFailure('provider-unavailable', NAME);
};

/** https://unsplash.com/documentation#error-messages; the rate limit is a 403 in plain text, unlike every other. */
const failureOf = ({ status, body, headers }: ExchangeFacts, now: Date): Failure | null => {
  if (status === null || (status >= 200 && status <= 299)) return null;
  if (status === 429 || (status === 403 && /rate limit/i.test(body))) {
    const wait = retryAfterMs(headers.get('retry-after'), now) ?? untilNextHourMs(now);
    return providerFailure('provider-throttled', NAME, { retryAfterMs: wait });
  }
  if (status === 401 || status === 403) return providerFailure('provider-unauthorized', NAME);
  if (status === 404) return failure('not-found', `${NAME} has no such picture any more.`);
  return status >= 500
    ? providerFailure('provider-unavailable', NAME, { details: { status } })
    : providerFailure('provider-bad-reply', NAME, { details: { status } });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
