import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { type ApiWorld, batchOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

describe('a bridge key', () => {
  it('opens its store alone, is good for one use of a nonce, and ends when it is revoked', async () => {
    const store = await world.storeOf(2);
    const { keyId, secret } = await world.api.issueBridgeKey(store.storeId);
    const bridge = world.api.bridge(keyId, secret);
    const response = await bridge('GET', '/products?search=Product&limit=1');
    expect(response.status).toBe(200);
    const made = await bridge('POST', '/batches', JSON.stringify(batchOf(store)));
    expect(await made.json()).toMatchObject({ createdBy: `bridge:${keyId}`, jobCount: 2 });
    expect((await bridge('GET', '/products', '', 'the-very-same-nonce')).status).toBe(200);
    expect((await bridge('GET', '/products', '', 'the-very-same-nonce')).status).toBe(401);
    expect((await world.api.bridge(keyId, '00'.repeat(32))('GET', '/products')).status).toBe(401);
    expect((await world.api.bridge(newId(), secret)('GET', '/products')).status).toBe(401);
    await world.api.repositories.bridgeKeys.revoke(store.storeId, keyId, new Date());
    expect((await bridge('GET', '/products')).status).toBe(401);
  });
});
