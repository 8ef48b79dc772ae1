import { expect, test, vi } from 'vitest';
import { makeAuthorisedFetch } from './authorised-fetch.ts';

function tryFetch(answers: Response[] = []) {
  const requests: Request[] = [];
  const plain = vi.fn(async (input: RequestInfo | URL, init?: RequestInit) => {
    requests.push(
      new Request(input instanceof Request ? input : new URL(input, 'http://localhost:3000'), init),
    );
    return answers.shift() ?? new Response('ok');
  });
  const idToken = vi.fn(async (options?: { fresh?: boolean }) => (options?.fresh ? 'fresh' : 'kept'));
  const leaveTo = vi.fn();
  const fetch = makeAuthorisedFetch({
    fetch: plain,
    pageUrl: () => 'http://localhost:3000/app/batches',
    locale: 'de',
    idToken,
    leaveTo,
  });
  return { fetch, requests, idToken, leaveTo };
}

test('requests to the app’s own origin carry the token and the shop’s language', async () => {
  const { fetch, requests } = tryFetch();
  await fetch('/api/v1/jobs', { method: 'POST', body: 'x' });
  await fetch(new URL('http://localhost:3000/other'));
  expect(
    requests.map((request) => [request.method, request.url, request.headers.get('authorization')]),
  ).toEqual([
    ['POST', 'http://localhost:3000/api/v1/jobs', 'Bearer kept'],
    ['GET', 'http://localhost:3000/other', 'Bearer kept'],
  ]);
  expect(requests[0]?.headers.get('accept-language')).toBe('de');
});

test('no other origin ever sees the token', async () => {
  const { fetch, requests, idToken } = tryFetch();
  for (const address of [
    'https://example.com/',
    'http://localhost:3001/',
    'https://localhost:3000/',
    '//localhost.example/',
    'http://localhost.example.com:3000/',
  ]) {
    await fetch(address);
  }
  expect(requests.some((request) => request.headers.has('authorization'))).toBe(false);
  expect(idToken).not.toHaveBeenCalled();
});

test('a request with its own Authorization is left alone', async () => {
  const { fetch, requests } = tryFetch();
  await fetch('/api', { headers: { Authorization: 'Ticket 1' } });
  expect(requests[0]?.headers.get('authorization')).toBe('Ticket 1');
});

test('a refused token is replaced once, body and all, and not a second time', async () => {
  const refused = () =>
    new Response(null, { status: 401, headers: { 'X-Shopify-Retry-Invalid-Session-Request': '1' } });
  const { fetch, requests } = tryFetch([refused(), refused()]);
  const response = await fetch('/api', { method: 'POST', body: 'payload' });
  expect(response.status).toBe(401);
  expect(requests.map((request) => request.headers.get('authorization'))).toEqual([
    'Bearer kept',
    'Bearer fresh',
  ]);
  expect(await requests[1]?.text()).toBe('payload');
});

test('a plain 401 is the app’s own answer', async () => {
  const { fetch, requests } = tryFetch([new Response(null, { status: 401 })]);
  expect((await fetch('/api')).status).toBe(401);
  expect(requests).toHaveLength(1);
});

test('a reauthorise address leads the Admin there', async () => {
  const url = 'https://admin.shopify.com/store/demo/oauth/install';
  const { fetch, leaveTo } = tryFetch([
    new Response(null, { status: 401, headers: { 'X-Shopify-API-Request-Failure-Reauthorize-Url': url } }),
  ]);
  await fetch('/api');
  expect(leaveTo).toHaveBeenCalledWith(url);
});

test('direct Admin API access is refused by name', async () => {
  const { fetch } = tryFetch();
  await expect(fetch('shopify:admin/api/graphql.json')).rejects.toThrow('no direct Admin API access');
});
