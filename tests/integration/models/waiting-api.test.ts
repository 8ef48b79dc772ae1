import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { kitchen } from '#tests/support/provider-stand-ins.ts';
import { type ModelsWorld, startModelsWorld } from './models-world.ts';

let world: ModelsWorld;
beforeAll(async () => {
  world = await startModelsWorld();
});
afterAll(() => world.close());

const SCENE = { kind: 'scene', scene: kitchen } as const;

const shop = async (products = 2) => {
  const store = await world.storeOf(products);
  await world.api.repositories.ledger.grant(store.storeId, {
    id: newId(),
    amount: 10_000_000n,
    now: new Date(),
  });
  const order = (recipe: object, more: object = {}) => ({
    selection: { kind: 'products', productIds: store.productIds },
    recipe,
    ...more,
  });
  return { store, call: world.callerOf(store), order };
};

describe('an order that can wait', () => {
  it('is estimated beside the same order made now, and reserved at its own price', async () => {
    const { store, call, order } = await shop();
    const now = { priceEachMicros: 120_000, priceTotalMicros: 240_000, affordable: true };
    const wait = { priceEachMicros: 60_000, priceTotalMicros: 120_000, affordable: true };
    const asked = await call('POST', '/estimates', order(SCENE));
    expect(asked.json).toMatchObject({ priceTotalMicros: 240_000, ways: { now, wait } });
    const waiting = await call('POST', '/estimates', order(SCENE, { canWait: true }));
    expect(waiting.json).toMatchObject({ priceTotalMicros: 120_000, ways: { now, wait } });
    const made = await call('POST', '/batches', order(SCENE, { canWait: true }));
    expect(made.json).toMatchObject({ canWait: true, priceTotalMicros: 120_000 });
    expect(await world.api.repositories.ledger.balance(store.storeId)).toBe(9_880_000n);
    const found = await call('GET', `/batches/${made.json.id}`);
    expect(found.json).toMatchObject({ canWait: true, progress: { waitingSince: null } });
  });

  it('says which of its pictures wait for the cheaper run, since when, and is no other recipe', async () => {
    const { store, call, order } = await shop();
    const waits = await call('POST', '/batches', order(SCENE, { canWait: true }));
    const [job] = await world.prisma.imageJob.findMany({ where: { batchId: String(waits.json.id) } });
    const changedAt = new Date();
    await world.prisma.imageJob.update({
      where: { id: job?.id ?? '' },
      data: { state: 'waiting', changedAt },
    });
    const found = await call('GET', `/batches/${waits.json.id}`);
    expect(found.json).toMatchObject({
      progress: {
        byState: { waiting: 1, queued: 1 },
        finished: false,
        waitingSince: changedAt.toISOString(),
      },
    });
    expect((await call('GET', `/jobs/${job?.id}`)).json).toMatchObject({ state: 'waiting' });
    const now = await call('POST', '/batches', order(SCENE));
    expect(now.json.recipeHash).toBe(waits.json.recipeHash);
    const cancelled = await call('POST', `/batches/${waits.json.id}/cancel`);
    expect(cancelled.json).toMatchObject({ cancelled: 2 });
    expect(await world.api.repositories.ledger.balance(store.storeId)).toBe(9_760_000n);
  });

  it.each([
    ['made on the server', { kind: 'packshot' }],
    ['made on the server', { kind: 'studio' }],
  ])('is refused by its name for what is %s', async (_why, recipe) => {
    const { call, order } = await shop(1);
    for (const path of ['/estimates', '/batches']) {
      const refused = await call('POST', path, order(recipe, { canWait: true }));
      expect(refused.json).toMatchObject({
        status: 422,
        field: 'canWait',
        type: '/problems/unsupported-option',
      });
    }
    expect((await call('POST', '/estimates', order(recipe))).json).toMatchObject({ ways: { wait: null } });
  });

  it('is not the order of the same key that cannot', async () => {
    const { call, order } = await shop(1);
    const headers = { 'Idempotency-Key': newId() };
    expect((await call('POST', '/batches', order(SCENE, { canWait: true }), headers)).status).toBe(201);
    await world.prisma.idempotencyKey.deleteMany();
    const other = await call('POST', '/batches', order(SCENE), headers);
    expect(other.json).toMatchObject({ status: 422, type: '/problems/idempotency-mismatch' });
  });
});
