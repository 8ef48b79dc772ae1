import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeTokenBucketLimiter } from '#app/adapters/memory/token-bucket.ts';
import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { IdempotencyStart, KeptAnswer } from '#app/ports/repositories/idempotency-keys.ts';
import { bridgeAuthorization, signBridgeRequest } from '../bridge-signature.ts';
import { MAX_BODY_BYTES } from '../read-body.ts';
import { defineEndpoint } from './endpoint.ts';
import { type ApiDeps, handleApi } from './handle-api.ts';
import { makeRouteTable } from './route-table.ts';
import type { ApiServices } from './services.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const STORE = '019aac3e-5a10-7c44-9d0e-6f2b8a1c4d55';
const SECRET_HEX = 'ab'.repeat(32);

/** Answers to writes, kept in memory by the rules of the port. */
const makeRecords = (): ApiDeps['idempotency'] => {
  const rows = new Map<string, { fingerprint: string; answer: KeptAnswer | null }>();
  return {
    begin: async (storeId, key, fingerprint): Promise<IdempotencyStart> => {
      const row = rows.get(`${storeId} ${key}`);
      if (!row) {
        rows.set(`${storeId} ${key}`, { fingerprint, answer: null });
        return { kind: 'fresh' };
      }
      if (row.fingerprint !== fingerprint) return { kind: 'mismatch' };
      return row.answer ? { kind: 'replay', answer: row.answer } : { kind: 'running' };
    },
    finish: async (storeId, key, answer) => {
      const row = rows.get(`${storeId} ${key}`);
      if (row) row.answer = answer;
    },
    abandon: async (storeId, key) => {
      rows.delete(`${storeId} ${key}`);
    },
  };
};

const setUp = () => {
  const calls: unknown[] = [];
  const logged: unknown[] = [];
  const nonces = new Set<string>();
  let outcome: 'ok' | 'refuse' | 'wait' | 'crash' | Promise<void> = 'ok';
  const thing = defineEndpoint({
    operationId: 'makeThing',
    method: 'POST',
    path: '/things/{thingId}',
    tag: 'Batches',
    summary: 'Makes a thing',
    params: z.object({ thingId: z.uuid() }),
    body: z.strictObject({ name: z.string(), size: z.int().default(1) }),
    failures: [],
    reply: { kind: 'json', status: 201, description: '', schema: z.unknown(), example: {} },
    async handle({ caller, params, body }) {
      calls.push({ caller, params, body });
      if (outcome instanceof Promise) await outcome;
      if (outcome === 'crash') throw new Error('a bug with secrets in it');
      if (outcome === 'refuse') return err(failure('image-missing', 'No picture.'));
      if (outcome === 'wait') return err(failure('store-throttled', 'Wait.', { retryAfterMs: 4_000 }));
      return ok({ body: { made: calls.length }, headers: { Location: '/api/v1/things/1' } });
    },
  });
  const list = defineEndpoint({
    operationId: 'listThings',
    method: 'GET',
    path: '/things',
    tag: 'Batches',
    summary: 'Lists things',
    query: z.strictObject({ search: z.string().optional() }),
    failures: [],
    reply: { kind: 'json', status: 200, description: '', schema: z.unknown(), example: {} },
    handle: async ({ caller, query }) => ok({ body: { storeId: caller.storeId, query } }),
  });
  const latest = defineEndpoint({
    operationId: 'latestThing',
    method: 'GET',
    path: '/things/latest',
    tag: 'Batches',
    summary: 'The latest thing',
    failures: [],
    reply: { kind: 'json', status: 200, description: '', schema: z.unknown(), example: {} },
    handle: async () => ok({ body: 'latest' }),
  });
  const deps: ApiDeps = {
    auth: {
      now: () => NOW,
      sessionTokens: { clientId: 'client', clientSecrets: ['secret'] },
      findShop: async (shop) => (shop === 'mugs.myshopify.com' ? { id: STORE } : null),
      findBridgeKey: async (id) => (id === 'bridge-1' ? { id, storeId: STORE, secret: SECRET_HEX } : null),
      rememberNonce: async (id, nonce) => {
        const isNew = !nonces.has(`${id} ${nonce}`);
        nonces.add(`${id} ${nonce}`);
        return isNew;
      },
    },
    rateLimiter: makeTokenBucketLimiter({ burst: 20, perSecond: 1 }, { now: () => NOW }),
    idempotency: makeRecords(),
    services: {} as ApiServices,
    log: { info: () => {}, warn: () => {}, error: (facts) => void logged.push(facts) },
  };
  const find = makeRouteTable([list, thing, latest]);
  return {
    calls,
    logged,
    nonces,
    next: (o: typeof outcome) => {
      outcome = o;
    },
    send: (method: string, path: string, init: RequestInit & { duplex?: 'half' } = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${token()}`);
      if (init.body && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
      return handleApi(
        new Request(`https://api.test/api/v1${path}`, { ...init, method, headers }),
        deps,
        find,
      );
    },
  };
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (shop = 'mugs.myshopify.com', exp = SECONDS + 60) => {
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: 'client',
    sub: '7',
    exp,
    nbf: SECONDS,
  };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', 'secret').update(signed).digest('base64url')}`;
};

