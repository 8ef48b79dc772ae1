import { describe, expect, it } from 'vitest';
import { BODY, problemOf, SECONDS, SECRET_HEX, STORE, setUp, THING } from '#tests/support/edge.ts';
import { bridgeAuthorization, signBridgeRequest } from '../bridge-signature.ts';

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
