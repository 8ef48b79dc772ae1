import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWooSecrets } from '#app/use-cases/open-woo-connection.ts';
import { newCup, openWooStudio, type WooStudio } from '#tests/support/woo-studio.ts';

let studio: WooStudio;
let storeId = '';
let connectionId = '';
let secret = '';
beforeAll(async () => {
  studio = await openWooStudio();
  storeId = await studio.connect();
  const connection = await studio.repositories.wooConnections.get(storeId);
  if (!connection) throw new Error('no connection');
  connectionId = connection.id;
  secret = openWooSecrets(studio.keyring, connection)?.webhookSecret ?? '';
});
afterAll(() => studio.close());
beforeEach(async () => {
  await studio.sandbox.settle();
  await studio.handleWebhooks();
  studio.hooks.length = 0;
});

const never = new AbortController().signal;
const check = () => studio.woo.checkConnection(storeId, connectionId, never);
const mirror = async (id: number) => {
  const page = await studio.repositories.products.list(storeId, { externalIds: [String(id)] }, { limit: 5 });
  return page.items[0] ?? null;
};
const deliveries = () => studio.db.database.prisma.webhookDelivery.count();

/** A delivery of our own making. */
const deliver = (
  body: string,
  over: { signature?: string; headers?: Record<string, string>; connection?: string } = {},
) =>
  studio.serve(
    new Request(`${studio.front.url}/webhooks/store/${over.connection ?? connectionId}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-wc-webhook-source': `${studio.sandbox.home}/`,
        'x-wc-webhook-topic': 'product.updated',
        'x-wc-webhook-delivery-id': randomBytes(16).toString('hex'),
        'x-wc-webhook-signature':
          over.signature ?? createHmac('sha256', secret).update(body).digest('base64'),
        ...over.headers,
      },
      body,
    }),
  );

describe('what a connected site tells', () => {
  it('brings new, changed and trashed products into the mirror, variations as their product', async () => {
    const made = await newCup(studio.sandbox, 'Bowl');
    await studio.sandbox.settle();
    await studio.handleWebhooks();
    expect(await mirror(made.id)).toMatchObject({
      title: 'Bowl',
      status: 'active',
      tags: ['blue'],
      collections: ['Cups'],
      variantCount: 2,
    });
    studio.sandbox.owner.updateProduct(made.id, { name: 'Bowl, large' });
    studio.sandbox.owner.updateVariation(made.variations[1] ?? 0, { imageId: made.media[1] ?? null });
    await studio.sandbox.settle();
    await studio.handleWebhooks();
    const product = await mirror(made.id);
    expect(product?.title).toBe('Bowl, large');
    const detail = await studio.repositories.products.get(storeId, product?.id ?? '');
    expect(detail?.variants.map((variant) => variant.mediaExternalId)).toEqual([
      String(made.media[0]),
      String(made.media[1]),
    ]);
    studio.sandbox.owner.trashProduct(made.id);
    await studio.sandbox.settle();
    await studio.handleWebhooks();
    expect(await mirror(made.id)).toBeNull();
  });

  it('does not come round in circles by our own writing', async () => {
    const made = await newCup(studio.sandbox, 'Jug');
    await studio.refreshProduct(storeId, String(made.id));
    await studio.sandbox.settle();
    await studio.handleWebhooks();
    const assetId = await studio.makeAsset(storeId, made.id);
    const id = await studio.plan(storeId, { assetId, placement: 'main' });
    await studio.finish(studio.publishAsset, storeId, id);
    await studio.sandbox.settle();
    studio.hooks.length = 0;
    expect((await studio.handleWebhooks()).length).toBeGreaterThan(0);
    await studio.sandbox.settle();
    // handling what our write has caused writes nothing, so it causes nothing
    expect(studio.hooks).toEqual([]);
    const product = await mirror(made.id);
    expect(product?.firstImage?.isOurs).toBe(true);
  });

  it('is read once for a storm about one product, and each of two products of one second counts', async () => {
    const [a, b] = [await newCup(studio.sandbox, 'Storm'), await newCup(studio.sandbox, 'Calm')];
    await studio.sandbox.settle();
    await studio.handleWebhooks();
    for (let i = 0; i < 40; i++) studio.sandbox.owner.updateProduct(a.id, { name: `Storm ${i}` });
    studio.sandbox.owner.updateProduct(b.id, { name: 'Calm still' });
    await studio.sandbox.settle();
    expect(studio.hooks.every((hook) => hook.status === 200)).toBe(true);
    const outcomes = await studio.handleWebhooks();
    expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(2);
    expect([(await mirror(a.id))?.title, (await mirror(b.id))?.title]).toEqual(['Storm 39', 'Calm still']);
  });
});

describe('what is not believed', () => {
  it('a delivery with another signature, another secret, another body, or for nobody: no row is made', async () => {
    const before = await deliveries();
    const body = JSON.stringify({ id: 1 });
    const forged = createHmac('sha256', 'guess').update(body).digest('base64');
    expect((await deliver(body, { signature: forged })).status).toBe(401);
    expect((await deliver(body, { signature: '' })).status).toBe(401);
    const good = createHmac('sha256', secret).update('{"id":2}').digest('base64');
    expect((await deliver(body, { signature: good })).status).toBe(401);
    expect((await deliver(body, { connection: storeId })).status).toBe(404);
    expect((await deliver(body, { connection: "x' OR 1=1" })).status).toBe(404);
    expect(await deliveries()).toBe(before);
  });

  it('a delivery of another connection’s site, and one of a copy of the site', async () => {
    const other = await studio.openSite();
    const otherStore = await studio.connect(other);
    const connection = await studio.repositories.wooConnections.get(otherStore);
    const body = JSON.stringify({ id: 1 });
    expect((await deliver(body, { connection: connection?.id ?? '' })).status).toBe(401);
    const staging = { 'x-wc-webhook-source': 'https://staging.tea.example/' };
    expect((await deliver(body, { headers: staging })).status).toBe(403);
  });

  it('a delivery played back is known again; the unsigned ping means nothing', async () => {
    const headers = { 'x-wc-webhook-delivery-id': 'd'.repeat(32) };
    const body = JSON.stringify({ id: 1 });
    const before = await deliveries();
    expect((await deliver(body, { headers })).status).toBe(200);
    expect((await deliver(body, { headers })).status).toBe(200);
    expect(await deliveries()).toBe(before + 1);
    const ping = new Request(`${studio.front.url}/webhooks/store/${connectionId}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'webhook_id=7',
    });
    expect((await studio.serve(ping)).status).toBe(200);
    expect(await deliveries()).toBe(before + 1);
  });

  it('a body that is too large, no JSON, or of a topic we do not know', async () => {
    expect((await deliver(`{"id":1,"x":"${'a'.repeat(10_000_001)}"}`)).status).toBe(413);
    expect((await deliver('{"id":')).status).toBe(400);
    expect((await deliver('{"id":1}', { headers: { 'x-wc-webhook-topic': 'order.created' } })).status).toBe(
      200,
    );
    expect(await studio.handleWebhooks()).toContain('ignored');
  });
});

