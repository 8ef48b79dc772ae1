import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { err, ok } from '#app/domain/result.ts';
import { makeAdminClient, type ShopAccess } from './admin-client.ts';

const STATUS = { maximumAvailable: 2_000, currentlyAvailable: 1_990, restoreRate: 100 };
const cost = (asked: number, available = STATUS.currentlyAvailable) => ({
  cost: { requestedQueryCost: asked, throttleStatus: { ...STATUS, currentlyAvailable: available } },
});
const reply =
  (body: unknown, init: ResponseInit = {}) =>
  () =>
    Promise.resolve(new Response(JSON.stringify(body), init));
const fine = reply({ data: { shop: { name: 'Tea' } }, extensions: cost(5) });
const throttled = (asked: number, available: number) =>
  reply({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    extensions: cost(asked, available),
  });

const access: ShopAccess = {
  accessOf: async (_store, { rejected }) =>
    ok({ shop: 'tea.myshopify.com', token: rejected ? 'fresh' : 'old' }),
};

const setUp = (answers: (typeof fetch)[], shopAccess = access) => {
  const slept: number[] = [];
  const tokens: (string | null)[] = [];
  let now = 0;
  const client = makeAdminClient({
    fetch: (input, init) => {
      tokens.push(new Headers(init?.headers).get('x-shopify-access-token'));
      const next = answers.shift();
      if (!next) throw new Error('no more answers');
      return next(input, init);
    },
    access: shopAccess,
    clock: {
      now: () => new Date(now),
      sleep: async (ms) => {
        slept.push(ms);
        now += ms;
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const call = (signal?: AbortSignal) =>
    client.call(
      's',
      {
        operation: 'shop',
        document: 'query { shop { name } }',
        variables: {},
        reply: z.object({ shop: z.object({ name: z.string() }) }),
      },
      { signal },
    );
  return { call, slept, tokens };
};

const kindOf = (result: Awaited<ReturnType<ReturnType<typeof setUp>['call']>>) =>
  result.ok ? 'ok' : result.error.kind;

describe('a call to the Admin API', () => {
  it('gives the data', async () => {
    expect(await setUp([fine]).call()).toEqual(ok({ shop: { name: 'Tea' } }));
  });

  it('waits out a short throttle and asks again', async () => {
    const { call, slept } = setUp([throttled(300, 0), fine]);
    expect(kindOf(await call())).toBe('ok');
    expect(slept).toEqual([3_000]);
  });

  it('hands a long throttle on, with the time it takes', async () => {
    const result = await setUp([throttled(900, 0)]).call();
    expect(result).toMatchObject({ error: { kind: 'store-throttled', retryAfterMs: 9_000 } });
  });

  it('waits before a call that the bucket cannot pay', async () => {
    const low = reply({ data: { shop: { name: 'Tea' } }, extensions: cost(200, 100) });
    const { call, slept } = setUp([low, fine]);
    await call();
    await call();
    expect(slept).toEqual([1_000]);
  });

  it.each([
    [500, 'store-unavailable'],
    [503, 'store-unavailable'],
    [402, 'store-unavailable'],
    [403, 'store-unauthorized'],
    [404, 'store-disconnected'],
    [429, 'store-throttled'],
    [400, 'internal'],
  ])('calls status %i %s', async (status, kind) => {
    const answer = reply({}, { status, headers: status === 429 ? { 'retry-after': '60' } : {} });
    expect(kindOf(await setUp([answer]).call())).toBe(kind);
  });

  it('tries once more with a fresh token when the first is refused', async () => {
    const refused = reply({}, { status: 401 });
    const { call, tokens } = setUp([refused, fine]);
    expect(kindOf(await call())).toBe('ok');
    expect(tokens).toEqual(['old', 'fresh']);
    expect(kindOf(await setUp([refused, refused]).call())).toBe('store-unauthorized');
  });

  it.each([
    ['ACCESS_DENIED', 'store-unauthorized'],
    ['INTERNAL_SERVER_ERROR', 'store-unavailable'],
    ['undefinedField', 'internal'],
  ])('calls the top-level error %s %s', async (code, kind) => {
    const answer = reply({ errors: [{ message: 'x', extensions: { code } }] });
    expect(kindOf(await setUp([answer]).call())).toBe(kind);
  });

  it('reads no reply without end', async () => {
    const endless: typeof fetch = async () =>
      new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(1024 * 1024)) }));
    expect(kindOf(await setUp([endless]).call())).toBe('store-unavailable');
  });

  it('stops when it is told to, and says so', async () => {
    const abort = new AbortController();
    const hangs: typeof fetch = (_input, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
        abort.abort();
      });
    expect(kindOf(await setUp([hangs]).call(abort.signal))).toBe('cancelled');
  });

  it('does not call at all without access', async () => {
    const none: ShopAccess = {
      accessOf: async () => err({ kind: 'store-disconnected', message: 'no session' }),
    };
    expect(kindOf(await setUp([], none).call())).toBe('store-disconnected');
  });
});
