import { expect, test, vi } from 'vitest';
import { makeIdTokens } from './id-token.ts';

function tokenUntil(expirySeconds: number, note = ''): string {
  return `h.${Buffer.from(JSON.stringify({ exp: expirySeconds, note })).toString('base64url')}.s`;
}

test('a token is asked for once and used again while it lives', async () => {
  const ask = vi.fn(async () => tokenUntil(1060));
  const idToken = makeIdTokens({ ask, now: () => 1_000_000 });
  const [first, second] = await Promise.all([idToken(), idToken()]);
  expect(await idToken()).toBe(first);
  expect(second).toBe(first);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('a token about to expire is replaced', async () => {
  let now = 1_000_000;
  const ask = vi.fn(async () => tokenUntil(now / 1000 + 60));
  const idToken = makeIdTokens({ ask, now: () => now });
  await idToken();
  now += 45_000;
  await idToken();
  expect(ask).toHaveBeenCalledTimes(1);
  now += 6_000;
  await idToken();
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a refused token is not handed out again', async () => {
  const ask = vi.fn(async () => tokenUntil(9_999_999, String(ask.mock.calls.length)));
  const idToken = makeIdTokens({ ask, now: () => 0 });
  const first = await idToken();
  expect(await idToken({ fresh: true })).not.toBe(first);
});

test('a failure is told, and the next call asks anew', async () => {
  const ask = vi.fn(async (): Promise<unknown> => tokenUntil(9_999_999));
  ask.mockRejectedValueOnce(new Error('no answer'));
  ask.mockResolvedValueOnce(undefined);
  const idToken = makeIdTokens({ ask, now: () => 0 });
  await expect(idToken()).rejects.toThrow('no answer');
  await expect(idToken()).rejects.toThrow('gave no id token');
  await expect(idToken()).resolves.toMatch(/^h\./);
});
