import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  BRIDGE_WINDOW_S,
  bridgeAuthorization,
  bridgeSignatureMatches,
  canonicalQuery,
  canonicalRequest,
  isFresh,
  parseBridgeAuthorization,
  signBridgeRequest,
} from './bridge-signature.ts';

/** The same file is read by the tests of every other implementation. */
const vectors = z
  .array(
    z.object({
      name: z.string(),
      secretHex: z.string(),
      keyId: z.string(),
      timestamp: z.number(),
      nonce: z.string(),
      method: z.string(),
      path: z.string(),
      query: z.string(),
      body: z.string(),
      canonicalQuery: z.string(),
      bodySha256: z.string(),
      canonical: z.string(),
      signature: z.string(),
      authorization: z.string(),
    }),
  )
  .min(5)
  .parse(
    JSON.parse(
      readFileSync(new URL('../../tests/contract/bridge-signature-vectors.json', import.meta.url), 'utf8'),
    ).vectors,
  );

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the signature of a bridge', () => {
  it.each(vectors)('agrees with the vector "$name"', (v) => {
    const request = { method: v.method, path: v.path, query: v.query, body: bytes(v.body) };
    const secret = Buffer.from(v.secretHex, 'hex');
    expect(canonicalQuery(v.query)).toBe(v.canonicalQuery);
    expect(canonicalRequest(v, request)).toBe(v.canonical);
    expect(v.canonical.split('\n')).toHaveLength(8);
    expect(v.canonical.endsWith(v.bodySha256)).toBe(true);
    expect(signBridgeRequest(secret, v, request)).toBe(v.signature);
    expect(bridgeAuthorization(v)).toBe(v.authorization);
    expect(parseBridgeAuthorization(v.authorization)).toEqual({
      keyId: v.keyId,
      timestamp: v.timestamp,
      nonce: v.nonce,
      signature: v.signature,
    });
  });

  const secret = randomBytes(32);
  const credentials = { keyId: 'bk_one', timestamp: 1_795_000_000, nonce: 'n'.repeat(22) };
  const request = { method: 'POST', path: '/api/v1/batches', query: 'a=1', body: bytes('{}') };
  const signed = { ...credentials, signature: signBridgeRequest(secret, credentials, request) };

  it('matches what was signed', () => {
    expect(bridgeSignatureMatches(secret, signed, request)).toBe(true);
  });

  it.each([
    ['key id', { ...signed, keyId: 'bk_two' }, request],
    ['timestamp', { ...signed, timestamp: signed.timestamp + 1 }, request],
    ['nonce', { ...signed, nonce: 'm'.repeat(22) }, request],
    ['method', signed, { ...request, method: 'PUT' }],
    ['path', signed, { ...request, path: '/api/v1/jobs' }],
    ['query', signed, { ...request, query: 'a=2' }],
    ['body', signed, { ...request, body: bytes('{ }') }],
  ])('does not match another %s', (_what, given, asked) => {
    expect(bridgeSignatureMatches(secret, given, asked)).toBe(false);
  });

  it('does not match another secret', () => {
    expect(bridgeSignatureMatches(randomBytes(32), signed, request)).toBe(false);
  });

  it('does not depend on the order of the query', () => {
    const pair = fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (pairs, order) => {
        const shuffled = pairs
          .map((p) => ({ p, rank: order.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ p }) => p);
        const text = (list: [string, string][]) => new URLSearchParams(list).toString();
        expect(canonicalQuery(text(shuffled))).toBe(canonicalQuery(text(pairs)));
      }),
    );
  });

  it.each([
    ['another scheme', 'Bearer abc'],
    ['a part missing', bridgeAuthorization(signed).replace(/, Nonce=[^,]+/, '')],
    ['a part twice', `${bridgeAuthorization(signed)}, Nonce=${'x'.repeat(22)}`],
    ['a part unknown', `${bridgeAuthorization(signed)}, Extra=1`],
    [
      'a signature in capitals',
      bridgeAuthorization({ ...signed, signature: signed.signature.toUpperCase() }),
    ],
    ['a signature cut short', bridgeAuthorization(signed).slice(0, -1)],
    ['a nonce too short', bridgeAuthorization({ ...signed, nonce: 'short' })],
    ['a timestamp that is no number', bridgeAuthorization(signed).replace('Timestamp=1', 'Timestamp=x')],
    ['a name of every object', `${bridgeAuthorization(signed)}, constructor=1`],
  ])('is not read from a header with %s', (_what, header) => {
    expect(parseBridgeAuthorization(header)).toBeNull();
  });

  it('is good for five minutes to either side', () => {
    const now = new Date(1_795_000_000_000);
    const at = (offset: number) => isFresh(1_795_000_000 + offset, now);
    expect([at(0), at(BRIDGE_WINDOW_S), at(-BRIDGE_WINDOW_S)]).toEqual([true, true, true]);
    expect([at(BRIDGE_WINDOW_S + 1), at(-BRIDGE_WINDOW_S - 1)]).toEqual([false, false]);
  });
});
