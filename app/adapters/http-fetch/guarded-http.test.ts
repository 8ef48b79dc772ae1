import { createServer, type RequestListener } from 'node:http';
import { createServer as createTls } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { makeSelfSigned } from '#sandbox/woo/http/self-signed.ts';
import { type GuardedHttpOptions, makeGuardedHttp } from './guarded-http.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const serve = async (listener: RequestListener, tls?: { key: string; cert: string }) => {
  const server = tls ? createTls(tls, listener) : createServer(listener);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, connections: () => connections };
};

const http = (options: GuardedHttpOptions) => {
  const made = makeGuardedHttp(options);
  ends.push(() => made.close());
  return made;
};
const ask = (
  url: string,
  over: { maxBytes?: number; timeoutMs?: number; body?: string | FormData } = {},
) => ({
  method: over.body === undefined ? ('GET' as const) : ('POST' as const),
  url,
  headers: {},
  maxBytes: 1_000,
  timeoutMs: 2_000,
  ...over,
});
const kindOf = async (result: ReturnType<ReturnType<typeof http>['send']>) => {
  const answer = await result;
  return answer.ok ? answer.value.status : answer.error.kind;
};

describe('calling servers whose addresses others chose', () => {
  it('connects to nothing private, by address, by name, or behind a name that changes its mind', async () => {
    const inside = await serve((_request, response) => response.end('secret'));
    const { port } = new URL(inside.origin);
    const guard = http({
      lookup: (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    for (const url of [
      inside.origin,
      'http://shop.example:8080/',
      'http://169.254.169.254/',
      `http://shop.example:${port}/`,
      'ftp://shop.example/',
      'http://user:pw@shop.example/',
    ]) {
      expect(await kindOf(guard.send(ask(url)))).toBe('url-forbidden');
    }
    expect(inside.connections()).toBe(0);
  });

  it('does not follow a redirect: where it leads is the caller’s to judge', async () => {
    const other = await serve((_request, response) => response.end('secret'));
    const site = await serve((_request, response) =>
      response.writeHead(302, { location: other.origin }).end(),
    );
    expect(await kindOf(http({ allowOrigins: [site.origin, other.origin] }).send(ask(site.origin)))).toBe(
      302,
    );
    expect(other.connections()).toBe(0);
  });

  it('takes no more than the cap, waits no longer than the limit, and stops when told', async () => {
    const big = await serve((_request, response) => response.end('x'.repeat(1_001)));
    const silent = await serve(() => {});
    const guard = http({ allowOrigins: [big.origin, silent.origin] });
    expect(await kindOf(guard.send(ask(big.origin)))).toBe('payload-too-large');
    expect(await kindOf(guard.send(ask(big.origin, { maxBytes: 1_001 })))).toBe(200);
    expect(await kindOf(guard.send(ask(silent.origin, { timeoutMs: 100 })))).toBe('fetch-timeout');
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 30);
    expect(await kindOf(guard.send(ask(silent.origin), { signal: stop.signal }))).toBe('cancelled');
  });

  it('takes a certificate that nobody signed only from origins that were named', async () => {
    const tls = makeSelfSigned();
    const site = await serve((_request, response) => response.end('hello'), tls);
    expect(await kindOf(http({ allowOrigins: [site.origin] }).send(ask(site.origin)))).toBe('fetch-failed');
    const trusting = http({ allowOrigins: [site.origin], selfSignedOrigins: [site.origin] });
    expect(await kindOf(trusting.send(ask(site.origin)))).toBe(200);
    // to trust a certificate is not to allow a private address
    expect(await kindOf(http({ selfSignedOrigins: [site.origin] }).send(ask(site.origin)))).toBe(
      'url-forbidden',
    );
  });

  it('sends a form with its file, byte by byte', async () => {
    const seen: string[] = [];
    const site = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        seen.push(Buffer.concat(parts).toString('latin1'));
        response.end();
      });
    });
    const form = new FormData();
    form.append('file', new Blob([Buffer.from([0, 255, 13, 10, 45])], { type: 'image/jpeg' }), 'a.jpg');
    await http({ allowOrigins: [site.origin] }).send(ask(site.origin, { body: form }));
    expect(seen[0]).toContain('filename="a.jpg"');
    expect(seen[0]).toContain(String.fromCharCode(0, 255, 13, 10, 45));
  });
});
