import {
  createServer as createHttp,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { isLoopbackHost } from '#sandbox/http/form.ts';
import { handleAdmin } from '../admin/router.ts';
import { sendProductPage, sendShopPage } from '../storefront/pages.ts';
import type { SandboxWoo } from '../types.ts';
import { handleWcAuth } from '../wc-auth/authorize.ts';
import type { World } from '../world.ts';
import { handleControl } from './control-routes.ts';
import { sendHtml } from './respond.ts';
import { handleRest, restRouteOf } from './rest-routes.ts';

/** One server for one site. */
export function makeServer(
  world: World,
  sandbox: SandboxWoo,
  tls: { key: string; cert: string } | null,
): Server {
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    route(world, sandbox, request, response).catch((error: unknown) => {
      console.error('sandbox: a request failed', request.method, request.url, error);
      if (!response.headersSent)
        sendHtml(response, 500, 'Error', '<p>The sandbox failed; see its output.</p>');
      else response.destroy();
    });
  };
  return tls ? createHttps(tls, listener) : createHttp(listener);
}

async function route(
  world: World,
  sandbox: SandboxWoo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', sandbox.origin);
  if (!isLoopbackHost(request)) return sendHtml(response, 421, 'Misdirected', '<h1>Not this site</h1>');
  if (url.pathname.startsWith('/__sandbox/'))
    return handleControl(sandbox, request, response, url.pathname.slice('/__sandbox'.length));
  const { path } = world.site;
  if (url.pathname !== path && !url.pathname.startsWith(`${path}/`))
    return sendHtml(response, 404, 'Not found', '<h1>Not found</h1>');
  const rest = restRouteOf(world, url);
  if (rest !== null) return handleRest(world, request, response, url, rest);
  const inside = url.pathname.slice(path.length);
  const auth =
    /^\/(?:index\.php\/)?wc-auth\/v1\/(\w+)\/?$/.exec(inside)?.[1] ?? url.searchParams.get('wc-auth-route');
  if (auth) return handleWcAuth(world, request, response, url, auth);
  if (await handleAdmin({ world, sandbox, request, response, url }, inside)) return;
  const upload = /^\/wp-content\/uploads\/(.+)$/.exec(inside)?.[1];
  if (upload) return sendUpload(world, response, decodeURIComponent(upload));
  const slug = /^\/product\/([^/]+)\/?$/.exec(inside)?.[1];
  if (slug && sendProductPage(world, response, slug)) return;
  if (inside === '' || inside === '/') return sendShopPage(world, response);
  sendHtml(response, 404, 'Page not found', '<h1>Page not found</h1>');
}

async function sendUpload(world: World, response: ServerResponse, file: string): Promise<void> {
  const row = world.state.attachments.all().find((one) => one.file === file);
  const bytes = row ? await world.state.blobs.get(row.sha256) : undefined;
  if (!row || !bytes) return sendHtml(response, 404, 'Not found', '<h1>404</h1>');
  response.writeHead(200, { 'content-type': row.mime, 'content-length': String(bytes.length) });
  response.end(bytes);
}

export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : port);
    });
  });
}

export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
