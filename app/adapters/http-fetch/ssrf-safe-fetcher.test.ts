import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { guardedLookup, type Lookup } from './public-address.ts';
import {
  type ClosableSourceFetcher,
  makeSsrfSafeFetcher,
  retryAfterMs,
  type SsrfSafeFetcherOptions,
} from './ssrf-safe-fetcher.ts';

const servers: Server[] = [];
const fetchers: ClosableSourceFetcher[] = [];
afterEach(async () => {
  await Promise.all(fetchers.splice(0).map((f) => f.close()));
  for (const s of servers.splice(0)) {
    s.closeAllConnections();
    await new Promise((done) => s.close(done));
  }
});

const serve = async (listener: RequestListener) => {
  const seen: string[] = [];
  let connections = 0;
  const server = createServer((req, res) => {
    seen.push(req.url ?? '');
    listener(req, res);
  });
  server.on('connection', () => {
    connections += 1;
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, seen, connections: () => connections };
};

const fetcher = (options: SsrfSafeFetcherOptions = {}) => {
  const made = makeSsrfSafeFetcher(options);
  fetchers.push(made);
  return made;
};

const resolvingTo =
  (...addresses: string[]): Lookup =>
  (_host, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const kindOf = async (result: ReturnType<ClosableSourceFetcher['fetch']>) => {
  const r = await result;
  return r.ok ? 'ok' : r.error.kind;
};

test('a picture of an allowed origin comes with its bytes and its type', async () => {
  const s = await serve((_req, res) =>
    res.setHeader('content-type', 'Image/JPEG; charset=x').end(Buffer.from([1, 2, 3])),
  );
  const got = await fetcher({ allowOrigins: [s.origin] }).fetch(`${s.origin}/a.jpg`);
  expect(got).toMatchObject({ ok: true, value: { contentType: 'image/jpeg', url: `${s.origin}/a.jpg` } });
  expect(got.ok && Array.from(got.value.bytes)).toEqual([1, 2, 3]);
});

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a00:1]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[ff02::1]/',
])('the private address %s is forbidden without connecting', async (url) => {
  expect(await kindOf(fetcher().fetch(url))).toBe('url-forbidden');
});

test.each([
  'ftp://example.com/a',
  'file:///etc/passwd',
  'data:image/png;base64,AA',
  'nonsense',
  '',
  'gopher://x',
])('%j is not a web address', async (url) => {
  expect(await kindOf(fetcher().fetch(url))).toBe('url-forbidden');
});

test('an address with a password, or at a port of no web server, is forbidden', async () => {
  expect(await kindOf(fetcher().fetch('https://user:secret@example.com/a'))).toBe('url-forbidden');
  expect(await kindOf(fetcher().fetch('http://example.com:6379/'))).toBe('url-forbidden');
});

test('a public name that leads inside is forbidden, and nothing is connected', async () => {
  const s = await serve((_req, res) => res.end('secret'));
  for (const addresses of [['127.0.0.1'], ['::ffff:127.0.0.1'], ['93.184.216.34', '127.0.0.1'], []]) {
    const result = fetcher({ lookup: resolvingTo(...addresses) }).fetch(`http://shop.example:8080/`);
    expect(await kindOf(result)).toBe('url-forbidden');
  }
  expect(s.connections()).toBe(0);
});

test('the system resolver is guarded too: localhost is forbidden', async () => {
  expect(await kindOf(fetcher().fetch('http://localhost:8080/'))).toBe('url-forbidden');
});

test('a redirect to a private address is forbidden, also by name and also when relative to another scheme', async () => {
  const inside = await serve((_req, res) => res.end('secret'));
  for (const location of [
    `${inside.origin}/`,
    `//127.0.0.1:${inside.port}/`,
    'http://rebind.example:8080/',
    'file:///etc/passwd',
  ]) {
    const s = await serve((_req, res) => res.writeHead(302, { location }).end());
    const f = fetcher({ allowOrigins: [s.origin], lookup: resolvingTo('127.0.0.1') });
    expect(await kindOf(f.fetch(`${s.origin}/a`))).toBe('url-forbidden');
    expect(s.seen).toEqual(['/a']);
  }
  expect(inside.connections()).toBe(0);
});

