import type { IncomingMessage } from 'node:http';
import type { User } from '../login/users.ts';
import type { KeyRow } from '../state/types.ts';
import type { World } from '../world.ts';
import { invalidParam, type WpError } from './wp-error.ts';

/** A REST request after routing and authentication. */
export type RestRequest = {
  /** The overriding one, where `_method` or its header says so. */
  readonly method: string;
  /** `/wc/v3/products/12` */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly key: KeyRow | null;
  /** Who is logged in, with a good nonce. */
  readonly user: User | null;
  /** Only of a body that is not a form: uploads are read as they come. */
  readonly body: Buffer;
  /** Query parameters and members of a JSON body, the latter winning, as WordPress merges them. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly raw: IncomingMessage;
};

export type RestReply = {
  readonly status: number;
  /** Sent as JSON; bytes are sent as they are, by the type that the headers give. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type RestRoute = {
  readonly method: 'GET' | 'POST' | 'EDIT' | 'DELETE' | 'ANY';
  /** Matches the whole route; its groups are handed to `run`. */
  readonly path: RegExp;
  /** A key (or somebody who may manage the shop), anybody, or why this request is refused. */
  readonly access: 'key' | 'public' | ((request: RestRequest, ids: readonly string[]) => WpError | null);
  /** Throws on arguments of the wrong form: WordPress looks at them before it asks who may. */
  check?(request: RestRequest): void;
  run(world: World, request: RestRequest, ids: readonly string[]): RestReply | Promise<RestReply>;
};

export const reply = (body: unknown, status = 200, headers: Record<string, string> = {}): RestReply => ({
  status,
  body,
  headers,
});

/** A whole number of a query, within its bounds, as WordPress's schema validation has it. */
export function intParam(
  request: RestRequest,
  name: string,
  fallback: number,
  bounds: { min: number; max: number },
): number {
  const given = request.params[name];
  if (given === undefined || given === '') return fallback;
  const value = Number(given);
  if (!Number.isInteger(value)) throw invalidParam(name, `${name} is not of type integer.`);
  if (value < bounds.min || value > bounds.max)
    throw invalidParam(name, `${name} must be between ${bounds.min} and ${bounds.max} (inclusive)`);
  return value;
}

export function enumParam<const T extends string>(
  request: RestRequest,
  name: string,
  fallback: T,
  values: readonly T[],
): T {
  const given = request.params[name];
  if (given === undefined) return fallback;
  const found = values.find((value) => value === given);
  if (!found) throw invalidParam(name, `${name} is not one of ${values.join(', ')}.`);
  return found;
}

export const boolParam = (request: RestRequest, name: string): boolean =>
  ['true', '1', true, 1].includes(request.params[name] as string);

/** `include=1,2` or `include[]=1&include[]=2`. */
export function idsParam(request: RestRequest, name: string): number[] | null {
  const given = request.params[name];
  if (given === undefined) return null;
  const list = Array.isArray(given) ? given : String(given).split(',');
  return list.map((item) => {
    if (!/^\d+$/.test(String(item).trim())) throw invalidParam(name, `${name} is not a list of integers.`);
    return Number(item);
  });
}

/** One page of rows, with WordPress's headers about it. */
export function paged<Row>(
  world: World,
  request: RestRequest,
  rows: readonly Row[],
  show: (row: Row) => Record<string, unknown>,
): RestReply {
  const perPage = intParam(request, 'per_page', 10, { min: 1, max: 100 });
  const page = intParam(request, 'page', 1, { min: 1, max: Number.MAX_SAFE_INTEGER });
  const offset = intParam(request, 'offset', -1, { min: 0, max: Number.MAX_SAFE_INTEGER });
  const from = offset >= 0 ? offset : (page - 1) * perPage;
  const pages = Math.ceil(rows.length / perPage);
  const fields = request.query.get('_fields')?.split(',');
  const linkTo = (to: number, rel: string) => {
    const url = new URL(`${world.restUrl()}${request.route.slice(1)}`);
    for (const [name, value] of request.query) if (name !== 'page') url.searchParams.append(name, value);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [linkTo(Math.min(page - 1, Math.max(1, pages)), 'prev')] : []),
    ...(page < pages ? [linkTo(page + 1, 'next')] : []),
  ];
  const body = rows.slice(from, from + perPage).map((row) => {
    const shown = show(row);
    return fields
      ? Object.fromEntries(Object.entries(shown).filter(([name]) => fields.includes(name)))
      : shown;
  });
  return reply(body, 200, {
    'X-WP-Total': String(rows.length),
    'X-WP-TotalPages': String(pages),
    ...(links.length > 0 ? { Link: links.join(', ') } : {}),
  });
}
