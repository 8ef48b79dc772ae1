import type { IncomingMessage, ServerResponse } from 'node:http';
import { REST_NONCE, restLogin } from '../login/rest-login.ts';
import { can, type User } from '../login/users.ts';
import { adminApiRoutes } from '../plugin/admin-api/routes.ts';
import { pluginRoutes } from '../plugin/routes.ts';
import { productRoutes } from '../rest/products.ts';
import { type RestReply, type RestRequest, type RestRoute, reply } from '../rest/request.ts';
import { settingRoutes } from '../rest/settings.ts';
import { siteRoutes } from '../rest/site.ts';
import { termRoutes } from '../rest/terms.ts';
import { variationRoutes } from '../rest/variations.ts';
import { webhookRoutes } from '../rest/webhooks.ts';
import { WpError } from '../rest/wp-error.ts';
import type { World } from '../world.ts';
import { authenticate, checkPermissions } from './authenticate.ts';
import { readBody, sendHtml, sendRest } from './respond.ts';

const WC_ROUTES = [
  ...productRoutes,
  ...variationRoutes,
  ...termRoutes,
  ...webhookRoutes,
  ...siteRoutes,
  ...settingRoutes,
];
const EDITABLE = ['POST', 'PUT', 'PATCH'];

/** The REST route that an address leads to; null when it leads elsewhere. */
export function restRouteOf(world: World, url: URL): string | null {
  const asked = url.searchParams.get('rest_route');
  if (asked !== null) return asked.startsWith('/') ? asked : `/${asked}`;
  const { path, permalinks } = world.site;
  if (permalinks === 'plain') return null;
  const prefix = permalinks === 'index' ? `${path}/index.php/wp-json` : `${path}/wp-json`;
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`)) return null;
  return url.pathname.slice(prefix.length) || '/';
}

/** Serves one REST request, faults included. */
export async function handleRest(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  route: string,
): Promise<void> {
  const sentMethod = request.method ?? 'GET';
  const about = { route, method: sentMethod };
  const { faults } = world;
  const slow = faults.take('slow', about);
  if (slow) await new Promise((done) => setTimeout(done, slow.delayMs));
  if (world.site.blocksMethods && !['GET', 'HEAD', 'POST'].includes(sentMethod)) {
    return sendHtml(response, 405, 'Method Not Allowed', '<h1>405</h1><p>openresty</p>');
  }
  const redirect = faults.take('redirect', about);
  if (redirect) return void response.writeHead(301, { location: redirect.to }).end();
  if (faults.take('html', about)) {
    return sendHtml(response, 200, 'Maintenance', '<h1>Briefly unavailable for scheduled maintenance.</h1>');
  }
  const before = faults.take('status', about, (fault) => fault.when === 'before');
  if (before) return sendFailure(response, before.status, before.retryAfter);
  if (faults.take('drop', about, (fault) => fault.when === 'before')) return void request.socket.destroy();

  const answer = await answerTo(world, request, url, route).catch((error: unknown) => {
    if (!(error instanceof WpError)) throw error;
    return reply(error, error.status, error.headers);
  });
  world.state.commit();
  world.flush();
  const after = faults.take('status', about, (fault) => fault.when === 'after');
  if (after) return sendFailure(response, after.status, after.retryAfter);
  if (faults.take('drop', about, (fault) => fault.when === 'after')) return void request.socket.destroy();
  sendRest(world, response, about, answer);
}

const sendFailure = (response: ServerResponse, status: number, retryAfter: number | undefined): void =>
  sendHtml(response, status, String(status), `<h1>${status}</h1>`, {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });

async function answerTo(world: World, raw: IncomingMessage, url: URL, route: string): Promise<RestReply> {
  const sentMethod = raw.method ?? 'GET';
  const { authorization } = raw.headers;
  const key = authenticate(world, {
    method: sentMethod,
    target: raw.url ?? '/',
    authorization,
  });
  const method = overridden(raw, url, sentMethod);
  if (key) checkPermissions(key, method);
  const session = key ? null : restLogin(world, raw, url);
  const found = findRoute(world, method, route);
  if (!found) {
    throw new WpError('rest_no_route', 404, 'No route was found matching the URL and request method.');
  }
  if (found.route.access === 'key' && key === null) refuseWithoutKey(session?.user ?? null, method, route);
  const isForm = /^multipart\/form-data/.test(raw.headers['content-type'] ?? '');
  const body = isForm ? Buffer.alloc(0) : await readBody(raw);
  const request: RestRequest = {
    method,
    route,
    query: url.searchParams,
    key,
    user: session?.user ?? null,
    body,
    params: { ...queryParams(url.searchParams), ...jsonParams(raw, body) },
    raw,
  };
  found.route.check?.(request);
  const refusal = typeof found.route.access === 'string' ? null : found.route.access(request, found.ids);
  if (refusal) throw refusal;
  const answer = await found.route.run(world, request, found.ids);
  // a page that stays open gets a fresh nonce with each answer
  return session
    ? { ...answer, headers: { ...answer.headers, 'x-wp-nonce': world.logins.nonce(session, REST_NONCE) } }
    : answer;
}

/** Whoever may manage the shop may do by his login what a key may. */
function refuseWithoutKey(user: User | null, method: string, route: string): void {
  if (can(user, 'manage_woocommerce')) return;
  const status = user ? 403 : 401;
  if (route.startsWith('/wc-softbox/')) throw new WpError('softbox_forbidden', status, 'A key is needed.');
  const verb = method === 'GET' ? 'view' : method === 'DELETE' ? 'delete' : 'create';
  throw new WpError(`woocommerce_rest_cannot_${verb}`, status, `Sorry, you cannot ${verb} resources.`);
}

/** `_method` in the query or X-HTTP-Method-Override, of a POST. */
const overridden = (raw: IncomingMessage, url: URL, sent: string): string => {
  if (sent !== 'POST') return sent;
  const header = raw.headers['x-http-method-override'];
  return (url.searchParams.get('_method') ?? (typeof header === 'string' ? header : sent)).toUpperCase();
};

function findRoute(
  world: World,
  method: string,
  route: string,
): { route: RestRoute; ids: readonly string[] } | null {
  const routes = world.site.hasPlugin ? [...WC_ROUTES, ...pluginRoutes, ...adminApiRoutes] : WC_ROUTES;
  for (const candidate of routes) {
    const takes = candidate.method === 'EDIT' ? EDITABLE : [candidate.method];
    if (candidate.method !== 'ANY' && !takes.includes(method)) continue;
    const match = candidate.path.exec(route.replace(/\/$/, '') || '/');
    if (match) return { route: candidate, ids: match.slice(1) };
  }
  return null;
}

/** `name[]=a&name[]=b` and `name[0]=a` are lists, as PHP reads them. */
function queryParams(query: URLSearchParams): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [name, value] of query) {
    const [, list] = /^(.+)\[\d*\]$/.exec(name) ?? [];
    if (list === undefined) params[name] = value;
    else params[list] = [...(Array.isArray(params[list]) ? params[list] : []), value];
  }
  return params;
}

function jsonParams(raw: IncomingMessage, body: Buffer): Record<string, unknown> {
  if (body.length === 0 || !/^application\/json/.test(raw.headers['content-type'] ?? '')) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    throw new WpError('rest_invalid_json', 400, 'Invalid JSON body passed.');
  }
  throw new WpError('rest_invalid_json', 400, 'Invalid JSON body passed.');
}