test('each connection is judged on the very answer it uses, so a name that changes its mind gains nothing', async () => {
  let asked = 0;
  const rebinding: Lookup = (host, options, callback) =>
    resolvingTo(asked++ === 0 ? '93.184.216.34' : '127.0.0.1')(host, options, callback);
  const guarded = guardedLookup(rebinding);
  const answer = () =>
    new Promise((done) =>
      guarded('rebind.example', { all: true }, (error, addresses) => done(error ? error.name : addresses)),
    );
  expect(await answer()).toEqual([{ address: '93.184.216.34', family: 4 }]);
  expect(await answer()).toBe('ForbiddenAddressError');
  expect(asked).toBe(2);
});

test('three redirects are followed, four are not', async () => {
  const s = await serve((req, res) => {
    const n = Number(req.url?.slice(1));
    if (n === 0) res.end('x');
    else res.writeHead(302, { location: `/${n - 1}` }).end();
  });
  const f = fetcher({ allowOrigins: [s.origin] });
  expect(await kindOf(f.fetch(`${s.origin}/3`))).toBe('ok');
  expect(await kindOf(f.fetch(`${s.origin}/4`))).toBe('fetch-failed');
});

test('a body that says it is too large is not read', async () => {
  const s = await serve((_req, res) => {
    res.setHeader('content-length', 2 * 1024 ** 3);
    res.write(Buffer.alloc(1024));
  });
  expect(await kindOf(fetcher({ allowOrigins: [s.origin] }).fetch(s.origin))).toBe('payload-too-large');
});

test('an endless body of unknown length is cut at the cap', async () => {
  let sent = 0;
  const s = await serve((_req, res) => {
    const chunk = Buffer.alloc(64 * 1024);
    const pump = (): void => {
      while (!res.destroyed && res.write(chunk)) sent += chunk.length;
      if (!res.destroyed) res.once('drain', pump);
    };
    pump();
  });
  const f = fetcher({ allowOrigins: [s.origin], maxBytes: 1024 * 1024 });
  expect(await kindOf(f.fetch(s.origin))).toBe('payload-too-large');
  expect(sent).toBeLessThan(32 * 1024 * 1024);
});

test('a server that says nothing, and one that stops in the middle, time out', async () => {
  const silent = await serve(() => {});
  const stalling = await serve((_req, res) => {
    res.write('begin');
  });
  const f = fetcher({ allowOrigins: [silent.origin, stalling.origin], timeoutMs: 200 });
  expect(await kindOf(f.fetch(silent.origin))).toBe('fetch-timeout');
  expect(await kindOf(f.fetch(stalling.origin))).toBe('fetch-timeout');
});

test('the caller can stop it', async () => {
  const s = await serve(() => {});
  const stop = new AbortController();
  const result = fetcher({ allowOrigins: [s.origin] }).fetch(s.origin, { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  expect(await kindOf(result)).toBe('cancelled');
});

test('each kind of refusal by the server has its own meaning', async () => {
  const s = await serve((req, res) => {
    if (req.url === '/429') res.setHeader('retry-after', '7');
    if (req.url === '/cut')
      return res.writeHead(200, { 'content-length': '10' }).write('x', () => res.destroy());
    if (req.url === '/gzip') return res.setHeader('content-encoding', 'gzip').end('x');
    res.writeHead(Number(req.url?.slice(1)) || 200).end();
  });
  const f = fetcher({ allowOrigins: [s.origin] });
  expect(await kindOf(f.fetch(`${s.origin}/404`))).toBe('image-missing');
  expect(await kindOf(f.fetch(`${s.origin}/500`))).toBe('fetch-failed');
  expect(await kindOf(f.fetch(`${s.origin}/cut`))).toBe('fetch-failed');
  expect(await kindOf(f.fetch(`${s.origin}/gzip`))).toBe('fetch-failed');
  const limited = await f.fetch(`${s.origin}/429`);
  expect(limited.ok ? null : limited.error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7000 });
});

test('Retry-After is read as seconds or as a date, and bounded', () => {
  expect(retryAfterMs('3', 0)).toBe(3000);
  expect(retryAfterMs('Thu, 01 Jan 1970 00:00:05 GMT', 1000)).toBe(4000);
  expect(retryAfterMs('999999', 0)).toBe(3_600_000);
  expect(retryAfterMs('soon', 0)).toBeUndefined();
});
