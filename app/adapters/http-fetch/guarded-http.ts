import { Agent, type Dispatcher, errors, request, FormData as UndiciForm } from 'undici';
import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { GuardedHttp, GuardedReply, GuardedRequest } from '#app/ports/guarded-http.ts';
import { checkUrl } from './check-url.ts';
import { ForbiddenAddressError, type Lookup } from './public-address.ts';
import { publicConnector } from './public-connector.ts';

export interface GuardedHttpOptions {
  /** Origins that may be private: stand-ins and trial sites on this machine, named by the operator. */
  readonly allowOrigins?: readonly string[];
  /** Origins whose certificate nobody has signed, named by the operator. */
  readonly selfSignedOrigins?: readonly string[];
  readonly lookup?: Lookup;
  readonly userAgent?: string;
}

export interface ClosableGuardedHttp extends GuardedHttp {
  close(): Promise<void>;
}

const CONNECT_MS = 10_000;

/** The dispatcher of an origin: guarded or, where the operator says so, private or with an unsigned certificate. */
const makeDispatchers = (options: GuardedHttpOptions) => {
  const isPrivate = new Set(options.allowOrigins ?? []);
  const isUnsigned = new Set(options.selfSignedOrigins ?? []);
  const open = new Map<string, Agent>();
  const dispatcherOf = (origin: string): Dispatcher => {
    const unsigned = isUnsigned.has(origin);
    const allowed = isPrivate.has(origin);
    const name = `${unsigned} ${allowed}`;
    const tls = unsigned ? { rejectUnauthorized: false } : {};
    const made =
      open.get(name) ??
      new Agent({
        connections: 8,
        connect: allowed ? { timeout: CONNECT_MS, ...tls } : publicConnector(options.lookup, tls),
      });
    open.set(name, made);
    return made;
  };
  return {
    isPrivate,
    dispatcherOf,
    close: async () => {
      await Promise.all([...open.values()].map((agent) => agent.destroy()));
    },
  };
};

/** See `GuardedHttp`. */
export const makeGuardedHttp = (options: GuardedHttpOptions = {}): ClosableGuardedHttp => {
  const dispatchers = makeDispatchers(options);
  const userAgent = options.userAgent ?? 'Softbox/0.1';

  const exchange = async (
    asked: GuardedRequest,
    url: URL,
    signal: AbortSignal,
  ): Promise<Result<GuardedReply>> => {
    const response = await request(url, {
      method: asked.method,
      dispatcher: dispatchers.dispatcherOf(url.origin),
      signal,
      headersTimeout: asked.timeoutMs,
      bodyTimeout: asked.timeoutMs,
      headers: { 'accept-encoding': 'identity', 'user-agent': userAgent, ...asked.headers },
      ...(asked.body === undefined ? {} : { body: toBody(asked.body) }),
    });
    const body = await readCapped(response, asked.maxBytes);
    if (!body.ok) return body;
    return ok({ status: response.statusCode, headers: toHeaders(response.headers), body: body.value });
  };

  return {
    async send(asked, { signal: caller } = {}) {
      const checked = checkUrl(asked.url, null, dispatchers.isPrivate);
      if (!checked.ok) return err(forbidden());
      if (caller?.aborted) return err(failure('cancelled', 'The call was stopped.'));
      const timeout = AbortSignal.timeout(asked.timeoutMs);
      try {
        return await exchange(asked, checked.value, caller ? AbortSignal.any([caller, timeout]) : timeout);
      } catch (error) {
        return err(failureOf(error, caller, timeout));
      }
    },
    close: dispatchers.close,
  };
};

/** A form of the platform's kind becomes one of undici's, which its `request` knows how to stream. */
const toBody = (body: string | FormData): string | UndiciForm => {
  if (typeof body === 'string') return body;
  const form = new UndiciForm();
  for (const [name, value] of body) form.append(name, value);
  return form;
};

const toHeaders = (headers: Dispatcher.ResponseData['headers']): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(headers).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name.toLowerCase(), first] as const];
    }),
  );

const readCapped = async (
  response: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<Result<Uint8Array>> => {
  const tooLarge = () =>
    err(failure('payload-too-large', 'The server sent more than is taken.', { details: { maxBytes } }));
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.body.on('error', () => {}).destroy();
    return tooLarge();
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response.body as AsyncIterable<Buffer>) {
    size += part.length;
    // leaving the loop destroys the stream and with it the connection
    if (size > maxBytes) return tooLarge();
    parts.push(part);
  }
  return ok(Buffer.concat(parts));
};

const forbidden = (): Failure =>
  failure('url-forbidden', 'This address is inside a private network, or not one of a website.', {
    field: 'url',
  });

const chain = (error: unknown): unknown[] =>
  error instanceof Error ? [error, ...chain(error.cause)] : [error];

/** The error itself stays here: it may quote addresses with secrets in them. */
const failureOf = (error: unknown, caller: AbortSignal | undefined, timeout: AbortSignal): Failure => {
  if (chain(error).some((one) => one instanceof ForbiddenAddressError)) return forbidden();
  if (caller?.aborted) return failure('cancelled', 'The call was stopped.');
  const timedOut =
    timeout.aborted ||
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError;
  if (timedOut) return failure('fetch-timeout', 'The server took too long to answer.');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return failure('fetch-failed', 'The server cannot be reached.', { details: { code } });
};
