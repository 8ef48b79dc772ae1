import { randomBytes } from 'node:crypto';
import { WpError } from '../rest/wp-error.ts';
import type { World } from '../world.ts';
import { pluginRow } from './row.ts';
import { authorizationOf } from './sign.ts';

/** What Softbox answered. */
export type SoftboxReply = {
  readonly status: number;
  /** Lower case, without its parameters. */
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly body: Buffer;
};

export const isGood = ({ status }: SoftboxReply): boolean => status >= 200 && status < 300;

/** The body's JSON object; null when it is none. */
export const jsonOf = ({ body }: SoftboxReply): Record<string, unknown> | null => {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
};

export const SHORT_MS = 10_000;

/** One call to Softbox: no redirect, a time limit. Throws what the plugin answers its browser when there is no reply. */
export async function sendToSoftbox(
  world: World,
  url: string,
  init: { method: string; body?: string | Uint8Array; headers?: Record<string, string> },
  timeoutMs = SHORT_MS,
): Promise<SoftboxReply> {
  const hasBody = init.body !== undefined && init.body.length > 0;
  try {
    const response = await world.callOut(url, {
      method: init.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...init.headers },
      ...(hasBody ? { body: init.body as string } : {}),
    });
    return {
      status: response.status,
      contentType: (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
      retryAfter: response.headers.get('retry-after'),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new WpError(
        'softbox_timeout',
        504,
        'Softbox takes longer than this site waits. Try again in a moment.',
      );
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WpError('softbox_unreachable', 502, `Softbox cannot be reached: ${why}`);
  }
}

export const notConnected = () =>
  new WpError('softbox_not_connected', 409, 'This site is not connected to Softbox.');

/** A signed call of the connected site. `path` is below the job API, or with `from: 'connect'` below the connect endpoints. */
export async function callSoftbox(
  world: World,
  call: {
    method: string;
    path: string;
    from?: 'api' | 'connect';
    query?: URLSearchParams;
    body?: string | Uint8Array;
    headers?: Record<string, string>;
    timeoutMs?: number;
  },
): Promise<SoftboxReply> {
  const { connection } = pluginRow(world);
  if (!connection || connection.home !== world.home()) throw notConnected();
  const base = call.from === 'connect' ? `${connection.softboxOrigin}/connect/woo` : connection.apiUrl;
  const url = new URL(`${base}${call.path}`);
  for (const [name, value] of call.query ?? []) url.searchParams.append(name, value);
  const { method, body = '' } = call;
  const authorization = authorizationOf({
    keyId: connection.keyId,
    secretHex: connection.secret,
    method,
    path: url.pathname,
    query: url.search.slice(1),
    body,
    timestamp: Math.floor(world.clock.now() / 1000),
    nonce: randomBytes(16).toString('hex'),
  });
  const headers = { ...call.headers, authorization };
  return sendToSoftbox(world, url.href, { method, body, headers }, call.timeoutMs);
}

/** What the plugin makes of Softbox's problem+json; the site's own 401 is not to look like the end of a login. */
export function problemOf(reply: SoftboxReply): WpError {
  const json = reply.contentType.includes('json') ? jsonOf(reply) : null;
  const kind = typeof json?.type === 'string' ? (json.type.split('/').at(-1) ?? '') : '';
  if (!json || !/^[a-z][a-z-]{0,60}$/.test(kind)) {
    const text = `Softbox did not answer as expected (${reply.status}). Is the address right?`;
    return new WpError('softbox_bad_answer', 502, text);
  }
  const data: Record<string, unknown> = {};
  for (const name of ['field', 'errors', 'details']) if (json[name] !== undefined) data[name] = json[name];
  if (reply.retryAfter !== null) data.retry_after = Number.parseInt(reply.retryAfter, 10) || 0;
  const detail = typeof json.detail === 'string' ? json.detail : kind;
  const status = reply.status === 401 ? 502 : reply.status;
  return new WpError(`softbox_${kind.replaceAll('-', '_')}`, status, detail, data);
}
