import type { z } from 'zod';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Log } from '#app/ports/log.ts';
import type { RateLimiter } from '#app/ports/rate-limiter.ts';
import type { ConnectWooSite } from '#app/use-cases/connect-woo-site.ts';
import type { DisconnectWooStore } from '#app/use-cases/disconnect-woo-store.ts';
import type { ConnectedWooStore } from '#app/use-cases/establish-woo-store.ts';
import type { WooConnectionView } from '#app/use-cases/read-woo-connection.ts';
import { jsonResponse, problemResponse } from '../api/respond.ts';
import { type AuthDeps, authenticate, type Caller, refuseCredentialsInUrl } from '../authenticate.ts';
import { type Refusal, refusal } from '../problem.ts';
import { parseJson, readBody } from '../read-body.ts';
import { validate } from '../validate.ts';
import { callbackBody, emptyBody, finishBody, pairBody, startBody } from './connect-schemas.ts';

const MAX_BYTES = 64 * 1024;

export interface WooConnectDeps {
  readonly connect: ConnectWooSite;
  readonly disconnect: DisconnectWooStore;
  readonly readConnection: (storeId: string) => Promise<Result<WooConnectionView>>;
  readonly auth: AuthDeps;
  readonly rateLimiter: RateLimiter;
  /** Where sites reach us, without a slash at its end. */
  readonly publicUrl: string;
  readonly log: Log;
}

type Answer = Result<Response, Refusal>;
type Handler = (deps: WooConnectDeps, request: Request, bytes: Uint8Array) => Promise<Answer>;

/** `/connect/woo/{action}`: what the plugin and WooCommerce itself call to connect a site. */
export const handleWooConnect = async (
  request: Request,
  action: string,
  deps: WooConnectDeps,
): Promise<Response> => {
  const { pathname } = new URL(request.url);
  try {
    const answer = await route(request, action, deps);
    return answer.ok ? answer.value : problemResponse(answer.error, pathname);
  } catch (error) {
    // a bug of ours: the log gets the cause, the caller only that it was not his fault
    deps.log.error({ err: error, action }, 'a connect request failed');
    return problemResponse(
      refusal('internal', 'Something went wrong on our side; try again later.'),
      pathname,
    );
  }
};

const route = async (request: Request, action: string, deps: WooConnectDeps): Promise<Answer> => {
  const found = HANDLERS.get(action);
  if (!found) return err(refusal('not-found', 'There is nothing at this path.'));
  if (request.method !== found.method) {
    const headers = { Allow: found.method };
    return err(refusal('method-not-allowed', `Use ${found.method} here.`, { headers }));
  }
  const bytes = await readBody(request, MAX_BYTES);
  return bytes.ok ? found.handle(deps, request, bytes.value) : bytes;
};

const parse = <T>(request: Request, bytes: Uint8Array, schema: z.ZodType<T>): Result<T, Refusal> => {
  const json = parseJson(bytes, request.headers.get('Content-Type'));
  return json.ok ? validate(json.value, schema, 'body') : json;
};

/** Anybody may knock, but each address only so often. */
const allow = async (deps: WooConnectDeps, key: string): Promise<Result<null, Refusal>> => {
  const rate = await deps.rateLimiter.take(`woo-connect ${key}`, 10);
  return rate.allowed
    ? ok(null)
    : err(refusal('rate-limited', 'Too many tries; wait a little.', { retryAfterMs: rate.retryAfterMs }));
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'none');

const start: Handler = async (deps, request, bytes) => {
  const body = parse(request, bytes, startBody);
  if (!body.ok) return body;
  const { site, return_url, challenge, started_by, plugin } = body.value;
  const allowed = await allow(deps, hostOf(site.url));
  if (!allowed.ok) return allowed;
  const started = await deps.connect.start({
    siteId: site.id,
    url: site.url,
    restUrl: site.rest_url,
    returnUrl: return_url,
    challenge,
    pluginVersion: plugin,
    startedBy: nameOf(started_by),
  });
  if (!started.ok) return started;
  const { state, authorizeUrl, expiresAt } = started.value;
  return ok(jsonResponse(201, { state, authorize_url: authorizeUrl, expires_at: expiresAt.toISOString() }));
};

const nameOf = ({ id, name }: { id: number; name: string }): string => `${id} ${name}`.trim();

