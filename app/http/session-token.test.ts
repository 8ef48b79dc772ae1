import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifySessionToken } from './session-token.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const T = NOW.getTime() / 1000;
const CONFIG = { clientId: 'client-1', clientSecrets: ['new-secret', 'old-secret'] };

const HEADER = { alg: 'HS256', typ: 'JWT' };
const CLAIMS = {
  iss: 'https://mug-house.myshopify.com/admin',
  dest: 'https://mug-house.myshopify.com',
  aud: 'client-1',
  sub: '42',
  exp: T + 60,
  nbf: T,
  iat: T,
  jti: 'f8912129-1af6-4cad-9ca3-76b0f7621087',
  sid: 'aaea182f2732d44c23057c0fea584021a4485b2bd25d3eb7fd349313ad24c685',
};
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (header: unknown, claims: unknown, secret = 'new-secret', hash = 'sha256') => {
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
};

describe('a session token', () => {
  it('names shop and user', () => {
    expect(verifySessionToken(sign(HEADER, CLAIMS), CONFIG, NOW)).toEqual({
      ok: true,
      value: { shop: 'mug-house.myshopify.com', userId: '42', expiresAt: new Date((T + 60) * 1000) },
    });
  });

  it.each([
    ['signed with the secret of before a rotation', sign(HEADER, CLAIMS, 'old-secret')],
    ['ten seconds early by our clock', sign(HEADER, { ...CLAIMS, nbf: T + 10 })],
    ['nine seconds late by our clock', sign(HEADER, { ...CLAIMS, exp: T - 9 })],
    ['without a person', sign(HEADER, { ...CLAIMS, sub: undefined })],
  ])('is taken when %s', (_what, token) => {
    expect(verifySessionToken(token, CONFIG, NOW)).toMatchObject({ ok: true });
  });

  const forged = sign(HEADER, CLAIMS, 'guess');
  const good = sign(HEADER, CLAIMS);
  const [head, , signature] = good.split('.');
  it.each([
    ['signed by somebody else', forged, 'does not match'],
    ['changed after signing', `${head}.${part({ ...CLAIMS, sub: '1' })}.${signature}`, 'does not match'],
    ['without signature', `${part({ alg: 'none', typ: 'JWT' })}.${part(CLAIMS)}.`, 'not a signed token'],
    ['alg none with a signature', sign({ alg: 'none' }, CLAIMS), 'not signed with HS256'],
    [
      'alg HS512',
      sign({ alg: 'HS512', typ: 'JWT' }, CLAIMS, 'new-secret', 'sha512'),
      'not signed with HS256',
    ],
    ['alg RS256', sign({ alg: 'RS256', typ: 'JWT' }, CLAIMS), 'not signed with HS256'],
    ['signed with an empty secret', sign(HEADER, CLAIMS, ''), 'does not match'],
    ['cut short', good.slice(0, -4), 'does not match'],
    ['for another app', sign(HEADER, { ...CLAIMS, aud: 'client-2' }), 'another app'],
    ['for several apps', sign(HEADER, { ...CLAIMS, aud: ['client-1'] }), 'lacks a claim'],
    ['expired', sign(HEADER, { ...CLAIMS, exp: T - 10 }), 'expired'],
    ['from the future', sign(HEADER, { ...CLAIMS, nbf: T + 11 }), 'not valid yet'],
    ['without exp', sign(HEADER, { ...CLAIMS, exp: undefined }), 'lacks a claim'],
    ['with a text as exp', sign(HEADER, { ...CLAIMS, exp: '9999999999' }), 'lacks a claim'],
    ['of two shops', sign(HEADER, { ...CLAIMS, dest: 'https://other.myshopify.com' }), 'two different'],
    [
      'of a shop that is none',
      sign(HEADER, {
        ...CLAIMS,
        dest: 'https://mug-house.myshopify.com.evil.example',
        iss: 'https://mug-house.myshopify.com.evil.example/admin',
      }),
      'names no shop',
    ],
    [
      'over plain http',
      sign(HEADER, {
        ...CLAIMS,
        dest: 'http://mug-house.myshopify.com',
        iss: 'http://mug-house.myshopify.com/admin',
      }),
      'names no shop',
    ],
    ['with a part too many', `${good}.x`, 'not a signed token'],
    ['that is no token', 'hello', 'not a signed token'],
    ['of two dots', '..', 'not a signed token'],
    ['far too long', `${good}${'A'.repeat(5000)}`, 'not a signed token'],
  ])('is refused when it is one %s', (_what, token, why) => {
    const result = verifySessionToken(token, CONFIG, NOW);
    expect(result).toMatchObject({ ok: false, error: { kind: 'unauthenticated' } });
    if (!result.ok) {
      expect(result.error.message).toContain(why);
      if (token.length > 10) expect(result.error.message).not.toContain(token);
    }
  });

  it('is refused where no secret is set', () => {
    expect(verifySessionToken(good, { ...CONFIG, clientSecrets: [] }, NOW).ok).toBe(false);
  });
});