const THING = `/things/${STORE}`;
const BODY = JSON.stringify({ name: 'a' });
const problemOf = async (response: Response) => {
  expect(response.headers.get('Content-Type')).toContain('application/problem+json');
  return (await response.json()) as {
    type: string;
    status: number;
    detail: string;
    field?: string;
    errors?: unknown[];
  };
};

describe('a request to the API', () => {
  it('is answered for the store of its caller', async () => {
    const response = await setUp().send('GET', '/things?search=mug');
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(await response.json()).toEqual({ storeId: STORE, query: { search: 'mug' } });
  });

  it.each([
    ['no such path', 'GET', '/nothing', 404, 'not-found'],
    ['a path too long', 'POST', `${THING}/more`, 404, 'not-found'],
    ['an id that cannot be ours', 'POST', '/things/7', 404, 'not-found'],
    ['another method', 'DELETE', '/things', 405, 'method-not-allowed'],
    ['an unknown query parameter', 'GET', '/things?colour=red', 400, 'invalid-input'],
    ['a query parameter given twice', 'GET', '/things?search=a&search=b', 400, 'invalid-input'],
    ['a query where none is', 'GET', '/things/latest?x=1', 400, 'invalid-input'],
  ])('with %s is refused', async (_what, method, path, status, kind) => {
    const response = await setUp().send(method, path, method === 'POST' ? { body: BODY } : {});
    expect(await problemOf(response)).toMatchObject({ status, type: `/problems/${kind}` });
    expect(response.status).toBe(status);
  });

  it('with another method is told which ones there are', async () => {
    const { send } = setUp();
    expect((await send('DELETE', '/things')).headers.get('Allow')).toBe('GET, HEAD');
    expect((await send('GET', THING)).headers.get('Allow')).toBe('POST');
    expect((await send('OPTIONS', THING)).status).toBe(405);
  });

  it('finds a fixed word before an id', async () => {
    expect(await (await setUp().send('GET', '/things/latest')).json()).toBe('latest');
  });

  it('by HEAD gets the headers without the body', async () => {
    const response = await setUp().send('HEAD', '/things');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it.each([
    ['no Authorization', ''],
    ['another scheme', 'Basic YTpi'],
    ['a forged token', `Bearer ${token().slice(0, -6)}AAAAAA`],
    ['an expired token', `Bearer ${token('mugs.myshopify.com', SECONDS - 60)}`],
    ['half a signature', 'Softbox-HMAC-SHA256 KeyId=bridge-1'],
  ])('with %s is not authenticated', async (_what, authorization) => {
    const response = await setUp().send('GET', '/things', { headers: { Authorization: authorization } });
    expect(await problemOf(response)).toMatchObject({ status: 401, type: '/problems/unauthenticated' });
    expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
  });

  it('of a shop that has not installed the app is forbidden', async () => {
    const headers = { Authorization: `Bearer ${token('other.myshopify.com')}` };
    expect((await setUp().send('GET', '/things', { headers })).status).toBe(403);
  });

  it.each(['id_token', 'token', 'access_token', 'hmac', 'Authorization', 'ticket'])(
    'with a secret in the URL (%s) is refused, even when it is otherwise good',
    async (name) => {
      const problem = await problemOf(await setUp().send('GET', `/things?${name}=abc`));
      expect(problem).toMatchObject({ status: 400, field: name });
      expect(problem.detail).not.toContain('abc');
    },
  );

  it('with a token under an innocent name in the URL is refused too', async () => {
    expect((await problemOf(await setUp().send('GET', `/things?search=${token()}`))).status).toBe(400);
  });

  it('says how long to wait when there are too many', async () => {
    const { send } = setUp();
    const all = await Promise.all(Array.from({ length: 22 }, () => send('GET', '/things')));
    const late = all.filter((r) => r.status === 429);
    expect(late).toHaveLength(2);
    expect(late[0]?.headers.get('Retry-After')).toBe('1');
  });

  it('that meets a bug of ours learns nothing about it, and the log does', async () => {
    const world = setUp();
    world.next('crash');
    const problem = await problemOf(await world.send('POST', THING, { body: BODY }));
    expect(problem).toMatchObject({ status: 500, type: '/problems/internal' });
    expect(problem.detail).not.toContain('secrets');
    expect(world.logged).toHaveLength(1);
  });
});

describe('a body', () => {
  it('is parsed, with defaults filled in', async () => {
    const { send, calls } = setUp();
    expect((await send('POST', THING, { body: BODY })).status).toBe(201);
    expect(calls).toMatchObject([{ params: { thingId: STORE }, body: { name: 'a', size: 1 } }]);
  });

  it.each([
    ['nothing', '', 'application/json', 400, 'body'],
    ['broken JSON', '{"name":', 'application/json', 400, 'body'],
    ['bytes that are no text', new Uint8Array([0x22, 0xff, 0x22]), 'application/json', 400, 'body'],
    ['a form', 'name=a', 'application/x-www-form-urlencoded', 415, 'Content-Type'],
    ['JSON of another charset', BODY, 'application/json; charset=latin1', 415, 'Content-Type'],
    ['a list', '[]', 'application/json', 400, 'body'],
    ['a wrong type', '{"name":7}', 'application/json', 400, 'name'],
    ['an unknown field', '{"name":"a","colour":"red"}', 'application/json', 400, 'colour'],
    ['a field of every object', '{"name":"a","__proto__":{}}', 'application/json', 400, '__proto__'],
  ])('that is %s is refused by name', async (_what, body, type, status, field) => {
    const { send, calls } = setUp();
    const response = await send('POST', THING, { body, headers: { 'Content-Type': type } });
    expect(await problemOf(response)).toMatchObject({ status, field });
    expect(calls).toEqual([]);
  });

  it('with several faults has all of them named', async () => {
    const body = JSON.stringify({ size: 'x', a: 1, b: 2 });
    const problem = await problemOf(await setUp().send('POST', THING, { body }));
    expect(problem.errors).toHaveLength(4);
  });

  it('that announces too much is refused before it is read', async () => {
    const headers = { 'Content-Length': String(2 ** 31) };
    const response = await setUp().send('POST', THING, { body: BODY, headers });
    expect(response.status).toBe(413);
    expect(response.headers.get('Connection')).toBe('close');
  });

  it('without end is cut off at the cap', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 64_000;
        controller.enqueue(new Uint8Array(64_000));
      },
    });
    const response = await setUp().send('POST', THING, {
      body,
      duplex: 'half',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(MAX_BODY_BYTES + 5 * 64_000);
  });

  it('where none is taken is refused', async () => {
    expect((await setUp().send('POST', '/things/latest', { body: BODY })).status).toBe(405);
  });
});

