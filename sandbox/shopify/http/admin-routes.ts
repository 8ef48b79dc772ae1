import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkAccess } from '../auth/check-access.ts';
import { answerTokenRequest } from '../auth/token-endpoint.ts';
import type { AdminAnswer, AdminApi } from '../graphql/admin-api.ts';
import type { GraphQLRequest } from '../graphql/run.ts';
import type { Schemas } from '../graphql/schema.ts';
import type { ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { parseFields, readBody, sendJson } from './respond.ts';

/** What the Admin routes need; `ready` runs what is due by the clock first. */
export type AdminRoutes = {
  world: World;
  schemas: Schemas;
  api: AdminApi;
  ready(): Promise<void>;
};

/** Everything under `/shops/{shop}/`, which stands for `https://{shop}/`. */
export async function handleShopRequest(
  deps: AdminRoutes,
  request: IncomingMessage,
  response: ServerResponse,
  shopDomain: string,
  path: string,
): Promise<void> {
  const shop = deps.world.state.shop(shopDomain);
  const graphql = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(path);
  if (!shop || request.method !== 'POST') return sendJson(response, 404, { errors: 'Not Found' });
  if (path === '/admin/oauth/access_token') return handleToken(deps, request, response, shop);
  if (graphql?.[1]) return handleGraphql(deps, request, response, shop, graphql[1]);
  return sendJson(response, 404, { errors: 'Not Found' });
}

async function handleToken(
  { world }: AdminRoutes,
  request: IncomingMessage,
  response: ServerResponse,
  shop: ShopState,
): Promise<void> {
  const fields = parseFields(request.headers['content-type'] ?? '', await readBody(request));
  if (!fields)
    return sendJson(response, 400, { error: 'invalid_request', error_description: 'Unreadable body.' });
  const answer = answerTokenRequest(world, shop, fields);
  world.state.commit();
  return sendJson(response, answer.status, answer.body);
}

async function handleGraphql(
  deps: AdminRoutes,
  request: IncomingMessage,
  response: ServerResponse,
  shop: ShopState,
  wanted: string,
): Promise<void> {
  const { world, api } = deps;
  const body = parseFields(request.headers['content-type'] ?? '', await readBody(request));
  await deps.ready();
  const version = deps.schemas.resolve(wanted);
  if (!version) return sendJson(response, 404, { errors: 'Not Found' });
  const headers = { 'x-shopify-api-version': version, 'x-request-id': world.uuid() };
  const access = checkAccess(world, shop, header(request, 'x-shopify-access-token'));
  if (!access.ok) return sendJson(response, access.status, { errors: access.errors }, headers);
  const parsed = body && toRequest(body);
  if (!parsed)
    return sendJson(response, 400, { errors: { query: 'Required parameter missing or invalid' } }, headers);
  const preparation = api.prepare(version, parsed);
  if (!preparation.ok) {
    return sendJson(response, 200, { errors: preparation.errors.map((error) => error.toJSON()) }, headers);
  }
  const about = { shop: shop.record.domain, names: preparation.prepared.rootFields };
  const slow = world.faults.take('slow', about);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.delayMs));
  if (fails(deps, response, about, 'before')) return;
  if (world.faults.take('throttle', about)) {
    return sendAnswer(response, api.throttled(shop, preparation.prepared), headers);
  }
  const answer = await api.answer(shop, access.token, version, preparation.prepared);
  // Nothing is answered that a restart would forget.
  world.state.commit();
  if (fails(deps, response, about, 'after')) return;
  sendAnswer(response, answer, headers);
}

/** The faults that lose an answer: before the effect took place, or after it. */
function fails(
  { world }: AdminRoutes,
  response: ServerResponse,
  about: { shop: string; names: string[] },
  when: 'before' | 'after',
): boolean {
  const error = world.faults.take('server-error', about, (fault) => fault.when === when);
  if (error) {
    sendJson(response, error.status, { errors: 'Internal Server Error' });
    return true;
  }
  const drop = world.faults.take('drop', about, (fault) => fault.when === when);
  if (drop) response.destroy();
  return drop !== undefined;
}

function sendAnswer(response: ServerResponse, answer: AdminAnswer, headers: Record<string, string>): void {
  sendJson(response, answer.status, answer.body, headers);
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function toRequest(body: Record<string, unknown>): GraphQLRequest | undefined {
  if (typeof body.query !== 'string') return undefined;
  const variables = body.variables;
  const isObject = variables !== null && typeof variables === 'object' && !Array.isArray(variables);
  return {
    query: body.query,
    variables: isObject ? (variables as Record<string, unknown>) : {},
    operationName: typeof body.operationName === 'string' ? body.operationName : null,
  };
}
