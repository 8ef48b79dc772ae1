import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WooCommerceRestApi from '@woocommerce/woocommerce-rest-api';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import vectors from '#tests/contract/woo/gallery-writes.json' with { type: 'json' };
import { makeCallOut } from './http/call-out.ts';
import { makeSelfSigned } from './http/self-signed.ts';
import { judgeWrite, parseWrite } from './plugin/gallery.ts';
import { startSandboxWoo } from './start.ts';
import type { SandboxWoo, WooOptions } from './types.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const start = async (options: WooOptions = {}): Promise<SandboxWoo> => {
  const sandbox = await startSandboxWoo({ seed: false, ...options });
  ends.push(() => sandbox.close());
  return sandbox;
};

const picture = (shade: number) =>
  sharp({ create: { width: 9, height: 9, channels: 3, background: { r: shade, g: 90, b: 20 } } })
    .jpeg()
    .toBuffer();

/** Everything that is posted to it, answered with the status that `status` says. */
const startHook = async (status: () => number = () => 200) => {
  const received: { headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      response.writeHead(status()).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => new Promise((done) => server.close(done)));
  const address = server.address();
  return { received, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook` };
};

/** The official client, with a key of the site's. */
const client = (sandbox: SandboxWoo, permissions: 'read' | 'read_write' = 'read_write') => {
  const { key, secret } = sandbox.owner.createKey(permissions);
  const prefix = sandbox.restUrl.slice(sandbox.home.length + 1).replace(/\/$/, '');
  return new WooCommerceRestApi({
    url: sandbox.home,
    consumerKey: key,
    consumerSecret: secret,
    version: 'wc/v3',
    wpAPIPrefix: prefix,
    axiosConfig: { validateStatus: () => true },
  });
};

describe('a gallery write', () => {
  test.each(vectors.cases)('$name', ({ current, request, outcome, after, image }) => {
    const parsed = parseWrite(request);
    if (outcome === 'invalid') return expect(parsed.success).toBe(false);
    if (!parsed.success) throw new Error('the request does not parse');
    const verdict = judgeWrite(current, parsed.data, (id) => vectors.images.includes(id));
    expect(verdict).toEqual({ outcome, ...(after ? { after } : {}), ...(image ? { image } : {}) });
  });
});

describe('keys', () => {
  test.each(['pretty', 'index', 'plain'] as const)(
    'the official client gets in by OAuth over http, %s permalinks, in a subfolder',
    async (permalinks) => {
      const sandbox = await start({ permalinks, path: '/shop/tea' });
      await sandbox.owner.createProduct({ name: 'Cup & saucer (blue)' });
      const found = await client(sandbox).get('products', { per_page: 5, search: 'cup & saucer (' });
      expect([found.status, found.data.length, found.headers['x-wp-total']]).toEqual([200, 1, '1']);
    },
  );

  test('a changed query or a used nonce is refused', async () => {
    const sandbox = await start();
    const { key, secret } = sandbox.owner.createKey();
    let sent = '';
    const api = new WooCommerceRestApi({
      url: sandbox.home,
      consumerKey: key,
      consumerSecret: secret,
      version: 'wc/v3',
      axiosConfig: {
        adapter: async (config: { url?: string; params?: unknown }) => {
          const query = new URLSearchParams(config.params as Record<string, string>);
          const url = new URL(config.url ?? '');
          for (const [name, value] of query) url.searchParams.set(name, value);
          sent = url.href;
          return { data: null, status: 200, statusText: '', headers: {}, config };
        },
      },
    });
    await api.get('products', { per_page: 5 });
    expect((await fetch(sent.replace('per_page=5', 'per_page=6'))).status).toBe(401);
    expect((await fetch(sent)).status).toBe(200);
    const again = await fetch(sent);
    expect([again.status, ((await again.json()) as { message: string }).message]).toEqual([
      401,
      'Invalid nonce - nonce has already been used.',
    ]);
  });

  test('a read-only key may not write', async () => {
    const sandbox = await start();
    const api = client(sandbox, 'read');
    expect((await api.get('products')).status).toBe(200);
    const refused = await api.post('products', { name: 'No' });
    expect([refused.status, refused.data.code]).toEqual([401, 'woocommerce_rest_authentication_error']);
  });

  test('over https Basic is enough; over http it is nobody', async () => {
    const sandbox = await start({ https: true });
    const plain = await start();
    const basic = (one: SandboxWoo) => {
      const { key, secret } = one.owner.createKey();
      return { authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}` };
    };
    const trusting = makeCallOut(sandbox.certificate ?? '');
    ends.push(() => trusting.close());
    const url = (one: SandboxWoo) => `${one.restUrl}wc/v3/products`;
    expect((await trusting.fetch(url(sandbox), { headers: basic(sandbox) })).status).toBe(200);
    expect((await fetch(url(plain), { headers: basic(plain) })).status).toBe(401);
    await expect(fetch(url(sandbox))).rejects.toThrow();
  });

  test('with plain permalinks a key works only where the plugin says so', async () => {
    const without = await start({ permalinks: 'plain', plugin: false });
    expect((await client(without).get('products')).status).toBe(401);
  });
});

