import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseFault } from '../faults/board.ts';
import type { SandboxWoo } from '../types.ts';
import { readBody } from './respond.ts';

const send = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

const jsonOf = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  try {
    return JSON.parse((await readBody(request)).toString('utf8') || '{}') as Record<string, unknown>;
  } catch {
    return {};
  }
};

/** `/__sandbox/…`: what tests and the demo steer the site by. No such thing exists on a real one. */
export async function handleControl(
  sandbox: SandboxWoo,
  request: IncomingMessage,
  response: ServerResponse,
  route: string,
): Promise<void> {
  const { state } = sandbox;
  switch (`${request.method} ${route}`) {
    case 'GET /health':
      return send(response, 200, { sandbox: true, home: sandbox.home, restUrl: sandbox.restUrl });
    case 'GET /state':
      return send(response, 200, sandbox.dump());
    case 'GET /deliveries':
      return send(response, 200, { deliveries: state.deliveries.all() });
    case 'GET /webhooks':
      return send(response, 200, {
        webhooks: state.webhooks.all().map(({ secret: _secret, ...row }) => row),
      });
    case 'GET /faults':
      return send(response, 200, { faults: sandbox.faults.pending() });
    case 'DELETE /faults':
      sandbox.faults.clear();
      return send(response, 200, { faults: [] });
    case 'POST /faults': {
      const parsed = parseFault(await jsonOf(request));
      if (!parsed.ok) return send(response, 400, { error: parsed.problem });
      sandbox.faults.add(parsed.fault);
      return send(response, 200, { faults: sandbox.faults.pending() });
    }
    case 'POST /logins/expire-nonces':
      sandbox.logins.expireNonces();
      return send(response, 200, {});
    case 'POST /logins/close-all':
      sandbox.logins.closeAll();
      return send(response, 200, {});
    case 'POST /keys': {
      const { permissions } = await jsonOf(request);
      return send(response, 200, sandbox.owner.createKey(permissions === 'read' ? 'read' : 'read_write'));
    }
    case 'POST /connect/start':
    case 'POST /connect/finish':
    case 'POST /connect/pair': {
      const { softbox } = await jsonOf(request);
      if (typeof softbox !== 'string') return send(response, 400, { error: 'softbox: where it listens' });
      const does = route.split('/').at(-1) as 'start' | 'finish' | 'pair';
      const answer = await sandbox.plugin[does](softbox);
      return send(response, answer.status, answer.body);
    }
    case 'POST /disconnect':
      return send(response, 200, (await sandbox.plugin.disconnect()).body);
    default:
      return send(response, 404, {
        error: `${request.method} ${route} is not something the sandbox can be asked.`,
      });
  }
}
