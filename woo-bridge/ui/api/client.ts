import apiFetch from '@wordpress/api-fetch';
import type { paths } from '../../.cache/api.d.ts';

/**
 * Calls the job API through this site: WordPress adds the nonce, PHP signs. Paths, parameters and answers are typed by the
 * OpenAPI document, so a change there that this code does not follow fails the build.
 */
type Below<P> = P extends `/api/v1${infer Rest}` ? Rest : never;
type Operation<P extends string, M extends string> = `/api/v1${P}` extends keyof paths
  ? M extends keyof paths[`/api/v1${P}`]
    ? paths[`/api/v1${P}`][M]
    : never
  : never;
type PathsWith<M extends string> = {
  [P in Below<keyof paths>]: Operation<P, M> extends { responses: unknown } ? P : never;
}[Below<keyof paths>];

type Json<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
/** An answer without content (204) comes as null. */
type Good<O> = O extends { responses: infer R }
  ? Json<R[Extract<keyof R, 200 | 201 | 202>]> | (204 extends keyof R ? null : never)
  : never;
type Params<O> = O extends { parameters: { path: infer P } }
  ? { readonly params: P }
  : { readonly params?: undefined };
type Query<O> = O extends { parameters: { query?: infer Q } }
  ? { readonly query?: Q }
  : { readonly query?: undefined };
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } }
  ? { readonly body: B }
  : { readonly body?: undefined };

interface Extra {
  readonly signal?: AbortSignal;
  /** A repeat with the same key, of a write that arrived, does nothing again. */
  readonly idempotencyKey?: string;
}
type Options<O> = Params<O> & Query<O> & Body<O> & Extra;
type LooseOptions = Extra & {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
};

export const API = '/softbox/v1/api';

/** The path of a call below WordPress's REST root. */
export const pathOf = (template: string, options: LooseOptions): string => {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `${API}${path}${text === '' ? '' : `?${text}`}`;
};

const call = <T>(method: string, template: string, options: LooseOptions): Promise<T> =>
  apiFetch<T>({
    path: pathOf(template, options),
    method,
    ...(options.body === undefined ? {} : { data: options.body }),
    ...(options.signal ? { signal: options.signal } : {}),
    headers: options.idempotencyKey ? { 'Idempotency-Key': options.idempotencyKey } : {},
  });

export const api = {
  get: <P extends PathsWith<'get'>>(path: P, options: Options<Operation<P, 'get'>>) =>
    call<Good<Operation<P, 'get'>>>('GET', path, options as LooseOptions),
  post: <P extends PathsWith<'post'>>(path: P, options: Options<Operation<P, 'post'>>) =>
    call<Good<Operation<P, 'post'>>>('POST', path, options as LooseOptions),
  put: <P extends PathsWith<'put'>>(path: P, options: Options<Operation<P, 'put'>>) =>
    call<Good<Operation<P, 'put'>>>('PUT', path, options as LooseOptions),
  delete: <P extends PathsWith<'delete'>>(path: P, options: Options<Operation<P, 'delete'>>) =>
    call<Good<Operation<P, 'delete'>>>('DELETE', path, options as LooseOptions),
};

/** The routes of the plugin itself. */
export const site = {
  get: <T>(path: string) => apiFetch<T>({ path: `/softbox/v1${path}` }),
  post: <T>(path: string, data: unknown = {}) =>
    apiFetch<T>({ path: `/softbox/v1${path}`, method: 'POST', data }),
};

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly status: number | null;
  readonly field: string | null;
}

/** What api-fetch threw, whatever it was, in words for the person. */
export const failureOf = (error: unknown): Failure => {
  const thrown = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    message?: unknown;
    data?: { status?: unknown; field?: unknown };
  };
  return {
    code: typeof thrown.code === 'string' ? thrown.code : 'unknown',
    message: typeof thrown.message === 'string' && thrown.message !== '' ? thrown.message : String(error),
    status: typeof thrown.data?.status === 'number' ? thrown.data.status : null,
    field: typeof thrown.data?.field === 'string' ? thrown.data.field : null,
  };
};

/** A picture of ours as an object URL: the request needs the nonce, which never stands in an address. */
export const fetchPicture = async (
  path: string,
  options: { readonly signal: AbortSignal; readonly method?: 'POST'; readonly data?: unknown },
): Promise<string> => {
  try {
    const response = (await apiFetch({
      path: `${API}${path}`,
      parse: false,
      signal: options.signal,
      ...(options.method ? { method: options.method, data: options.data } : {}),
    })) as Response;
    return URL.createObjectURL(await response.blob());
  } catch (error) {
    // with `parse: false` an answer that is no success is thrown as it came
    if (error instanceof Response)
      throw await error.json().catch(() => ({ message: `HTTP ${error.status}` }));
    throw error;
  }
};