describe('the catalogue', () => {
  test('pages hold a hundred at most and say where they are', async () => {
    const sandbox = await start();
    for (let i = 0; i < 5; i++) await sandbox.owner.createProduct({ name: `Cup ${i}` });
    const api = client(sandbox);
    expect((await api.get('products', { per_page: 101 })).status).toBe(400);
    const page = await api.get('products', { per_page: 2, page: 2, orderby: 'id', order: 'asc' });
    expect(page.headers).toMatchObject({ 'x-wp-total': '5', 'x-wp-totalpages': '3' });
    expect(page.headers.link).toMatch(/page=1>; rel="prev", <.*page=3>; rel="next"/);
  });

  test('a batch takes a hundred things and not one more', async () => {
    const sandbox = await start();
    const api = client(sandbox);
    const create = Array.from({ length: 101 }, (_, i) => ({ name: `Cup ${i}` }));
    const refused = await api.post('products/batch', { create });
    expect([refused.status, refused.data.code]).toEqual([413, 'woocommerce_rest_request_entity_too_large']);
    expect((await api.post('products/batch', { create: create.slice(1) })).data.create).toHaveLength(100);
  });

  test('an image by src is a new attachment every time, one by id is none', async () => {
    const sandbox = await start();
    const bytes = await picture(1);
    const first = await sandbox.owner.addMedia({ bytes, filename: 'cup.jpg' });
    const api = client(sandbox);
    const { data } = await api.post('products', { name: 'Cup', images: [{ id: first }] });
    const src = sandbox.fileUrl(first);
    await api.put(`products/${data.id}`, { images: [{ id: first }, { src }] });
    await api.put(`products/${data.id}`, { images: [{ id: first }, { src }] });
    expect(sandbox.dump().media.map((one) => one.file.split('/').at(-1))).toEqual([
      'woocommerce-placeholder.png',
      'cup.jpg',
      'cup-1.jpg',
      'cup-2.jpg',
    ]);
    expect((await api.put(`products/${data.id}`, { images: [] })).data.images).toEqual([]);
  });

  test('a variation without a picture shows its product’s, but not to those who edit', async () => {
    const sandbox = await start();
    const row = await sandbox.owner.createProduct({
      name: 'Cup',
      images: [{ bytes: await picture(2), filename: 'cup.jpg' }],
      variations: [{ attributes: [{ name: 'Size', option: 'Small' }] }],
    });
    const api = client(sandbox);
    expect((await api.get(`products/${row.id}/variations`)).data[0].image.id).toBe(row.imageId);
    expect((await api.get(`products/${row.id}/variations`, { context: 'edit' })).data[0].image).toBeNull();
  });
});

