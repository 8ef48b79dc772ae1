import { type RestReply, type RestRequest, type RestRoute, reply } from '../../rest/request.ts';
import { WpError } from '../../rest/wp-error.ts';
import type { World } from '../../world.ts';
import { callSoftbox, isGood, problemOf } from '../softbox-client.ts';
import { findRow } from './job-api-table.ts';
import { refuseUnless } from './permission.ts';

const BODY_BYTES = 1_000_000;
const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** Passes what the screens ask on to Softbox, signed here, and the answer back (`JobApiProxy.php`). */
export const proxyRoute: RestRoute = {
  method: 'ANY',
  path: /^\/softbox\/v1\/api\/([a-z0-9/-]{1,200})$/,
  access(request, [path = '']) {
    const row = findRow(request.method, path);
    if (row) return refuseUnless(request.user, row.capability);
    // nothing is told to those who may not even look
    return (
      refuseUnless(request.user, 'edit_products') ??
      new WpError('rest_no_route', 404, 'There is no such part of Softbox here.')
    );
  },
  run: (world, request, [path = '']) => passOn(world, request, path),
};

async function passOn(world: World, request: RestRequest, path: string): Promise<RestReply> {
  const row = findRow(request.method, path);
  const query = queryOf(request);
  if (!row || !query || request.body.length > BODY_BYTES)
    throw new WpError('rest_invalid_param', 400, 'The request is not of a form that can be passed on.');
  const key = request.raw.headers['idempotency-key'];
  const isRead = row.method === 'GET';
  const answer = await callSoftbox(world, {
    method: row.method,
    path: `/${path}`,
    query,
    body: isRead ? '' : request.body,
    headers:
      !isRead && typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)
        ? { 'idempotency-key': key }
        : {},
    timeoutMs: row.timeoutMs,
  });
  if (!isGood(answer)) throw problemOf(answer);
  if (answer.status === 204) return reply(null, 204);
  if (row.isPicture) {
    if (!PICTURE_TYPES.includes(answer.contentType)) throw problemOf(answer);
    return reply(answer.body, 200, {
      'content-type': answer.contentType,
      'cache-control': isRead ? 'private, max-age=31536000, immutable' : 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  }
  const json = parse(answer.body);
  if (json === undefined || json === null) throw problemOf(answer);
  return reply(json, answer.status, { 'cache-control': 'no-store' });
}

const parse = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Null when a parameter is no plain text. What begins with `_` is WordPress's own. */
function queryOf({ query }: RestRequest): URLSearchParams | null {
  const passed = new URLSearchParams();
  for (const [name, value] of query) {
    if (['rest_route', 'softbox_path', 'context'].includes(name) || name.startsWith('_')) continue;
    if (!/^[A-Za-z][A-Za-z0-9]{0,39}$/.test(name)) return null;
    passed.set(name, value);
  }
  return passed;
}
