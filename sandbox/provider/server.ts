import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** How a reply leaves: whole; half of its body and then silence; half and then a cut line; or nothing at all. */
export type Delivery = 'whole' | 'stall' | 'cut' | 'never';

export type Reply = {
  status: number;
  headers?: Record<string, string> | undefined;
  /** An object goes out as JSON. */
  body: string | Uint8Array | object;
  contentType?: string | undefined;
  delivery?: Delivery | undefined;
};

export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  header(name: string): string | undefined;
  body: Buffer;
};

export type Handler = (call: Call) => Promise<Reply> | Reply;

export type LoopbackServer = { origin: string; close(): Promise<void> };

/** Said on every answer, so that nobody takes one of these for the real thing. */
export const STAND_IN_HEADER = 'x-softbox-stand-in';

export type ServerOptions = {
  /** `gemini`, `claude`, `unsplash` */
  name: string;
  port?: number | undefined;
  /** Bytes; a larger request is answered by `tooLarge`. */
  maxBodyBytes: number;
  tooLarge: Reply;
  /** Added to every answer in milliseconds. */
  latencyMs?: number | undefined;
  handle: Handler;
};

/** Listens on 127.0.0.1 only. */
export async function startLoopbackServer(options: ServerOptions): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => {
      // a bug of the stand-in must be seen as one, not taken for a documented failure
      process.stderr.write(
        `stand-in ${options.name}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
      if (!response.headersSent) response.writeHead(599, { [STAND_IN_HEADER]: options.name });
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in got no port.');
  return { origin: `http://127.0.0.1:${address.port}`, close: () => stop(server) };
}

async function serve(
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, options.maxBodyBytes);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const reply =
    body === 'too-large'
      ? options.tooLarge
      : await options.handle({
          method: request.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          header: (name) => {
            const value = request.headers[name.toLowerCase()];
            return Array.isArray(value) ? value[0] : value;
          },
          body,
        });
  if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
  send(options.name, reply, response);
}

function send(name: string, reply: Reply, response: ServerResponse): void {
  if (reply.delivery === 'never') return;
  const plain = typeof reply.body === 'string' || reply.body instanceof Uint8Array;
  const bytes = Buffer.from(
    typeof reply.body === 'string' || reply.body instanceof Uint8Array
      ? reply.body
      : JSON.stringify(reply.body),
  );
  response.writeHead(reply.status, {
    'content-type':
      reply.contentType ?? (plain ? 'text/plain; charset=utf-8' : 'application/json; charset=UTF-8'),
    'content-length': String(bytes.length),
    [STAND_IN_HEADER]: name,
    ...reply.headers,
  });
  if (reply.delivery === 'stall' || reply.delivery === 'cut') {
    const half = bytes.subarray(0, Math.max(1, Math.floor(bytes.length / 2)));
    response.write(half, () => {
      if (reply.delivery === 'cut') response.destroy();
    });
    return;
  }
  response.end(bytes);
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= limit) chunks.push(bytes);
  }
  return size > limit ? 'too-large' : Buffer.concat(chunks);
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // stalled answers and idle keep-alive connections would hold it open for ever
    server.closeAllConnections();
  });
}
