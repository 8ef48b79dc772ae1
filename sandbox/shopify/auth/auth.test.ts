import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  exchangeFields,
  type Json,
  SHOP,
  type TrySandbox,
  trySandbox,
} from '../testing/try-sandbox.ts';
import { mintSessionToken, readSessionToken } from './session-token.ts';

let it: TrySandbox;
beforeEach(async () => {
  it = await trySandbox();
});
afterEach(() => it.close());

const DAY = 24 * 60 * 60_000;
type Pair = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  refresh_token_expires_in: number;
  scope: string;
};

async function exchange(change: Json = {}): Promise<Pair> {
  const { status, body } = await it.oauth({ ...exchangeFields(it.sandbox.sessionToken(SHOP)), ...change });
  expect(status).toBe(200);
  return body as Pair;
}

async function refresh(token: string): Promise<{ status: number; body: Pair & Json }> {
  const answer = await it.oauth({ grant_type: 'refresh_token', refresh_token: token });
  return answer as { status: number; body: Pair & Json };
}

async function works(token: string): Promise<boolean> {
  return (await it.graphql('{ shop { id } }', {}, { token })).status === 200;
}

describe('a session token', () => {
  const options = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const now = Date.parse('2026-11-22T10:00:00Z');
  const uuid = () => '00000000-0000-4000-8000-000000000000';

  test('carries the claims of the platform and lasts a minute', () => {
    const token = mintSessionToken({ shop: SHOP, ...options, userId: 42, now, uuid });
    expect(readSessionToken(token, { ...options, now })).toEqual({
      iss: `https://${SHOP}/admin`,
      dest: `https://${SHOP}`,
      aud: CLIENT_ID,
      sub: '42',
      iat: now / 1000,
      nbf: now / 1000,
      exp: now / 1000 + 60,
      jti: uuid(),
      sid: uuid().replace(/-/g, ''),
    });
    expect(readSessionToken(token, { ...options, now: now + 60_000 })).toBeUndefined();
  });

  test('is worth nothing with another signature, audience or payload', () => {
    const token = mintSessionToken({ shop: SHOP, ...options, userId: 42, now, uuid });
    const [head, , signature] = token.split('.');
    const forged = `${head}.${Buffer.from('{"aud":"client-id","exp":99999999999,"nbf":0}').toString('base64url')}.${signature}`;
    expect(readSessionToken(forged, { ...options, now })).toBeUndefined();
    expect(readSessionToken(token, { ...options, clientSecret: 'other', now })).toBeUndefined();
    expect(readSessionToken(token, { ...options, clientId: 'other', now })).toBeUndefined();
    expect(readSessionToken('a.b', { ...options, now })).toBeUndefined();
  });
});

describe('token exchange', () => {
  test('gives an offline token of an hour with a refresh token of ninety days', async () => {
    const pair = await exchange();
    expect(pair).toMatchObject({
      expires_in: 3600,
      refresh_token_expires_in: 90 * 24 * 3600,
      scope: 'read_products,write_files,write_products',
    });
    expect(await works(pair.access_token)).toBe(true);
    await it.advance(59 * 60_000);
    expect(await works(pair.access_token)).toBe(true);
    await it.advance(60_000);
    expect(await works(pair.access_token)).toBe(false);
  });

  test('again ends the tokens given before', async () => {
    const first = await exchange();
    const second = await exchange();
    expect(await works(first.access_token)).toBe(false);
    expect((await refresh(first.refresh_token)).status).toBe(400);
    expect(await works(second.access_token)).toBe(true);
  });

  test('gives an online token with its user', async () => {
    const online = await exchange({
      requested_token_type: 'urn:shopify:params:oauth:token-type:online-access-token',
    });
    expect(online).toMatchObject({ expires_in: 86_399, associated_user: { id: 1001, account_owner: true } });
    expect(online).not.toHaveProperty('refresh_token');
    expect(await works(online.access_token)).toBe(true);
  });

  test('without `expiring` gives a token that the Admin API no longer takes', async () => {
    const permanent = await exchange({ expiring: '0' });
    expect(permanent).not.toHaveProperty('expires_in');
    expect((await it.graphql('{ shop { id } }', {}, { token: permanent.access_token })).status).toBe(403);
  });

  test.each([
    [
      'an expired session token',
      async () => ({ subject_token: it.sandbox.sessionToken(SHOP, { lifetimeSeconds: -1 }) }),
      'invalid_subject_token',
    ],
    [
      'a forged one',
      async () => ({ subject_token: `${it.sandbox.sessionToken(SHOP)}x` }),
      'invalid_subject_token',
    ],
    ['none', async () => ({ subject_token: '' }), 'missing_subject_token'],
    ['a wrong secret', async () => ({ client_secret: 'guess' }), 'invalid_client'],
    ['another grant', async () => ({ grant_type: 'password' }), 'unsupported_grant_type'],
  ])('with %s is refused', async (_, change, error) => {
    const answer = await it.oauth({ ...exchangeFields(it.sandbox.sessionToken(SHOP)), ...(await change()) });
    expect(answer).toMatchObject({ status: 400, body: { error } });
  });
});

describe('refreshing', () => {
  test('gives a new pair and ends the old access token', async () => {
    const first = await exchange();
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect(await works(first.access_token)).toBe(false);
    expect(await works(second.body.access_token)).toBe(true);
  });

  test('with the same token works again while its successor was not used: an answer may get lost', async () => {
    const first = await exchange();
    const lost = await refresh(first.refresh_token);
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(await works(lost.body.access_token)).toBe(false);
    const third = await refresh(second.body.refresh_token);
    expect(third.status).toBe(200);
    expect(await refresh(first.refresh_token)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
  });

  test('with a token used before ends 30 days after its first use, and 90 days after its making anyway', async () => {
    const first = await exchange();
    await refresh(first.refresh_token);
    await it.advance(29 * DAY);
    expect((await refresh(first.refresh_token)).status).toBe(200);
    await it.advance(2 * DAY);
    expect((await refresh(first.refresh_token)).status).toBe(400);
    const fresh = await exchange();
    await it.advance(90 * DAY);
    expect((await refresh(fresh.refresh_token)).status).toBe(400);
  });
});

describe('the Admin API', () => {
  test('answers 401 without a token or with a wrong one, in the words of the platform', async () => {
    const answer = await fetch(`${it.sandbox.origin}/shops/${SHOP}/admin/api/2026-10/graphql.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-shopify-access-token': 'shpat_guess' },
      body: '{"query":"{ shop { id } }"}',
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    });
  });

  test('does not take a refresh token for an access token', async () => {
    expect(await works((await exchange()).refresh_token)).toBe(false);
  });

  test('can be made to take a token for expired, which a refresh mends', async () => {
    const pair = await exchange();
    it.sandbox.faults.add({ kind: 'expired-token' });
    expect(await works(pair.access_token)).toBe(false);
    expect(await works(pair.access_token)).toBe(false);
    expect(await works((await refresh(pair.refresh_token)).body.access_token)).toBe(true);
  });

  test('of a shop that is not there answers 404', async () => {
    const answer = await fetch(
      `${it.sandbox.origin}/shops/none.myshopify.com/admin/api/2026-10/graphql.json`,
      { method: 'POST' },
    );
    expect(answer.status).toBe(404);
  });
});