/**
 * WooCommerce looks at the status alone and takes exactly 200 for a yes; anything else makes it delete the key and tell the
 * owner. https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/includes/class-wc-auth.php
 */
const callback: Handler = async (deps, request, bytes) => {
  const body = parse(withJsonType(request), bytes, callbackBody);
  if (!body.ok) return body;
  const { user_id, consumer_key, consumer_secret, key_permissions } = body.value;
  const taken = await deps.connect.takeKey({
    state: user_id,
    consumerKey: consumer_key,
    consumerSecret: consumer_secret,
    permissions: key_permissions,
  });
  return taken.ok ? ok(jsonResponse(200, {})) : taken;
};

/** WordPress names the charset of the site's language, which the JSON is not in: it is always UTF-8. */
const withJsonType = (request: Request): Request =>
  new Request(request.url, { headers: { 'Content-Type': baseType(request.headers.get('Content-Type')) } });
const baseType = (type: string | null): string => (type ?? '').split(';')[0]?.trim() ?? '';

const finish: Handler = async (deps, request, bytes) => {
  const body = parse(request, bytes, finishBody);
  if (!body.ok) return body;
  const made = await deps.connect.finish(body.value);
  if (!made.ok) return made;
  return ok(
    made.value === 'waiting' ? jsonResponse(202, { status: 'waiting' }) : connected(deps, made.value),
  );
};

const pair: Handler = async (deps, request, bytes) => {
  const body = parse(request, bytes, pairBody);
  if (!body.ok) return body;
  const { site, code, started_by, plugin } = body.value;
  const allowed = await allow(deps, hostOf(site.url));
  if (!allowed.ok) return allowed;
  const made = await deps.connect.pair({
    siteId: site.id,
    url: site.url,
    restUrl: site.rest_url,
    code,
    pluginVersion: plugin,
    startedBy: nameOf(started_by),
  });
  return made.ok ? ok(connected(deps, made.value)) : made;
};

const connected = (deps: WooConnectDeps, { store, connectionId, bridgeKey }: ConnectedWooStore): Response =>
  jsonResponse(200, {
    status: 'connected',
    connection_id: connectionId,
    api_url: `${deps.publicUrl}/api/v1`,
    bridge_key: { key_id: bridgeKey.keyId, secret: bridgeKey.secret },
    store: { id: store.id, name: store.name },
  });

const callerOf = async (
  deps: WooConnectDeps,
  request: Request,
  bytes: Uint8Array,
): Promise<Result<Caller, Refusal>> => {
  const url = new URL(request.url);
  const clean = refuseCredentialsInUrl(url.searchParams);
  if (!clean.ok) return clean;
  const { method } = request;
  const signed = { method, path: url.pathname, query: url.search.slice(1), body: bytes };
  return authenticate(request.headers.get('Authorization'), async () => ok(signed), deps.auth);
};

const connection: Handler = async (deps, request, bytes) => {
  const caller = await callerOf(deps, request, bytes);
  if (!caller.ok) return caller;
  const view = await deps.readConnection(caller.value.storeId);
  if (!view.ok) return view;
  const { connectionId, state, problems, webhooks, lastContactAt, connectedAt } = view.value;
  return ok(
    jsonResponse(200, {
      connection_id: connectionId,
      state,
      problems,
      webhooks,
      last_contact_at: lastContactAt?.toISOString() ?? null,
      connected_at: connectedAt.toISOString(),
    }),
  );
};

const disconnect: Handler = async (deps, request, bytes) => {
  const caller = await callerOf(deps, request, bytes);
  if (!caller.ok) return caller;
  const body = parse(request, bytes, emptyBody);
  if (!body.ok) return body;
  const { storeId, actor } = caller.value;
  const done = await deps.disconnect(storeId, { by: 'plugin', actor });
  if (!done.ok) return done;
  return ok(jsonResponse(200, { status: 'disconnected', webhook_ids: done.value.webhookIds }));
};

const HANDLERS: ReadonlyMap<string, { readonly method: 'GET' | 'POST'; readonly handle: Handler }> = new Map([
  ['start', { method: 'POST', handle: start }],
  ['callback', { method: 'POST', handle: callback }],
  ['finish', { method: 'POST', handle: finish }],
  ['pair', { method: 'POST', handle: pair }],
  ['connection', { method: 'GET', handle: connection }],
  ['disconnect', { method: 'POST', handle: disconnect }],
]);
