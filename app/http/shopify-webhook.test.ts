import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SHOPIFY_TOPICS } from '#app/domain/webhook-event.ts';
import type { NewDelivery } from '#app/ports/repositories/webhook-inbox.ts';
import { makeReceiveShopifyWebhook } from './shopify-webhook.ts';

const sign = (body: string, secret = 'new secret') =>
  createHmac('sha256', secret).update(body).digest('base64');
const BODY = JSON.stringify({
  id: 7,
  admin_graphql_api_id: 'gid://shopify/Product/7',
  title: 'Tea <b>pot</b>',
});

const setUp = () => {
  const rows: NewDelivery[] = [];
  const messages: string[] = [];
  const receive = makeReceiveShopifyWebhook({
    inbox: {
      insertOnce: async (row) => {
        if (rows.some((other) => other.deliveryId === row.deliveryId)) return 'duplicate';
        rows.push(row);
        return 'new';
      },
    },
    queue: {
      add: async (added) => {
        messages.push(...added.map((message) => message.id));
      },
    },
    clientSecrets: ['new secret', 'old secret'],
    clock: { now: () => new Date('2026-11-22T10:00:00Z'), sleep: async () => undefined },
    newId: () => 'row-1',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const post = async (body: string, headers: Record<string, string | null> = {}) => {
    const all = {
      'x-shopify-topic': 'products/update',
      'x-shopify-shop-domain': 'tea.myshopify.com',
      'x-shopify-webhook-id': 'delivery-1',
      'x-shopify-event-id': 'event-1',
      'x-shopify-triggered-at': '2026-11-22T09:59:59.123456789Z',
      'x-shopify-hmac-sha256': sign(body),
      ...headers,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
    const request = new Request('https://app.example/webhooks/shopify', {
      method: 'POST',
      body,
      headers: new Headers(given),
    });
    return (await receive(request)).status;
  };
  return { receive, post, rows, messages };
};

describe('a webhook that comes in', () => {
  it('becomes one row and one message, and keeps only ids', async () => {
    const { post, rows, messages } = setUp();
    expect(await post(BODY)).toBe(200);
    expect(rows).toMatchObject([
      {
        connection: 'tea.myshopify.com',
        topic: 'products/update',
        deliveryId: 'delivery-1',
        eventId: 'event-1',
        payload: { id: 7, admin_graphql_api_id: 'gid://shopify/Product/7' },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('Tea');
    expect(messages).toEqual(['row-1']);
  });

  it('is answered the same when it comes again, and does nothing', async () => {
    const { post, rows, messages } = setUp();
    await post(BODY);
    expect(await post(BODY)).toBe(200);
    expect([rows.length, messages.length]).toEqual([1, 1]);
  });

  it('may still be signed with the secret of before a rotation', async () => {
    expect(await setUp().post(BODY, { 'x-shopify-hmac-sha256': sign(BODY, 'old secret') })).toBe(200);
  });

  it.each([
    ['no signature', null],
    ['an empty one', ''],
    ['one with another secret', sign(BODY, 'guess')],
    ['one of another body', sign(`${BODY} `)],
    ['a cut one', sign(BODY).slice(0, 20)],
  ])('with %s is refused with 401, and leaves nothing behind', async (_name, signature) => {
    const { post, rows, messages } = setUp();
    expect(await post(BODY, { 'x-shopify-hmac-sha256': signature })).toBe(401);
    expect([rows, messages]).toEqual([[], []]);
  });

  it.each([
    ['x-shopify-topic', null],
    ['x-shopify-topic', '../products'],
    ['x-shopify-shop-domain', 'tea.myshopify.com.evil.com'],
    ['x-shopify-webhook-id', null],
    ['x-shopify-triggered-at', 'yesterday'],
  ])('with the header %s as %s is refused with 400', async (header, value) => {
    const { post, rows } = setUp();
    expect(await post(BODY, { [header]: value })).toBe(400);
    expect(rows).toEqual([]);
  });

  it('that is no JSON, or too large, or no POST is refused', async () => {
    const { post, receive } = setUp();
    expect(await post('{"id":')).toBe(400);
    const large = new Request('https://app.example/', {
      method: 'POST',
      body: 'x',
      headers: { 'content-length': '2000000000' },
    });
    expect((await receive(large)).status).toBe(413);
    expect((await receive(new Request('https://app.example/'))).status).toBe(405);
  });
});

describe('shopify.app.toml', () => {
  const toml = readFileSync(join(import.meta.dirname, '../../shopify.app.toml'), 'utf8');
  const listed = [...toml.matchAll(/^(?:compliance_)?topics = \[(.*)\]$/gm)].flatMap((line) =>
    [...(line[1] ?? '').matchAll(/"([^"]+)"/g)].map((topic) => topic[1]),
  );

  it('subscribes to exactly the topics that are understood', () => {
    expect(listed.sort()).toEqual([...SHOPIFY_TOPICS].sort());
  });

  it('gives every scope a reason', () => {
    const scopes = /^scopes = "(.*)"$/m.exec(toml)?.[1]?.split(',') ?? [];
    expect(scopes).toEqual(['read_products', 'write_files', 'write_products']);
    for (const scope of scopes) expect(toml).toMatch(new RegExp(`^# ${scope} +\\w`, 'm'));
  });
});
