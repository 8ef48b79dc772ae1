import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiWorld, batchOf, idsOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

/** Walks a list to its end and returns the ids in order. */
const allPages = async (call: ReturnType<ApiWorld['callerOf']>, path: string, limit: number) => {
  const pages: string[][] = [];
  let cursor: unknown = null;
  do {
    const more = cursor === null ? '' : `&cursor=${cursor}`;
    const page = await call('GET', `${path}?limit=${limit}${more}`);
    expect(page.status).toBe(200);
    pages.push(idsOf(page.json));
    cursor = page.json.nextCursor;
  } while (cursor !== null && pages.length < 50);
  return pages;
};

describe('a list', () => {
  it('comes in pages that hold everything once, in order', async () => {
    const store = await world.storeOf(23);
    const call = world.callerOf(store);
    await call('POST', '/batches', batchOf(store));
    for (const path of ['/products', '/jobs']) {
      const pages = await allPages(call, path, 10);
      expect(pages.map((p) => p.length)).toEqual([10, 10, 3]);
      const ids = pages.flat();
      expect(new Set(ids).size).toBe(23);
      expect([ids.toSorted(), ids.toSorted().reverse()]).toContainEqual(ids);
      expect((await allPages(call, path, 23)).map((p) => p.length)).toEqual([23]);
    }
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e1', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['page=2', 'page'],
    ['hasImages=yes', 'hasImages'],
    ['ids=12', 'ids.0'],
    ['externalIds=12,,13', 'externalIds'],
    [`externalIds=${Array.from({ length: 101 }, (_, i) => i + 1).join(',')}`, 'externalIds'],
  ])('asked for with %s is refused by name', async (query, field) => {
    const store = await world.storeOf(1);
    expect((await world.callerOf(store)('GET', `/products?${query}`)).json).toMatchObject({
      status: 400,
      field,
    });
  });

  it("of products takes ids of ours, and leaves other stores' alone", async () => {
    const [mine, other] = [await world.storeOf(4), await world.storeOf(2)];
    const asked = [mine.productIds[3], mine.productIds[1], other.productIds[0]].join(',');
    const { json } = await world.callerOf(mine)('GET', `/products?ids=${asked}`);
    expect(idsOf(json).toSorted()).toEqual([mine.productIds[1], mine.productIds[3]].toSorted());
  });

  it("of products takes the platform's own ids, and leaves other stores' alone", async () => {
    const [mine, other] = [await world.storeOf(4), await world.storeOf(2)];
    const externalIds = async (store: typeof mine, query = '') => {
      const { json } = await world.callerOf(store)('GET', `/products?limit=100${query}`);
      return (json.items as { externalId: string }[]).map((p) => p.externalId);
    };
    const [first = '', , third = ''] = await externalIds(mine);
    const [foreign = ''] = await externalIds(other);
    const asked = [third, first, foreign, 'nobody-has-this'].map(encodeURIComponent).join(',');
    const found = await externalIds(mine, `&externalIds=${asked}`);
    expect(found.toSorted()).toEqual([first, third].toSorted());
  });

  it('of products is searched and filtered', async () => {
    const store = await world.storeOf(12, (i) => (i < 3 ? null : `https://photos.example/${i}.jpg`));
    const call = world.callerOf(store);
    const count = async (query: string) => idsOf((await call('GET', `/products?${query}`)).json).length;
    expect([
      await count('search=product%2011'),
      await count('search=PRODUCT'),
      await count('search=teapot'),
    ]).toEqual([1, 12, 0]);
    expect([await count('hasImages=true'), await count('hasImages=false')]).toEqual([9, 3]);
  });
});