describe('a bridge', () => {
  const sign = (
    nonce: string,
    over: { body?: string; timestamp?: number; keyId?: string; secret?: string } = {},
  ) => {
    const credentials = { keyId: over.keyId ?? 'bridge-1', timestamp: over.timestamp ?? SECONDS, nonce };
    const request = {
      method: 'POST',
      path: `/api/v1${THING}`,
      query: '',
      body: new TextEncoder().encode(over.body ?? BODY),
    };
    const signature = signBridgeRequest(Buffer.from(over.secret ?? SECRET_HEX, 'hex'), credentials, request);
    return { Authorization: bridgeAuthorization({ ...credentials, signature }) };
  };

  it('is let in by its signature', async () => {
    const { send, calls } = setUp();
    expect((await send('POST', THING, { body: BODY, headers: sign('nonce-of-16-chars') })).status).toBe(201);
    expect(calls).toMatchObject([
      { caller: { storeId: STORE, actor: 'bridge:bridge-1', via: 'bridge-key' } },
    ]);
  });

  it.each([
    ['a body changed on the way', sign('nonce-of-16-chars', { body: '{"name":"b"}' })],
    ['the secret of another', sign('nonce-of-16-chars', { secret: 'cd'.repeat(32) })],
    ['an unknown key', sign('nonce-of-16-chars', { keyId: 'bridge-2' })],
    [
      'a key that is nobody, signed with nothing',
      sign('nonce-of-16-chars', { keyId: 'bridge-2', secret: '00'.repeat(32) }),
    ],
    ['a time long past', sign('nonce-of-16-chars', { timestamp: SECONDS - 301 })],
    ['a time to come', sign('nonce-of-16-chars', { timestamp: SECONDS + 301 })],
  ])('with %s is not, and uses up no nonce', async (_what, headers) => {
    const { send, calls, nonces } = setUp();
    expect((await send('POST', THING, { body: BODY, headers })).status).toBe(401);
    expect(calls).toEqual([]);
    expect(nonces.size).toBe(0);
  });

  it('cannot be played back', async () => {
    const { send, calls } = setUp();
    const headers = sign('nonce-of-16-chars');
    await send('POST', THING, { body: BODY, headers });
    const again = await problemOf(await send('POST', THING, { body: BODY, headers }));
    expect(again).toMatchObject({ status: 401, detail: expect.stringContaining('nonce') });
    expect(calls).toHaveLength(1);
  });
});

