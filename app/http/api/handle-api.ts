import { err, ok, type Result } from '#app/domain/result.ts';
import type { Log } from '#app/ports/log.ts';
import type { RateLimiter } from '#app/ports/rate-limiter.ts';
import { type AuthDeps, authenticate, type Caller, refuseCredentialsInUrl } from '../authenticate.ts';
import { fingerprintOf, idempotencyKeyOf } from '../idempotency.ts';
import { type Refusal, refusal } from '../problem.ts';
import { parseJson, readBody } from '../read-body.ts';
import { queryObject, validate } from '../validate.ts';
import type { Call, Endpoint, RawBodySpec } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { problemResponse } from './respond.ts';
import { makeRouteTable } from './route-table.ts';
import { type RunDeps, runEndpoint } from './run-endpoint.ts';
import type { ApiServices } from './services.ts';

export const API_ROOT = '/api/v1';

/** Everything the API needs; the composition root makes one. */
export interface ApiDeps extends RunDeps {
  readonly auth: AuthDeps;
  readonly rateLimiter: RateLimiter;
  readonly log: Log;
}

type FindRoute = ReturnType<typeof makeRouteTable>;
const findRoute = makeRouteTable(ENDPOINTS);

/**
 * Answers one request below `/api/v1`: path, credentials in the URL, caller, allowance, input, then the endpoint. Every
 * answer is JSON, a problem, or what a `raw` endpoint makes; nothing is thrown.
 */
export const handleApi = async (
  request: Request,
  deps: ApiDeps,
  find: FindRoute = findRoute,
): Promise<Response> => {
  const url = new URL(request.url);
  const path = url.pathname;
  try {
    const response = await answer(request, url, find(request.method, path.slice(API_ROOT.length)), deps);
    return request.method === 'HEAD' ? await withoutBody(response) : response;
  } catch (error) {
    // a bug of ours: the log gets the cause, the caller only that it was not his fault
    deps.log.error({ err: error, method: request.method, path }, 'api request failed');
    return problemResponse(refusal('internal', 'Something went wrong on our side; try again later.'), path);
  }
};

const withoutBody = async (response: Response): Promise<Response> => {
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
};

const answer = async (
  request: Request,
  url: URL,
  match: ReturnType<FindRoute>,
  deps: ApiDeps,
): Promise<Response> => {
  const refuse = (refused: Refusal) => problemResponse(refused, url.pathname);
  const clean = refuseCredentialsInUrl(url.searchParams);
  if (!clean.ok) return refuse(clean.error);
  if (match.kind === 'no-such-path')
    return refuse(refusal('not-found', 'There is nothing at this path; see docs/api for what there is.'));
  if (match.kind === 'no-such-method') {
    const Allow = match.allow.join(', ');
    return refuse(
      refusal('method-not-allowed', `${request.method} does nothing here; use ${Allow}.`, {
        headers: { Allow },
      }),
    );
  }
  const body = onceBody(request, match.endpoint.rawBody?.maxBytes);
  const caller = await authenticate(
    request.headers.get('Authorization'),
    async () => {
      const bytes = await body();
      return bytes.ok
        ? ok({ method: request.method, path: url.pathname, query: url.search.slice(1), body: bytes.value })
        : bytes;
    },
    deps.auth,
  );
  if (!caller.ok) return refuse(caller.error);
  const rate = await deps.rateLimiter.take(`${caller.value.storeId} ${caller.value.actor}`);
  if (!rate.allowed) {
    return refuse(
      refusal('rate-limited', 'Too many requests; wait as long as Retry-After says.', {
        retryAfterMs: rate.retryAfterMs,
      }),
    );
  }
  const parsed = await parseCall(request, url, match, {
    caller: caller.value,
    readBytes: body,
    services: deps.services,
  });
  if (!parsed.ok) return refuse(parsed.error);
  const { call, fingerprint } = parsed.value;
  return runEndpoint(match.endpoint, call, { path: url.pathname, fingerprint }, deps);
};

/** Reads the body at most once, whoever asks first. */
const onceBody = (request: Request, cap: number | undefined) => {
  let read: Promise<Result<Uint8Array, Refusal>> | undefined;
  return () => {
    read ??= readBody(request, cap);
    return read;
  };
};

interface ParsedCall {
  readonly call: Call<unknown, unknown, unknown>;
  readonly fingerprint: string;
}

const parseCall = async (
  request: Request,
  url: URL,
  match: { readonly endpoint: Endpoint; readonly params: Record<string, string> },
  {
    caller,
    readBytes,
    services,
  }: {
    readonly caller: Caller;
    readonly readBytes: () => Promise<Result<Uint8Array, Refusal>>;
    readonly services: ApiServices;
  },
): Promise<Result<ParsedCall, Refusal>> => {
  const { endpoint } = match;
  const params = endpoint.params?.safeParse(match.params);
  // an id that cannot be one of ours is an id we do not have
  if (params && !params.success) return err(refusal('not-found', 'There is nothing with this id.'));
  const query = parseQuery(url.searchParams, endpoint);
  if (!query.ok) return query;
  const bytes = await readBytes();
  if (!bytes.ok) return bytes;
  const body = parseBody(bytes.value, request.headers.get('Content-Type'), { endpoint, services });
  if (!body.ok) return body;
  const key = endpoint.method === 'GET' ? ok(null) : idempotencyKeyOf(request.headers);
  if (!key.ok) return key;
  return ok({
    fingerprint: fingerprintOf(endpoint.method, url, bytes.value),
    call: {
      caller,
      params: params?.data,
      query: query.value,
      body: body.value,
      bytes: bytes.value,
      headers: request.headers,
      idempotencyKey: key.value,
      signal: request.signal,
    },
  });
};

const parseQuery = (query: URLSearchParams, endpoint: Endpoint): Result<unknown, Refusal> => {
  if (endpoint.query) return validate(queryObject(query), endpoint.query, 'query');
  const [name] = query.keys();
  if (name === undefined) return ok(undefined);
  return err(refusal('invalid-input', `There is no query parameter "${name}" here.`, { field: name }));
};

const parseBody = (
  bytes: Uint8Array,
  contentType: string | null,
  { endpoint, services }: { readonly endpoint: Endpoint; readonly services: ApiServices },
): Result<unknown, Refusal> => {
  if (endpoint.rawBody) return checkRawBody(bytes, contentType, endpoint.rawBody);
  if (!endpoint.body) {
    if (bytes.byteLength === 0) return ok(undefined);
    return err(refusal('invalid-input', 'This request takes no body.', { field: 'body' }));
  }
  const json = parseJson(bytes, contentType);
  if (!json.ok) return json;
  const given = endpoint.completeBody?.(json.value, services) ?? json.value;
  const explained = endpoint.explainBody?.(given);
  if (explained) return err(explained);
  return validate(given, endpoint.body, 'body');
};

const checkRawBody = (
  bytes: Uint8Array,
  contentType: string | null,
  spec: RawBodySpec,
): Result<undefined, Refusal> => {
  const taken: readonly string[] = [spec.contentType, ...(spec.alsoContentTypes ?? [])];
  if (!taken.includes((contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '')) {
    return err(
      refusal('unsupported-media-type', `Send the body as Content-Type: ${taken.join(' or ')}.`, {
        field: 'Content-Type',
        headers: { Accept: taken.join(', ') },
      }),
    );
  }
  if (bytes.byteLength > 0) return ok(undefined);
  return err(refusal('invalid-input', `This request needs a body: ${spec.description}.`, { field: 'body' }));
};
