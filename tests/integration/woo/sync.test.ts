import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '#sandbox/woo/faults/types.ts';
import { newCup, openWooStudio, type WooStudio } from '#tests/support/woo-studio.ts';

let studio: WooStudio;
let storeId = '';
beforeAll(async () => {
  studio = await openWooStudio();
  storeId = await studio.connect();
  for (let i = 0; i < 230; i++)
    await studio.sandbox.owner.createProduct({ name: `Plate ${i}`, sku: `P${i}` });
  await newCup(studio.sandbox);
});
afterAll(() => studio.close());

const value = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const all = () => studio.sandbox.state.products.all().map((product) => String(product.id));

/** Lists to the end; `between` is called after each page. */
const list = async (updatedSince: Date | null, between: (page: number) => Promise<void> = async () => {}) => {
  const seen: string[] = [];
  let cursor: string | null = null;
  for (let page = 1; page < 30; page++) {
    const got: { products: readonly { externalId: string }[]; nextCursor: string | null } = value(
      await studio.platform.listProducts(storeId, { cursor, updatedSince }),
    );
    seen.push(...got.products.map((product) => product.externalId));
    cursor = got.nextCursor;
    if (cursor === null) return seen;
    await between(page);
  }
  throw new Error('it never ended');
};

describe('listing a WooCommerce catalogue', () => {
  it('gives every product once, in the order of their ids', async () => {
    expect(await list(null)).toEqual(all());
  });

  it('leaves nothing out and gives nothing twice while products are deleted and made between pages', async () => {
    const before = all();
    const gone: string[] = [];
    const seen = await list(null, async (page) => {
      if (page !== 1) return;
      for (const id of before.slice(0, 30)) {
        gone.push(id);
        studio.sandbox.state.products.remove(Number(id));
      }
      await studio.sandbox.owner.createProduct({ name: 'Late' });
    });
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of all()) expect(seen).toContain(id);
    expect(seen.filter((id) => gone.includes(id))).toEqual(before.slice(0, 30));
  });

  it('does without the paging headers that a proxy took away', async () => {
    studio.sandbox.faults.add({ kind: 'no-headers', times: 99, match: '/wc/v3/products' });
    const seen = await list(null);
    studio.sandbox.faults.clear();
    expect(seen).toEqual(all());
  });

  it('gives what changed since, by GMT whatever the site’s own time, also when a hundred changed in one second', async () => {
    const since = new Date(Date.now() - 60_000);
    const old = Date.now() - 3_600_000;
    for (const row of studio.sandbox.state.products.all())
      studio.sandbox.state.products.put({ ...row, modifiedAt: old });
    const changed = studio.sandbox.state.products.all().slice(20, 170);
    const at = Math.floor((Date.now() - 10_000) / 1000) * 1000;
    for (const row of changed) studio.sandbox.state.products.put({ ...row, modifiedAt: at });
    const seen = await list(since);
    expect(new Set(seen)).toEqual(new Set(changed.map((row) => String(row.id))));
    expect(await list(new Date(Date.now() + 60_000))).toEqual([]);
  });

  it.each<[string, Fault]>([
    ['a byte order mark', { kind: 'bom' }],
    ['a PHP notice', { kind: 'notice' }],
  ])('reads on in spite of %s before the JSON', async (_name, fault) => {
    studio.sandbox.faults.add({ ...fault, match: '/wc/v3/products' });
    const page = value(await studio.platform.listProducts(storeId, { cursor: null, updatedSince: null }));
    expect(page.products.length).toBeGreaterThan(50);
  });

  it.each<[string, Fault, Record<string, unknown>]>([
    ['HTML instead of JSON', { kind: 'html' }, { kind: 'store-unavailable' }],
    ['half of the JSON', { kind: 'cut' }, { kind: 'store-unavailable' }],
    ['an endless body', { kind: 'endless' }, { kind: 'store-unavailable' }],
    ['a dropped connection', { kind: 'drop', when: 'before' }, { kind: 'store-unavailable' }],
    ['502', { kind: 'status', status: 502, when: 'before' }, { kind: 'store-unavailable' }],
    [
      '429 with a time',
      { kind: 'status', status: 429, retryAfter: 7, when: 'before' },
      { kind: 'store-throttled', retryAfterMs: 7_000 },
    ],
    ['a firewall’s 403', { kind: 'status', status: 403, when: 'before' }, { kind: 'store-unauthorized' }],
    ['404 for the API', { kind: 'status', status: 404, when: 'before' }, { kind: 'store-disconnected' }],
    ['a move', { kind: 'redirect', to: 'https://new.example/' }, { kind: 'store-disconnected' }],
  ])('names the failure: %s', async (_name, fault, error) => {
    studio.sandbox.faults.add({ ...fault, match: '/wc/v3/products' });
    const page = await studio.platform.listProducts(storeId, { cursor: null, updatedSince: null });
    expect(page).toMatchObject({ ok: false, error });
  });

  it('stops a slow host when it is told to', async () => {
    studio.sandbox.faults.add({ kind: 'slow', delayMs: 5_000, match: '/wc/v3/products' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const began = performance.now();
    const page = await studio.platform.listProducts(
      storeId,
      { cursor: null, updatedSince: null },
      { signal: stop.signal },
    );
    expect(page).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('takes no other product for the one that was asked for', async () => {
    const [id = ''] = all();
    for (const match of ['/wc/v3/products/', '/wc-softbox/v1/products/']) {
      studio.sandbox.faults.add({ kind: 'other-ids', match });
      const answer = match.startsWith('/wc/')
        ? await studio.platform.readProduct(storeId, id)
        : await studio.platform.readMedia(storeId, id);
      expect(answer).toMatchObject({ ok: false, error: { kind: 'store-unavailable' } });
    }
  });
});

describe('syncing it into the mirror', () => {
  it('takes categories, tags, attributes and stock along', async () => {
    const { id, variations } = await newCup(studio.sandbox, 'Stocked');
    studio.sandbox.owner.updateVariation(variations[0] ?? 0, {
      manageStock: true,
      stockQuantity: 7,
      stockStatus: 'instock',
    });
    studio.sandbox.owner.updateVariation(variations[1] ?? 0, { stockStatus: 'outofstock' });
    await studio.sync(storeId);
    const stored = await studio.repositories.products.findByExternalId(storeId, String(id));
    expect(stored).toMatchObject({
      collections: ['Cups'],
      tags: ['blue'],
      attributes: [{ name: 'Size', values: ['Small', 'Large'] }],
      inStock: true,
      variants: [
        { title: 'Small', inStock: true, stockQuantity: 7 },
        { title: 'Large', inStock: false, stockQuantity: null },
      ],
    });
  });

  it('marks as deleted what is gone without a word', async () => {
    const id = '01890000-0000-7000-8000-00000000abcd';
    await studio.repositories.catalogueSyncs.start(storeId, {
      id,
      updatedSince: null,
      now: new Date(),
    });
    expect(await studio.sync(storeId)).toEqual({ kind: 'done' });
    const [first = ''] = all();
    // deleted for good by the API: WooCommerce fires nothing
    studio.sandbox.state.products.remove(Number(first));
    await studio.sync(storeId);
    const page = await studio.repositories.products.list(storeId, { externalIds: [first] }, { limit: 1 });
    expect(page.items).toEqual([]);
    expect((await studio.repositories.stores.get(storeId))?.lastSyncedAt).not.toBeNull();
  });
});