describe('looking after a connection', () => {
  it('makes a webhook anew that WooCommerce disabled while we were down, and catches up on what it missed', async () => {
    const made = await newCup(studio.sandbox, 'Missed');
    await studio.sandbox.settle();
    await studio.handleWebhooks();
    await studio.sync(storeId);
    studio.setHooksDown(503);
    for (let i = 0; i < 8; i++) {
      studio.sandbox.owner.updateProduct(made.id, { name: `Missed ${i}` });
      await studio.sandbox.settle();
    }
    studio.setHooksDown(null);
    const updated = () =>
      studio.sandbox.state.webhooks.all().filter((row) => row.topic === 'product.updated');
    expect(updated().map((row) => row.status)).toEqual(['disabled']);
    await check();
    expect(updated().map(({ status, failureCount }) => [status, failureCount])).toEqual([['active', 0]]);
    const asked = studio.messages.filter((message) => message.kind === 'catalogue-sync');
    expect(asked.length).toBeGreaterThan(0);
    await studio.sync(storeId, new Date(Date.now() - 3_600_000));
    expect((await mirror(made.id))?.title).toBe('Missed 7');
    const view = await studio.sandbox.plugin.call('GET', '/connect/woo/connection');
    expect(view.body).toMatchObject({ state: 'ok', webhooks: Array(3).fill({ status: 'active' }) });
  });

  it('makes a webhook that somebody deleted, and tells of one that the owner paused', async () => {
    const [first, second] = studio.sandbox.state.webhooks.all();
    if (!first || !second) throw new Error('no webhooks');
    studio.sandbox.state.webhooks.remove(first.id);
    studio.sandbox.state.webhooks.put({ ...second, status: 'paused' });
    await check();
    expect(studio.sandbox.state.webhooks.size).toBe(3);
    const view = await studio.sandbox.plugin.call('GET', '/connect/woo/connection');
    expect(view.body).toMatchObject({ state: 'trouble', problems: [{ kind: 'webhook-disabled' }] });
    studio.sandbox.state.webhooks.put({ ...second, status: 'active' });
  });

  it.each([
    ['unreachable', { kind: 'drop', when: 'before' }],
    ['unreachable', { kind: 'html' }],
    ['unreachable', { kind: 'status', status: 502, when: 'before' }],
    ['unauthorized', { kind: 'status', status: 403, when: 'before' }],
    ['no-plugin', { kind: 'redirect', to: 'https://elsewhere.example/' }],
  ] as const)('says %s of a site whose fault is %o', async (kind, fault) => {
    studio.sandbox.faults.add(fault);
    await check();
    studio.sandbox.faults.clear();
    const health = (await studio.repositories.wooConnections.get(storeId))?.health;
    expect(health?.problems.map((problem) => problem.kind)).toEqual([kind]);
    await check();
    expect((await studio.repositories.wooConnections.get(storeId))?.health.problems).toEqual([]);
  });

  it('knows a key that was revoked, and an installation that is another one', async () => {
    const site = await studio.openSite();
    const id = await studio.connect(site);
    const looked = async () => {
      await studio.woo.checkConnection(id, '', never);
      return (await studio.repositories.wooConnections.get(id))?.health.problems.map((one) => one.kind);
    };
    const plugin = site.state.plugin.get(1);
    if (!plugin) throw new Error('no plugin');
    site.state.plugin.put({ ...plugin, siteId: '0192f0c1-7a3b-7c4d-8e5f-60718293a4b5' });
    expect(await looked()).toEqual(['other-site']);
    expect(await studio.platform.readStore(id)).toMatchObject({ error: { kind: 'store-disconnected' } });
    site.state.plugin.put(plugin);
    for (const key of site.state.keys.all()) site.owner.revokeKey(key.id);
    expect(await looked()).toEqual(['unauthorized']);
  });

  it('gives each connection one check per interval, however many ask', async () => {
    studio.clock.forward(16 * 60_000);
    const rounds = await Promise.all([studio.woo.dueChecks(), studio.woo.dueChecks()]);
    const all = rounds.flat().map((message) => message.id);
    expect(all).toContain(connectionId);
    expect(new Set(all).size).toBe(all.length);
    expect(await studio.woo.dueChecks()).toEqual([]);
  });
});
