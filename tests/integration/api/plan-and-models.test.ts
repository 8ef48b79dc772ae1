import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApiWorld, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

it('tells a store its plan, what this month brought, what is left and when more comes', async () => {
  const store = await world.storeOf(0);
  const call = world.callerOf(store);
  expect((await call('GET', '/usage')).json).toMatchObject({ balanceMicros: 0, plan: null });

  const { plans } = world.api.repositories;
  const now = new Date();
  const plan = { name: 'Starter', monthlyCredit: 5_000_000n, updatedBy: 'operator', now };
  await plans.put(store.storeId, plan);
  expect((await call('GET', '/usage')).json).toMatchObject({
    balanceMicros: 0,
    plan: { name: 'Starter', monthlyCreditMicros: 5_000_000, grantedMicros: 0 },
  });
  await plans.grantMonth(store.storeId, now);
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
  expect((await call('GET', '/usage')).json).toMatchObject({
    balanceMicros: 5_000_000,
    plan: { name: 'Starter', monthlyCreditMicros: 5_000_000, grantedMicros: 5_000_000, nextCreditAt: next },
  });
  const other = world.callerOf(await world.storeOf(0));
  expect((await other('GET', '/usage')).json).toMatchObject({ balanceMicros: 0, plan: null });
});

it('counts what another month brought for that month only', async () => {
  const store = await world.storeOf(0);
  const { plans } = world.api.repositories;
  const before = new Date(Date.now() - 40 * 86_400_000);
  const plan = { name: 'Starter', monthlyCredit: 5_000_000n, updatedBy: 'operator', now: before };
  await plans.put(store.storeId, plan);
  await plans.grantMonth(store.storeId, before);
  expect((await world.callerOf(store)('GET', '/usage')).json).toMatchObject({
    balanceMicros: 5_000_000,
    plan: { grantedMicros: 0 },
  });
});

it('gives the sketches of places with the list to those who ask for them', async () => {
  const call = world.callerOf(await world.storeOf(0));
  const listed = async (query: string) =>
    (await call('GET', `/scenes${query}`)).json.scenes as { thumbnail: string; sketch: string | null }[];
  const linked = await listed('');
  expect(linked.length).toBeGreaterThan(30);
  expect(linked.every(({ sketch }) => sketch === null)).toBe(true);
  const inline = await listed('?sketches=inline');
  expect(inline).toHaveLength(linked.length);
  for (const { sketch } of inline) {
    expect(sketch).toMatch(/^data:image\/webp;base64,UklGR/);
  }
  expect((await call('GET', '/scenes?sketches=photos')).status).toBe(400);
});

it('names no model where no provider is set up', async () => {
  const call = world.callerOf(await world.storeOf(0));
  expect((await call('GET', '/recipes/options')).json.models).toEqual([]);
});
