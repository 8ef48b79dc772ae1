import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseFault } from '../faults/parse-fault.ts';
import { dumpShop } from '../state/dump.ts';
import type { SandboxShopify } from '../types.ts';
import { parseFields, readBody, sendJson } from './respond.ts';

/** `/__sandbox/…`: what tests and the demo steer the sandbox by. No such thing exists on the platform. */
export async function handleControl(
  sandbox: SandboxShopify,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const route = `${request.method} ${url.pathname.slice('/__sandbox'.length)}`;
  const domain = url.searchParams.get('shop') ?? '';
  const shop = sandbox.state.shop(domain);
  switch (route) {
    case 'GET /health':
      return sendJson(response, 200, {
        sandbox: true,
        shops: sandbox.state.shops().map((one) => one.record.domain),
      });
    case 'GET /faults':
      return sendJson(response, 200, { faults: sandbox.faults.pending() });
    case 'DELETE /faults':
      sandbox.faults.clear();
      return sendJson(response, 200, { faults: [] });
    case 'POST /faults':
      return addFault(sandbox, request, response);
  }
  if (!shop) return sendJson(response, 404, { error: `There is no shop "${domain}" here.` });
  switch (route) {
    case 'GET /state':
      return sendJson(response, 200, dumpShop(sandbox.origin, shop));
    case 'GET /deliveries':
      return sendJson(response, 200, { deliveries: shop.deliveries.all() });
    case 'GET /session-token':
      return sendJson(response, 200, { token: sandbox.sessionToken(domain) });
    case 'POST /install':
      await sandbox.install(domain);
      return sendJson(response, 200, { installed: true });
    case 'POST /uninstall':
      await sandbox.uninstall(domain);
      return sendJson(response, 200, { installed: false });
    default:
      return sendJson(response, 404, { error: `${route} is not something the sandbox can be asked.` });
  }
}

async function addFault(
  sandbox: SandboxShopify,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const parsed = parseFault(parseFields('application/json', await readBody(request)));
  if (!parsed.ok) return sendJson(response, 400, { error: parsed.problem });
  sandbox.faults.add(parsed.fault);
  return sendJson(response, 200, { faults: sandbox.faults.pending() });
}
