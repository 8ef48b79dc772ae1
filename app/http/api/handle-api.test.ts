import { describe, expect, it } from 'vitest';
import { BODY, problemOf, SECONDS, STORE, setUp, THING, token } from '#tests/support/edge.ts';
import { MAX_BODY_BYTES } from '../read-body.ts';

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

  it('of bytes reaches the handler as it came, up to a cap of its own', async () => {
    const { send, calls } = setUp();
    const png = (size: number) => ({
      body: new Uint8Array(size),
      headers: { 'Content-Type': 'image/png' },
    });
    expect((await send('POST', '/pictures', png(1_500_000))).status).toBe(201);
    expect(calls).toEqual([{ bytes: 1_500_000 }]);
    expect((await send('POST', '/pictures', png(2_000_001))).status).toBe(413);
    expect(await problemOf(await send('POST', '/pictures', png(0)))).toMatchObject({
      status: 400,
      field: 'body',
    });
    expect(await problemOf(await send('POST', '/pictures', { body: BODY }))).toMatchObject({
      status: 415,
      field: 'Content-Type',
    });
    expect(calls).toHaveLength(1);
  });

  it('where none is taken is refused', async () => {
    expect((await setUp().send('POST', '/things/latest', { body: BODY })).status).toBe(405);
  });
});
