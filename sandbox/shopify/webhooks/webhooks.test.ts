import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProductRecord } from '../state/types.ts';
import {
  bottle,
  CLIENT_SECRET,
  exchangeFields,
  gidOf,
  type Json,
  SHOP,
  type TrySandbox,
  trySandbox,
} from '../testing/try-sandbox.ts';

let it: TrySandbox;
let product: ProductRecord;
beforeEach(async () => {
  it = await trySandbox();
  product = await it.sandbox.merchant.createProduct(SHOP, await bottle());
  await it.advance(1000);
});
afterEach(() => it.close());

const topics = () => it.received.map((one) => one.topic);
const body = (at: number) => JSON.parse(it.received.at(at)?.body ?? '{}') as Json;

describe('a webhook', () => {
  test('carries a signature over its raw body and the headers of the platform', () => {
    expect(topics()).toEqual(['products/create']);
    const { headers, body: raw } = it.received[0] ?? { headers: {} as Record<string, string>, body: '' };
    const signature = createHmac('sha256', CLIENT_SECRET).update(raw).digest('base64');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-hmac-sha256': signature,
      'x-shopify-topic': 'products/create',
      'x-shopify-shop-domain': SHOP,
      'x-shopify-api-version': '2026-10',
      'x-shopify-triggered-at': '2026-11-22T10:00:00.000Z',
    });
    expect(headers['x-shopify-webhook-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-shopify-event-id']).not.toBe(headers['x-shopify-webhook-id']);
  });

  test('shows the product as the REST API does, with its media', () => {
    const [first] = product.mediaIds;
    expect(body(0)).toMatchObject({
      id: product.id,
      admin_graphql_api_id: gidOf('Product', product.id),
      title: 'Bottle',
      status: 'active',
      tags: '',
      updated_at: '2026-11-22T10:00:00+00:00',
      variants: [
        { title: 'Small', price: '9.00', option1: 'Small', position: 1 },
        { title: 'Large', image_id: null },
      ],
      media: [
        { id: first, position: 1, alt: 'front', status: 'READY', variant_ids: [product.variantIds[0]] },
        {},
        { alt: null },
      ],
      images: [{ position: 1, width: 12, height: 8 }, {}, {}],
    });
  });

  test('of one event is tried again for four hours, with the same id, and then given up', async () => {
    it.answerWebhooks(500);
    await it.sandbox.merchant.setAlt(SHOP, product.mediaIds[0] ?? 0, 'new');
    await it.advance(200);
    for (let minutes = 0; minutes < 5 * 60; minutes += 1) await it.advance(60_000);
    const tries = it.received.filter((one) => one.topic === 'products/update');
    expect(tries).toHaveLength(9);
    expect(new Set(tries.map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1);
    expect(new Set(tries.map((one) => one.body)).size).toBe(1);
    expect(((tries.at(-1)?.at ?? 0) - (tries[0]?.at ?? 0)) / 60_000).toBeCloseTo(240, 0);
  });

  test('that is answered in time by a later try is not sent again', async () => {
    it.answerWebhooks(503);
    await it.sandbox.merchant.setAlt(SHOP, product.mediaIds[0] ?? 0, 'new');
    await it.advance(200);
    it.answerWebhooks(200);
    await it.advance(61_000);
    await it.advance(24 * 60 * 60_000);
    expect(topics().filter((topic) => topic === 'products/update')).toHaveLength(2);
  });

  test('without an answer in time, or answered by a redirect, counts as failed', async () => {
    const slow = await trySandbox({ latency: { webhookTimeoutMs: 60 } });
    slow.answerWebhooks('hang');
    await slow.sandbox.merchant.createProduct(SHOP, { title: 'Unheard' });
    await slow.advance(200);
    slow.answerWebhooks(302);
    await slow.advance(61_000);
    const outcomes = slow.sandbox.state
      .shop(SHOP)
      ?.deliveries.all()[0]
      ?.attempts.map((attempt) => attempt.outcome);
    expect(outcomes).toEqual(['timeout', '302']);
    await slow.close();
  });
});

