import { createServer, type Server } from 'node:http';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bottle } from '#sandbox/shopify/testing/try-sandbox.ts';
import { gidOf, openStudio, SHOP, type Studio } from '#tests/support/shopify-studio.ts';

let studio: Studio;
let server: Server;
const arrived: string[] = [];

beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const headers = new Headers(
      Object.entries(incoming.headers).map(([name, text]): [string, string] => [name, String(text)]),
    );
    headers.delete('content-length');
    const request = new Request('http://app.test/webhooks/shopify', {
      method: 'POST',
      body: Buffer.concat(parts),
      headers,
    });
    const response = await studio.receiveWebhook(request);
    arrived.push(headers.get('x-shopify-topic') ?? '');
    outgoing.writeHead(response.status).end();
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  studio = await openStudio({
    appUrl: `http://127.0.0.1:${port}`,
    webhooks: [
      { topics: ['app/uninstalled', 'app/scopes_update'], uri: '/webhooks/shopify' },
      { topics: ['products/create', 'products/update', 'products/delete'], uri: '/webhooks/shopify' },
      {
        complianceTopics: ['customers/data_request', 'customers/redact', 'shop/redact'],
        uri: '/webhooks/shopify',
      },
    ],
  });
});
afterAll(async () => {
  await studio.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const never = new AbortController().signal;

/** Lets everything arrive that is on its way, and handles it; returns what came of each. */
const settle = async (): Promise<string[]> => {
  const outcomes: string[] = [];
  for (let quiet = 0; quiet < 3; ) {
    await studio.sandbox.settle();
    await new Promise((resolve) => setTimeout(resolve, 60));
    const waiting = studio.messages.splice(0).filter((m) => m.kind === 'webhook-inbox');
    quiet = waiting.length === 0 ? quiet + 1 : 0;
    for (const message of waiting) {
      for (let i = 0; i < 20; i++) {
        const done = await studio.handleWebhook(message.storeId, message.id, never);
        if (done.kind === 'done') outcomes.push(done.outcome);
        if (done.kind !== 'later') break;
      }
    }
  }
  return outcomes;
};

const REQUEST = {
  placement: 'append',
  replacesMediaId: null,
  variantIds: [],
  alt: '',
  actor: 'test',
} as const;

/** The product as the merchant sees it. */
const merchantsView = async (productId: number) => {
  const product = studio.sandbox.state.shop(SHOP)?.products.get(productId);
  return { title: product?.title, mediaIds: [...(product?.mediaIds ?? [])] };
};

const mirrored = (productId: number) =>
  studio.repositories.products.findByExternalId(studio.store.id, gidOf('Product', productId));

describe('webhooks', () => {
  it('of a product keep the mirror up to date from its making to its end', async () => {
    const { merchant } = studio.sandbox;
    const product = await merchant.createProduct(SHOP, await bottle('Kettle'));
    await settle();
    expect((await mirrored(product.id))?.title).toBe('Kettle');
    await merchant.updateProduct(SHOP, product.id, { title: 'Big kettle' });
    await settle();
    expect((await mirrored(product.id))?.title).toBe('Big kettle');
    await merchant.deleteProduct(SHOP, product.id);
    await settle();
    expect((await mirrored(product.id))?.deletedAt).not.toBeNull();
  });

  it('that come twice and in the wrong order end right', async () => {
    const { merchant, faults } = studio.sandbox;
    const product = await merchant.createProduct(SHOP, await bottle('Pan'));
    await settle();
    faults.add({ kind: 'reorder-webhooks', match: 'products/update' });
    faults.add({ kind: 'duplicate-webhook', match: 'products/update', times: 2 });
    await merchant.updateProduct(SHOP, product.id, { title: 'First' });
    await merchant.updateProduct(SHOP, product.id, { title: 'Second' });
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    await settle();
    expect((await mirrored(product.id))?.title).toBe('Second');
    expect(arrived.filter((topic) => topic === 'products/update').length).toBeGreaterThan(2);
  });

  it('of our own writes lead to no further write', async () => {
    const product = await studio.sandbox.merchant.createProduct(SHOP, await bottle('Vase'));
    await settle();
    const id = await studio.plan({
      assetId: await studio.makeAsset(gidOf('Product', product.id)),
      placement: 'main',
    });
    await studio.finish(studio.publishAsset, id);
    const outcomes = await settle();
    expect(outcomes.length).toBeGreaterThan(0);
    const updatedAt = studio.sandbox.state.shop(SHOP)?.products.get(product.id)?.updatedAt;
    expect(await settle()).toEqual([]);
    expect(studio.sandbox.state.shop(SHOP)?.products.get(product.id)?.updatedAt).toBe(updatedAt);
    expect((await mirrored(product.id))?.images.map((i) => i.isOurs)).toEqual([true, false, false, false]);
  });

  it('about customers are noted, and nothing of them is kept', async () => {
    for (const topic of ['customers/data_request', 'customers/redact'] as const) {
      await studio.sandbox.sendCompliance(SHOP, topic);
    }
    expect(await settle()).toEqual(['noted', 'noted']);
    const rows = await studio.db.database.prisma.webhookDelivery.findMany({
      where: { topic: { startsWith: 'customers/' } },
    });
    expect(rows.map((row) => row.payload)).toEqual([{}, {}]);
  });

  it('of a permission that was taken back are believed, and a publication says what is missing', async () => {
    const { merchant } = studio.sandbox;
    const product = await merchant.createProduct(SHOP, await bottle('Jug'));
    await settle();
    const before = await merchantsView(product.id);
    const assetId = await studio.makeAsset(gidOf('Product', product.id));
    const planned = await studio.plan({ assetId });

    await studio.sandbox.install(SHOP, ['read_products', 'write_products']);
    expect(await settle()).toContain('missing: write_files');
    const { repositories, store } = studio;
    expect(await repositories.stores.get(store.id)).toMatchObject({
      grantedScopes: ['read_products', 'write_products'],
    });
    const { items } = await repositories.auditLog.list(store.id, { limit: 5 });
    expect(items.find((entry) => entry.action === 'scopes-changed')?.details).toMatchObject({
      missing: ['write_files'],
    });
    // a new publication is refused at once, one that was under way ends in the same way; neither touches the product
    const asked = await studio.planPublication(store.id, { ...REQUEST, assetId });
    const why = {
      kind: 'store-unauthorized',
      message: expect.stringMatching(/upload pictures.*write_files.*agree/),
    };
    expect(asked).toMatchObject({ ok: false, error: why });
    const run = await studio.finish(studio.publishAsset, planned);
    expect(run).toMatchObject({
      kind: 'done',
      publication: {
        state: 'failed',
        failure: { kind: 'store-unauthorized', message: expect.stringMatching(/permission/) },
      },
    });
    expect(await merchantsView(product.id)).toEqual(before);

    await studio.sandbox.install(SHOP);
    expect(await settle()).toContain('noted');
    const again = await studio.planPublication(store.id, { ...REQUEST, assetId });
    expect(again.ok).toBe(true);
    expect(await studio.finish(studio.publishAsset, again.ok ? again.value.id : '')).toMatchObject({
      publication: { state: 'published' },
    });
  });

  it('about permissions that arrive late or say nothing leave what is true now', async () => {
    const { repositories, store } = studio;
    await repositories.webhookInbox.insertOnce({
      id: '01900000-0000-7000-8000-000000000002',
      platform: 'shopify',
      connection: SHOP,
      deliveryId: 'late scopes',
      eventId: null,
      topic: 'app/scopes_update',
      payload: { current: [] },
      triggeredAt: new Date(Date.now() - 60_000),
      now: new Date(),
    });
    expect(await studio.handleWebhook(store.id, '01900000-0000-7000-8000-000000000002', never)).toEqual({
      kind: 'done',
      outcome: 'noted',
    });
    const scopes = (await repositories.stores.get(store.id))?.grantedScopes;
    expect([...(scopes ?? [])].sort()).toEqual(['read_products', 'write_files', 'write_products']);
  });

  it('of an uninstall stop the work in the middle; a reinstall finds everything again', async () => {
    const { prisma } = studio.db.database;
    const [product] = await prisma.product.findMany({ where: { storeId: studio.store.id, deletedAt: null } });
    const assetId = await studio.makeAsset(product?.externalId ?? '');
    const batch = await prisma.asset.findUniqueOrThrow({ where: { id: assetId }, include: { job: true } });
    const { batchId, recipeHash } = batch.job;
    const waiting = newId();
    await prisma.imageJob.create({
      data: {
        id: waiting,
        storeId: studio.store.id,
        batchId,
        productId: product?.id ?? '',
        productImageId: newId(),
        sourceUrl: 'https://example.com/1.jpg',
        recipeHash,
        price: 0n,
      },
    });
    const count = await prisma.product.count({ where: { storeId: studio.store.id } });

    await studio.sandbox.uninstall(SHOP);
    expect(await settle()).toContain('uninstalled');
    expect(await studio.repositories.stores.get(studio.store.id)).toMatchObject({ status: 'uninstalled' });
    expect((await studio.repositories.imageJobs.get(studio.store.id, waiting))?.state).toBe('cancelled');
    expect(await studio.repositories.sessionRows.findByShop(SHOP)).toEqual([]);
    expect(await studio.startSync(studio.store.id, { mode: 'whole' })).toMatchObject({
      ok: false,
      error: { kind: 'store-disconnected' },
    });

    await studio.sandbox.install(SHOP);
    await studio.connect();
    const again = await studio.installStore({ platform: 'shopify', externalId: SHOP, isSandbox: true });
    expect(again).toMatchObject({ id: studio.store.id, status: 'active' });
    expect(await prisma.product.count({ where: { storeId: studio.store.id } })).toBe(count);
    expect(studio.messages.some((m) => m.kind === 'catalogue-sync')).toBe(true);
  });

  it('of an uninstall that arrive after the reinstall change nothing', async () => {
    await studio.repositories.webhookInbox.insertOnce({
      id: '01900000-0000-7000-8000-000000000001',
      platform: 'shopify',
      connection: SHOP,
      deliveryId: 'late',
      eventId: null,
      topic: 'app/uninstalled',
      payload: {},
      triggeredAt: new Date(Date.now() - 60_000),
      now: new Date(),
    });
    const outcome = await studio.handleWebhook(
      studio.store.id,
      '01900000-0000-7000-8000-000000000001',
      never,
    );
    expect(outcome).toEqual({ kind: 'done', outcome: 'still-installed' });
    expect(await studio.repositories.stores.get(studio.store.id)).toMatchObject({ status: 'active' });
  });

  it('that ask to erase the store delete all of it, rows and pictures', async () => {
    const { prisma } = studio.db.database;
    await studio.sandbox.sendCompliance(SHOP, 'shop/redact');
    expect(await settle()).toContain('still-installed');
    expect(studio.objects.all.size).toBeGreaterThan(0);

    await studio.sandbox.uninstall(SHOP);
    await settle();
    await studio.sandbox.sendCompliance(SHOP, 'shop/redact');
    expect(await settle()).toContain('erased');
    expect(await studio.repositories.stores.findByExternalId('shopify', SHOP)).toBeNull();
    expect(studio.objects.all.size).toBe(0);
    const left = await Promise.all([
      prisma.product.count(),
      prisma.productImage.count(),
      prisma.publication.count(),
      prisma.asset.count(),
      prisma.imageJob.count(),
      prisma.auditEntry.count(),
      prisma.session.count(),
      prisma.catalogueSync.count(),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    await studio.sandbox.sendCompliance(SHOP, 'shop/redact');
    expect(await settle()).toEqual(['unknown-store']);
  });
});
