import { Agent, type Dispatcher, errors, request } from 'undici';
import { type Failure, failure } from '#app/domain/failure.ts';
import { MAX_SOURCE_BYTES } from '#app/domain/imaging/source-image.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { FetchedSource, SourceFetcher } from '#app/ports/source-fetcher.ts';
import { checkUrl } from './check-url.ts';
import { ForbiddenAddressError, type Lookup } from './public-address.ts';
import { publicConnector } from './public-connector.ts';

export interface SsrfSafeFetcherOptions {
  /** Origins (`http://127.0.0.1:4040`) that may be private: the stand-ins on this machine, in sandbox mode only. */
  readonly allowOrigins?: readonly string[];
  /** Origins whose certificate nobody has signed, named by the operator. */
  readonly selfSignedOrigins?: readonly string[];
  /** Largest body, bytes. */
  readonly maxBytes?: number;
  /** For the whole fetch, redirects and body included, milliseconds. */
  readonly timeoutMs?: number;
  readonly maxRedirects?: number;
  /** How names are resolved; the system's way when not given. */
  readonly lookup?: Lookup;
  readonly userAgent?: string;
}

export interface ClosableSourceFetcher extends SourceFetcher {
  close(): Promise<void>;
}

/** Milliseconds of a Retry-After (RFC 9110 10.2.3: seconds or a date), at most an hour. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | undefined => {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(ms) ? Math.min(3_600_000, Math.max(0, ms)) : undefined;
};

const one = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

const failureOfStatus = (status: number, headers: Record<string, string | string[] | undefined>): Failure => {
  const wait = retryAfterMs(one(headers['retry-after']), Date.now());
  const details = { status };
  if (status === 429) {
    return failure('rate-limited', 'The server of the picture asks us to wait.', {
      retryAfterMs: wait ?? 10_000,
      details,
    });
  }
  if (status === 404 || status === 410) {
    return failure('image-missing', 'The picture is no longer at its address.', { details });
  }
  return failure('fetch-failed', `The server of the picture answered with an error (${status}).`, {
    details,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
};

const chain = (e: unknown): unknown[] => (e instanceof Error ? [e, ...chain(e.cause)] : [e]);

const failureOfError = (e: unknown, caller: AbortSignal | undefined, timeout: AbortSignal): Failure => {
  if (chain(e).some((x) => x instanceof ForbiddenAddressError)) {
    return failure('url-forbidden', 'The address of the picture is inside a private network.', {
      field: 'url',
    });
  }
  if (caller?.aborted) return failure('cancelled', 'Fetching the picture was stopped.');
  const timedOut =
    timeout.aborted ||
    e instanceof errors.ConnectTimeoutError ||
    e instanceof errors.HeadersTimeoutError ||
    e instanceof errors.BodyTimeoutError;
  if (timedOut) return failure('fetch-timeout', 'The server of the picture took too long to answer.');
  const code = e instanceof Error && 'code' in e ? String(e.code) : 'unknown';
  return failure('fetch-failed', 'The picture could not be fetched from its address.', { details: { code } });
};

/** The one fetcher for addresses that others chose: see `SourceFetcher`. */
export const makeSsrfSafeFetcher = (options: SsrfSafeFetcherOptions = {}): ClosableSourceFetcher => {
  const { maxBytes = MAX_SOURCE_BYTES, timeoutMs = 30_000, maxRedirects = 3 } = options;
  const userAgent = options.userAgent ?? 'Softbox/0.1 (product pictures)';
  const allowed = new Set(options.allowOrigins ?? []);
  const guarded = new Agent({ connect: publicConnector(options.lookup), connections: 16 });
  const unsigned = new Set(options.selfSignedOrigins ?? []);
  const trusting =
    unsigned.size > 0
      ? new Agent({
          connections: 16,
          connect: publicConnector(options.lookup, { rejectUnauthorized: false }),
        })
      : null;
  const localTrusting =
    unsigned.size > 0 ? new Agent({ connections: 16, connect: { rejectUnauthorized: false } }) : null;
  const local = allowed.size > 0 ? new Agent({ connections: 16, connect: { timeout: 10_000 } }) : null;

  const dispatcherOf = (origin: string): Agent => {
    const isUnsigned = unsigned.has(origin);
    return allowed.has(origin)
      ? ((isUnsigned ? localTrusting : local) ?? guarded)
      : ((isUnsigned ? trusting : null) ?? guarded);
  };

  const tooLarge = () =>
    err(
      failure('payload-too-large', `The picture is larger than ${Math.floor(maxBytes / 1_048_576)} MB.`, {
        details: { maxBytes },
      }),
    );

  const readBody = async (response: Dispatcher.ResponseData): Promise<Result<Uint8Array>> => {
    const declared = Number(one(response.headers['content-length']) ?? 0);
    if (declared > maxBytes) {
      response.body.destroy();
      return tooLarge();
    }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      size += chunk.length;
      // leaving the loop destroys the stream and with it the connection
      if (size > maxBytes) return tooLarge();
      chunks.push(chunk);
    }
    return ok(Buffer.concat(chunks));
  };

  /** One request; a redirect comes back as the next URL. */
  const hop = async (url: URL, signal: AbortSignal): Promise<Result<FetchedSource | { next: string }>> => {
    const response = await request(url, {
      method: 'GET',
      dispatcher: dispatcherOf(url.origin),
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: { accept: 'image/*', 'accept-encoding': 'identity', 'user-agent': userAgent },
    });
    const { statusCode: status, headers } = response;
    const location = one(headers.location);
    if (status !== 200) {
      response.body.on('error', () => {}).destroy();
      if (status >= 300 && status < 400 && location) return ok({ next: location });
      return err(failureOfStatus(status, headers));
    }
    const encoding = one(headers['content-encoding']) ?? 'identity';
    if (encoding !== 'identity') {
      response.body.on('error', () => {}).destroy();
      return err(failure('fetch-failed', 'The server sent the picture compressed, unasked.', {}));
    }
    const body = await readBody(response);
    if (!body.ok) return body;
    const contentType = one(headers['content-type'])?.split(';')[0]?.trim().toLowerCase() || null;
    return ok({ bytes: body.value, contentType, url: url.href });
  };

  const follow = async (first: string, signal: AbortSignal): Promise<Result<FetchedSource>> => {
    let checked = checkUrl(first, null, allowed);
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      if (!checked.ok) return checked;
      const url = checked.value;
      const answer = await hop(url, signal);
      if (!answer.ok) return answer;
      if ('bytes' in answer.value) return ok(answer.value);
      checked = checkUrl(answer.value.next, url, allowed);
    }
    return err(
      failure('fetch-failed', `The address of the picture redirects more than ${maxRedirects} times.`),
    );
  };

  return {
    async fetch(url, { signal: caller } = {}) {
      const timeout = AbortSignal.timeout(timeoutMs);
      try {
        return await follow(url, caller ? AbortSignal.any([caller, timeout]) : timeout);
      } catch (e) {
        return err(failureOfError(e, caller, timeout));
      }
    },
    async close() {
      await Promise.all([guarded.destroy(), local?.destroy(), trusting?.destroy(), localTrusting?.destroy()]);
    },
  };
};