describe('products/update', () => {
  test('follows our own writes, once for each call', async () => {
    await it.graphql(
      `mutation ($id: ID!, $file: ID!) { productUpdate(product: { id: $id, title: "Ours" }) { product { id } }
        fileUpdate(files: [{ id: $file, alt: "ours" }]) { userErrors { code } } }`,
      { id: gidOf('Product', product.id), file: gidOf('MediaImage', product.mediaIds[0] ?? 0) },
    );
    await it.advance(200);
    expect(topics().slice(1)).toEqual(['products/update']);
    expect(body(-1)).toMatchObject({ title: 'Ours', media: [{ alt: 'ours' }, {}, {}] });
  });

  test('follows a reorder only once its job is done', async () => {
    await it.graphql(
      'mutation ($id: ID!, $moves: [MoveInput!]!) { productReorderMedia(id: $id, moves: $moves) { job { id } } }',
      {
        id: gidOf('Product', product.id),
        moves: [{ id: gidOf('MediaImage', product.mediaIds[2] ?? 0), newPosition: '0' }],
      },
    );
    await it.advance(250);
    expect(topics()).toHaveLength(1);
    await it.advance(500);
    await it.advance(200);
    expect(topics().slice(1)).toEqual(['products/update']);
    expect(body(-1)).toMatchObject({ media: [{ id: product.mediaIds[2], position: 1 }, {}, {}] });
  });

  test('a read changes nothing and is followed by nothing', async () => {
    await it.graphql('{ products(first: 5) { nodes { id updatedAt } } }');
    await it.advance(1000);
    expect(topics()).toHaveLength(1);
  });
});

describe('uninstalling', () => {
  test('ends every token, says so, and silences the shop; installing again finds everything', async () => {
    const before = await it.token();
    await it.sandbox.uninstall(SHOP);
    await it.sandbox.merchant.updateProduct(SHOP, product.id, { title: 'Unseen' });
    await it.advance(1000);
    expect(topics().slice(1)).toEqual(['app/uninstalled']);
    expect(body(-1)).toMatchObject({ myshopify_domain: SHOP });
    expect((await it.graphql('{ shop { id } }', {}, { token: before })).status).toBe(401);
    const refused = await it.oauth(exchangeFields(it.sandbox.sessionToken(SHOP)));
    expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_subject_token' } });
    await it.sandbox.install(SHOP);
    const again = await it.oauth(exchangeFields(it.sandbox.sessionToken(SHOP)));
    const { data } = await it.graphql(
      '{ products(first: 5) { nodes { title } } }',
      {},
      { token: String(again.body.access_token) },
    );
    expect(data?.products).toEqual({ nodes: [{ title: 'Unseen' }] });
    expect((await it.graphql('{ shop { id } }', {}, { token: before })).status).toBe(401);
  });

  test('is followed by shop/redact when asked', async () => {
    await it.sandbox.uninstall(SHOP);
    await it.sandbox.sendCompliance(SHOP, 'shop/redact');
    await it.advance(1000);
    expect(topics()).toContain('shop/redact');
    expect(body(-1)).toMatchObject({ shop_domain: SHOP });
  });

  test('other scopes are announced', async () => {
    await it.sandbox.install(SHOP, ['read_products']);
    await it.advance(1000);
    expect(topics().slice(1)).toEqual(['app/scopes_update']);
    expect(body(-1)).toMatchObject({ current: ['read_products'] });
  });
});

describe('faults', () => {
  test('deliver one webhook twice, with one id', async () => {
    it.sandbox.faults.add({ kind: 'duplicate-webhook', match: 'products/update' });
    await it.sandbox.merchant.setAlt(SHOP, product.mediaIds[0] ?? 0, 'twice');
    await it.advance(1000);
    expect(topics().slice(1)).toEqual(['products/update', 'products/update']);
    expect(new Set(it.received.slice(1).map((one) => one.headers['x-shopify-webhook-id'])).size).toBe(1);
  });

  test('let a later webhook overtake an earlier one', async () => {
    it.sandbox.faults.add({ kind: 'reorder-webhooks' });
    await it.sandbox.merchant.setAlt(SHOP, product.mediaIds[0] ?? 0, 'first');
    await it.sandbox.merchant.setAlt(SHOP, product.mediaIds[0] ?? 0, 'second');
    await it.advance(500);
    await it.advance(2000);
    const alts = it.received
      .slice(1)
      .map((one) => (JSON.parse(one.body) as { media: { alt: string }[] }).media[0]?.alt);
    expect(alts).toEqual(['second', 'first']);
  });
});