describe('an Idempotency-Key', () => {
  const keyed = (key = 'k-1') => ({ body: BODY, headers: { 'Idempotency-Key': key } });

  it('makes a repeated write give the answer of before, without doing it again', async () => {
    const { send, calls } = setUp();
    const first = await send('POST', THING, keyed());
    const again = await send('POST', THING, keyed());
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(again.status).toBe(201);
    expect(again.headers.get('Location')).toBe('/api/v1/things/1');
    expect(await again.text()).toBe(await first.text());
    expect(calls).toHaveLength(1);
  });

  it('is refused for another request', async () => {
    const { send, calls } = setUp();
    await send('POST', THING, keyed());
    const other = await send('POST', THING, { ...keyed(), body: JSON.stringify({ name: 'b' }) });
    expect(await problemOf(other)).toMatchObject({ status: 422, type: '/problems/idempotency-mismatch' });
    expect(calls).toHaveLength(1);
  });

  it('is a conflict while the first request is at work', async () => {
    const world = setUp();
    let finish = () => {};
    world.next(new Promise<void>((resolve) => (finish = resolve)));
    const first = world.send('POST', THING, keyed());
    while (world.calls.length === 0) await new Promise((r) => setImmediate(r));
    const second = await world.send('POST', THING, keyed());
    expect(second.status).toBe(409);
    expect(second.headers.get('Retry-After')).toBe('1');
    finish();
    expect((await first).status).toBe(201);
  });

  it('keeps a refusal that lasts', async () => {
    const world = setUp();
    world.next('refuse');
    await world.send('POST', THING, keyed());
    world.next('ok');
    const again = await world.send('POST', THING, keyed());
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await problemOf(again)).toMatchObject({ status: 422, type: '/problems/image-missing' });
  });

  it.each(['wait', 'crash'] as const)('is free again after a failure that may pass (%s)', async (how) => {
    const world = setUp();
    world.next(how);
    expect((await world.send('POST', THING, keyed())).status).toBeGreaterThanOrEqual(500);
    world.next('ok');
    expect((await world.send('POST', THING, keyed())).status).toBe(201);
  });

  it('is not spent by a request that was never valid', async () => {
    const { send } = setUp();
    await send('POST', THING, { ...keyed(), body: '{}' });
    expect((await send('POST', THING, keyed())).status).toBe(201);
  });

  it.each(['', 'a b', 'x'.repeat(256)])('of another form (%j) is refused by name', async (key) => {
    const problem = await problemOf(await setUp().send('POST', THING, keyed(key)));
    expect(problem).toMatchObject({ status: 400, field: 'Idempotency-Key' });
  });
});