describe('webhooks', () => {
  const subscribe = async (sandbox: SandboxWoo, url: string, topic = 'product.updated') => {
    const made = await client(sandbox).post('webhooks', { topic, delivery_url: url, secret: 's3cret' });
    await sandbox.settle();
    return Number(made.data.id);
  };

  test('a new one says an unsigned ping, then signed news of the owner’s changes and of our own', async () => {
    const sandbox = await start();
    const hook = await startHook();
    const row = await sandbox.owner.createProduct({ name: 'Cup' });
    const id = await subscribe(sandbox, hook.url);
    expect(hook.received[0]).toMatchObject({ body: `webhook_id=${id}` });
    expect(hook.received[0]?.headers['x-wc-webhook-signature']).toBeUndefined();
    sandbox.owner.updateProduct(row.id, { name: 'Mug' });
    await sandbox.settle();
    await client(sandbox).put(`products/${row.id}`, { name: 'Bowl' });
    await sandbox.settle();
    const [, first, second] = hook.received;
    expect(first?.headers).toMatchObject({
      'x-wc-webhook-topic': 'product.updated',
      'x-wc-webhook-signature': createHmac('sha256', 's3cret')
        .update(first?.body ?? '')
        .digest('base64'),
    });
    expect(JSON.parse(second?.body ?? '{}')).toMatchObject({ id: row.id, name: 'Bowl' });
  });

  test('one that keeps failing is disabled and stays so after one more failure', async () => {
    const sandbox = await start();
    const hook = await startHook(() => 500);
    const row = await sandbox.owner.createProduct({ name: 'Cup' });
    const id = await subscribe(sandbox, hook.url);
    const fail = async () => {
      sandbox.owner.updateProduct(row.id, { name: 'Mug' });
      await sandbox.settle();
      return sandbox.state.webhooks.get(id)?.status;
    };
    const seen: unknown[] = [];
    for (let i = 0; i < 7; i++) seen.push(await fail());
    expect(seen).toEqual([...Array(6).fill('active'), 'disabled']);
    await client(sandbox).put(`webhooks/${id}`, { status: 'active' });
    expect(await fail()).toBe('disabled');
  });
});

test('wc-auth hands the key over https and takes it back when it is not answered with exactly 200', async () => {
  const tls = makeSelfSigned();
  const { createServer: createTls } = await import('node:https');
  let status = 204;
  const posted: Record<string, unknown>[] = [];
  const server = createTls(tls, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      posted.push(JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ends.push(() => new Promise((done) => server.close(done)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const sandbox = await start({ trustedCa: tls.cert });
  const ask = (scheme: string) => {
    const url = new URL(`${sandbox.home}/wc-auth/v1/authorize`);
    url.search = new URLSearchParams({
      app_name: 'Softbox',
      scope: 'read_write',
      user_id: 'state',
      return_url: `${sandbox.home}/wp-admin/`,
      callback_url: `${scheme}://127.0.0.1:${port}/callback`,
    }).toString();
    return url.href;
  };
  expect((await sandbox.approve(ask('http'))).status).toBe(401);
  expect(await sandbox.approve(ask('https'))).toMatchObject({ status: 401 });
  expect(sandbox.state.keys.size).toBe(0);
  status = 200;
  const yes = await sandbox.approve(ask('https'));
  expect(yes).toMatchObject({ status: 302, location: expect.stringMatching(/success=1&user_id=state$/) });
  expect(posted.at(-1)).toMatchObject({ user_id: 'state', key_permissions: 'read_write' });
  expect((await sandbox.approve(ask('https'), false)).location).toMatch(/success=0/);
});

test('everything is found again after a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'woo-state-'));
  ends.push(() => rm(dataDir, { recursive: true, force: true }));
  const first = await startSandboxWoo({ dataDir, seed: false });
  await first.owner.createProduct({
    name: 'Cup',
    images: [{ bytes: await picture(3), filename: 'cup.jpg', alt: 'A cup' }],
  });
  const { siteId } = first.plugin;
  const before = first.dump();
  await first.close();
  const second = await start({ dataDir });
  expect(second.dump()).toEqual(before);
  expect(second.plugin.siteId).toBe(siteId);
  expect((await fetch(second.fileUrl(before.media[0]?.id ?? 0) ?? '')).status).toBe(200);
});
