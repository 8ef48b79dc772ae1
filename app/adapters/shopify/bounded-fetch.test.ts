import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { makeBoundedFetch } from './bounded-fetch.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});
const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};
/** For what has to end in time; whatever else is asked has time enough on the slowest machine. */
const hasty = makeBoundedFetch(fetch, { timeoutMs: 150, maxBytes: 1_000 });
const bounded = makeBoundedFetch(fetch, { timeoutMs: 30_000, maxBytes: 1_000 });

test('an ordinary reply comes whole, whatever it was wrapped in', async () => {
  const url = await serve((request, response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(gzipSync(JSON.stringify({ method: request.method })));
  });
  const reply = await bounded(url, { method: 'POST', body: 'x' });
  expect([reply.status, reply.headers.get('content-type')]).toEqual([201, 'application/json']);
  expect(reply.headers.get('content-encoding')).toBeNull();
  expect(await reply.json()).toEqual({ method: 'POST' });
});

test('a reply that has no body is none with one', async () => {
  const url = await serve((_request, response) => response.writeHead(204).end());
  expect((await bounded(url)).body).toBeNull();
});

test.each<[string, RequestListener]>([
  ['says nothing', () => {}],
  [
    'stops in the middle of its body',
    (_request, response) => response.writeHead(200).write('{"access_token":'),
  ],
])('a server that %s is given up in time', async (_what, listener) => {
  await expect(hasty(await serve(listener))).rejects.toMatchObject({ name: 'TimeoutError' });
});

test('the caller may stop it sooner, by a signal or by the one of its request', async () => {
  const url = await serve(() => {});
  const patient = makeBoundedFetch(fetch, { timeoutMs: 60_000, maxBytes: 1_000 });
  const stop = AbortSignal.timeout(20);
  await expect(patient(url, { signal: stop })).rejects.toMatchObject({ name: 'TimeoutError' });
  await expect(patient(new Request(url, { signal: AbortSignal.timeout(20) }))).rejects.toThrow();
});

test('more than is taken is refused, announced or not', async () => {
  const announced = await serve((_request, response) => response.end('x'.repeat(1_001)));
  const patient = makeBoundedFetch(fetch, { timeoutMs: 10_000, maxBytes: 1_000 });
  await expect(patient(announced)).rejects.toMatchObject({ name: 'BodyTooLarge' });
  const endless = await serve((_request, response) => {
    const pump = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      if (!response.destroyed) response.once('drain', pump);
    };
    pump();
  });
  await expect(patient(endless)).rejects.toMatchObject({ name: 'BodyTooLarge' });
});

test('secrets are not carried to where a redirect leads', async () => {
  const seen: string[] = [];
  const there = await serve((request, response) => {
    seen.push(request.url ?? '');
    response.end();
  });
  const here = await serve((_request, response) => response.writeHead(307, { location: there }).end());
  await expect(bounded(here, { method: 'POST', body: 'client_secret=x' })).rejects.toThrow();
  expect(seen).toEqual([]);
});
