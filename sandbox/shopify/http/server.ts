import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { PageHandler, SandboxShopify } from '../types.ts';
import { type AdminRoutes, handleShopRequest } from './admin-routes.ts';
import { handleControl } from './control-routes.ts';
import { handleBulk, handleCdn, handleOriginal, handleUpload } from './file-routes.ts';
import { sendText } from './respond.ts';

export type ServerOptions = {
  admin: AdminRoutes;
  sandbox: SandboxShopify;
  stripMetadata: boolean;
  pages: PageHandler | undefined;
};

/** One server for all shops: what a host is on the platform is the first part of the path here. */
export function makeServer(options: ServerOptions): Server {
  return createServer((request, response) => {
    route(options, request, response).catch((error: unknown) => {
      console.error('sandbox: a request failed', request.method, request.url, error);
      if (!response.headersSent) sendText(response, 500, 'text/plain', 'The sandbox failed; see its output.');
      else response.destroy();
    });
  });
}

async function route(
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { admin, sandbox } = options;
  const url = new URL(request.url ?? '/', sandbox.origin);
  const shop = /^\/shops\/([^/]+)(\/admin\/(?:api|oauth)\/.*)$/.exec(url.pathname);
  if (shop?.[1] && shop[2]) return handleShopRequest(admin, request, response, shop[1], shop[2]);
  if (url.pathname.startsWith('/__sandbox/')) {
    await admin.ready();
    return handleControl(sandbox, request, response, url);
  }
  if (url.pathname.startsWith('/uploads/')) return handleUpload(admin.world, request, response, url);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  // Waits for nothing: the sandbox itself may be reading a source from here while it processes a file.
  if (isRead && url.pathname.startsWith('/cdn/')) {
    return handleCdn(admin.world, response, url, options.stripMetadata);
  }
  if (isRead && url.pathname.startsWith('/originals/')) return handleOriginal(admin.world, response, url);
  if (isRead && url.pathname.startsWith('/bulk/')) return handleBulk(admin.world, response, url);
  if (options.pages && (await options.pages(request, response))) return;
  sendText(
    response,
    404,
    'text/plain; charset=utf-8',
    'This is a sandbox that stands in for Shopify. There is nothing here.',
  );
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
