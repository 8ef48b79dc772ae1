import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiWorld, batchOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

describe('the budget', () => {
  it('is none until it is set, and is replaced whole', async () => {
    const call = world.callerOf(await world.storeOf(0));
    expect(await call('GET', '/budget')).toMatchObject({
      status: 200,
      json: { day: null, month: null, batch: null, updatedBy: null, updatedAt: null },
    });
    const set = { dayMicros: 20_000_000, monthMicros: null, batchMicros: 5_000_000 };
    const put = await call('PUT', '/budget', set);
    expect(put).toMatchObject({
      status: 200,
      json: {
        day: { limitMicros: 20_000_000, spentMicros: 0, leftMicros: 20_000_000 },
        month: null,
        batch: { limitMicros: 5_000_000, spentMicros: 0, leftMicros: 5_000_000 },
      },
    });
    expect(put.json.updatedBy).toBeTypeOf('string');
    await call('PUT', '/budget', { dayMicros: null, monthMicros: 0, batchMicros: null });
    expect((await call('GET', '/budget')).json).toMatchObject({
      day: null,
      month: { limitMicros: 0 },
      batch: null,
    });
  });

  it.each([
    ['dayMicros', { dayMicros: -1, monthMicros: null, batchMicros: null }],
    ['monthMicros', { dayMicros: null, monthMicros: 1.5, batchMicros: null }],
    ['batchMicros', { dayMicros: null, monthMicros: null, batchMicros: '5' }],
    ['batchMicros', { dayMicros: null, monthMicros: null }],
    ['weekMicros', { dayMicros: null, monthMicros: null, batchMicros: null, weekMicros: 1 }],
  ])('refuses a wrong %s by its name', async (field, body) => {
    const call = world.callerOf(await world.storeOf(0));
    const refused = await call('PUT', '/budget', body);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.json)).toContain(field);
    expect((await call('GET', '/budget')).json).toMatchObject({ day: null, month: null, batch: null });
  });

  it('of one store is not seen by another, and every change is in the audit log', async () => {
    const [mine, theirs] = [await world.storeOf(0), await world.storeOf(0)];
    await world.callerOf(mine)('PUT', '/budget', { dayMicros: 7, monthMicros: null, batchMicros: null });
    expect((await world.callerOf(theirs)('GET', '/budget')).json).toMatchObject({ day: null });
    const entries = await world.prisma.auditEntry.findMany({ where: { storeId: mine.storeId } });
    expect(entries).toMatchObject([
      { action: 'set-budget', details: { day: '7', month: 'none', batch: 'none' } },
    ]);
  });
});

describe('an estimate', () => {
  it('shows what is left and what the store has already; with reuse that is not made again', async () => {
    const { store, call, assetId } = await world.storeWithPicture();
    await call('PUT', '/budget', { dayMicros: 9, monthMicros: null, batchMicros: null });
    const { label: _label, ...wanted } = batchOf(store);
    const estimate = await call('POST', '/estimates', wanted);
    expect(estimate.json).toMatchObject({
      pictures: 1,
      budget: { day: { leftMicros: 9 } },
      inLibrary: [{ assetId, productId: store.productIds[0] }],
    });
    expect((await call('POST', '/estimates', { ...wanted, reuse: true })).json).toMatchObject({
      pictures: 0,
    });
    const refused = await call('POST', '/batches', { ...batchOf(store), reuse: true });
    expect(refused.status).toBe(409);
    expect(refused.json).toMatchObject({ field: 'reuse', details: { assets: [assetId] } });
    expect((await call('POST', '/batches', batchOf(store))).json).toMatchObject({ jobCount: 1, reused: [] });
  });
});
