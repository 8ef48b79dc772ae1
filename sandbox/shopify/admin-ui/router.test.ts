import { request as rawRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProductRecord, ShopState } from '../state/types.ts';
import { bottle, picture, SHOP, type TrySandbox, trySandbox } from '../testing/try-sandbox.ts';

let world: TrySandbox;
let product: ProductRecord;
const hostile = `<b>Bold</b> & "quoted" <script>alert(1)</script>`;

beforeEach(async () => {
  world = await trySandbox();
  product = await world.sandbox.merchant.createProduct(SHOP, {
    ...(await bottle('Bottle')),
    descriptionHtml: '<p>Clear <em>glass</em></p><script>alert(2)</script><img src=x onerror=alert(3)>',
  });
});
afterEach(() => world.close());

function shop(): ShopState {
  const found = world.sandbox.state.shop(SHOP);
  if (!found) throw new Error('no shop');
  return found;
}

function present(): ProductRecord {
  return shop().products.get(product.id) ?? product;
}

async function get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${world.sandbox.origin}${path}`, { redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Sends a form as the page's own browser would. */
async function post(path: string, fields: Record<string, string | File>, origin = world.sandbox.origin) {
  const isUpload = Object.values(fields).some((value) => value instanceof File);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const body = isUpload
    ? form
    : new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const response = await fetch(`${world.sandbox.origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin },
    body,
  });
  await response.body?.cancel();
  return { status: response.status, location: response.headers.get('location') ?? '' };
}

describe('pages', () => {
  test('every page answers, says that it is a sandbox, and names nobody else’s product as its own', async () => {
    const store = '/store/try';
    for (const path of [
      '/',
      store,
      `${store}/products`,
      `${store}/products/${product.id}`,
      `${store}/files`,
      `${store}/webhooks`,
      `${store}/faults`,
      `${store}/installation`,
      `${store}/apps/softbox/jobs`,
      `${store}/storefront`,
      `${store}/storefront/products/bottle`,
    ]) {
      const { status, text, headers } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain('Sandbox: a stand-in, not Shopify.');
      expect(headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'");
      expect(text).not.toMatch(/<script>|<[^>]*\s(?:on[a-z]+|style)=/);
    }
  });

  test('what is not there answers 404, also with broken or clever addresses', async () => {
    for (const path of [
      '/store/nobody',
      '/store/try/orders',
      '/store/try/products/1',
      '/store/try/products/1e3',
      '/store/try/apps/other',
      '/store/try/storefront/products/none',
      '/store/try/%E0%A4%A',
      '/store/__proto__/products',
      '/_sandbox/..%2Freply.ts',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
  });

  test('text of the store is escaped wherever it is shown', async () => {
    const { merchant } = world.sandbox;
    await merchant.updateProduct(SHOP, product.id, { title: hostile, vendor: hostile, tags: [hostile] });
    await merchant.setAlt(SHOP, product.mediaIds[0] ?? 0, hostile);
    for (const path of [
      '/store/try',
      '/store/try/products',
      `/store/try/products?q=${encodeURIComponent(hostile)}`,
      `/store/try/products/${product.id}`,
      '/store/try/files',
      '/store/try/storefront',
      '/store/try/storefront/products/bottle',
    ]) {
      const { text } = await get(path);
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toContain('<script>alert');
      expect(text).not.toContain('<b>Bold');
    }
  });

  test('a notice is only ever one of ours', async () => {
    const { text } = await get('/store/try/products?notice=<b>hello</b>');
    expect(text).not.toContain('hello');
  });

  test('only the app is framed, and nobody frames the Admin', async () => {
    const policy = (await get('/store/try/apps/softbox')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-src ${new URL(world.sandbox.appUrl).origin};`);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  test('the client id in an app address leads to the app’s place', async () => {
    const { status, headers } = await get('/store/try/apps/client-id/jobs/7?tab=1');
    expect([status, headers.get('location')]).toEqual([303, '/store/try/apps/softbox/jobs/7?tab=1']);
  });

  test('a foreign name that leads to this machine is turned away', async () => {
    const { hostname, port } = new URL(world.sandbox.origin);
    const status = await new Promise((resolve, reject) => {
      rawRequest({ hostname, port, path: '/', headers: { Host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  test('addresses of the API are left to the API', async () => {
    expect(await world.graphql('{ shop { name } }')).toMatchObject({ status: 200 });
    expect((await get('/nothing')).status).toBe(404);
  });
});

describe('what a merchant does by hand', () => {
  const at = (action: string) => `/store/try/products/${product.id}/${action}`;

  test('alt text, order, removal and variant pictures change as asked', async () => {
    const [first = 0, second = 0, third = 0] = product.mediaIds;
    const [small = 0] = product.variantIds;
    expect((await post(at('alt'), { file: String(first), alt: ' New alt ' })).location).toContain(
      'notice=alt-saved',
    );
    expect(shop().files.get(first)?.alt).toBe('New alt');
    await post(at('move'), { file: String(third), position: '0' });
    expect(present().mediaIds).toEqual([third, first, second]);
    await post(at('variant'), { variant: String(small), file: String(second) });
    expect(shop().variants.get(small)?.mediaIds).toEqual([second]);
    await post(at('variant'), { variant: String(small), file: '' });
    expect(shop().variants.get(small)?.mediaIds).toEqual([]);
    await post(at('detach'), { file: String(first) });
    expect(present().mediaIds).toEqual([third, second]);
    expect(shop().files.get(first)).toBeDefined();
  });

  test('an uploaded picture stands last, with its alt text, and the storefront shows it', async () => {
    const bytes = new Uint8Array(await picture(77));
    const answer = await post(at('upload'), {
      picture: new File([bytes], 'new one.png'),
      alt: 'Seen from above',
    });
    expect(answer.location).toContain('notice=media-added');
    const file = shop().files.get(present().mediaIds.at(-1) ?? 0);
    expect(file).toMatchObject({ status: 'READY', alt: 'Seen from above' });
    const url =
      world.sandbox.fileUrl(SHOP, file ?? (shop().files.all()[0] as NonNullable<typeof file>)) ?? '';
    expect((await get('/store/try/storefront/products/bottle')).text).toContain(new URL(url).pathname);
  });

  test.each([
    ['no file', () => new File([], ''), 'no-file'],
    ['text named .jpg', () => new File(['hello'], 'a.jpg'), 'not-a-picture'],
    [
      'a JPEG that ends at once',
      () => new File([new Uint8Array([255, 216, 255, 224])], 'a.jpg'),
      'not-a-picture',
    ],
    ['more than 20 MB', () => new File([new Uint8Array(20 * 1024 * 1024 + 1)], 'a.png'), 'too-large'],
    ['more than the form may hold', () => new File([new Uint8Array(23 * 1024 * 1024)], 'a.png'), 'too-large'],
  ])('%s is refused by name and changes nothing', async (_name, file, notice) => {
    const before = present();
    const answer = await post(at('upload'), { picture: file() });
    expect([answer.status, answer.location]).toEqual([303, expect.stringContaining(`notice=${notice}`)]);
    expect(present()).toEqual(before);
    expect(shop().files.all()).toHaveLength(3);
  });

  test('a file of another product, a place beyond the end and an over-long alt are refused', async () => {
    const other = await world.sandbox.merchant.createProduct(SHOP, await bottle('Other'));
    const foreign = String(other.mediaIds[0]);
    const own = String(product.mediaIds[0]);
    for (const [action, fields, notice] of [
      ['alt', { file: foreign, alt: 'x' }, 'gone'],
      ['detach', { file: foreign }, 'gone'],
      ['move', { file: own, position: '3' }, 'gone'],
      ['move', { file: own, position: '-1' }, 'gone'],
      ['variant', { variant: String(product.variantIds[0]), file: foreign }, 'gone'],
      ['variant', { variant: String(other.variantIds[0]), file: own }, 'gone'],
      ['alt', { file: own, alt: 'x'.repeat(513) }, 'alt-too-long'],
    ] as const) {
      expect((await post(at(action), fields)).location).toContain(`notice=${notice}`);
    }
    expect(shop().files.get(Number(foreign))?.alt).toBe('front');
    expect(present().mediaIds).toEqual(product.mediaIds);
  });

  test('a form of another site changes nothing', async () => {
    const files = shop().files.all().length;
    for (const origin of [
      'https://evil.example',
      'null',
      world.sandbox.origin.replace('127.0.0.1', 'localhost'),
    ]) {
      const [first = 0] = product.mediaIds;
      expect((await post(`/store/try/files/${first}/delete`, {}, origin)).status).toBe(403);
      expect((await post('/store/try/installation/uninstall', {}, origin)).status).toBe(403);
    }
    expect(shop().files.all()).toHaveLength(files);
    expect(shop().installations.all()[0]?.uninstalledAt).toBeNull();
  });

  test('faults are armed and cleared, and a value a fault cannot have is refused', async () => {
    await post('/store/try/faults', {
      kind: 'server-error',
      status: '503',
      when: 'after',
      times: '2',
      match: 'fileUpdate',
    });
    expect(world.sandbox.faults.pending()).toEqual([
      { kind: 'server-error', status: 503, when: 'after', times: 2, match: 'fileUpdate', shop: SHOP },
    ]);
    await post('/store/try/faults/clear', {});
    expect(world.sandbox.faults.pending()).toEqual([]);
    const refused: Record<string, string>[] = [
      { kind: 'server-error', status: '200' },
      { kind: 'slow', delayMs: '-1' },
      { kind: 'media-failed', code: 'X' },
      { kind: 'nope' },
    ];
    for (const fields of refused) {
      expect((await post('/store/try/faults', fields)).location).toContain('notice=bad-fault');
    }
    expect(world.sandbox.faults.pending()).toEqual([]);
  });
});

describe('the app’s token and installation', () => {
  const token = '/store/try/app-bridge/id-token';

  test('an id token is minted for the Admin’s own page only, by POST', async () => {
    expect((await get(token)).status).toBe(404);
    expect((await post(token, {}, 'https://evil.example')).status).toBe(403);
    const response = await fetch(`${world.sandbox.origin}${token}`, {
      method: 'POST',
      headers: { Origin: world.sandbox.origin },
    });
    const { idToken } = (await response.json()) as { idToken: string };
    const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ dest: `https://${SHOP}`, aud: 'client-id' });
    expect(claims.exp - claims.iat).toBe(60);
  });

  test('uninstalling ends tokens and sends the webhook; installing again opens the frame again', async () => {
    await post('/store/try/installation/uninstall', {});
    await world.advance(60_000);
    expect(world.received.map(({ topic }) => topic)).toContain('app/uninstalled');
    const refused = await post(token, {});
    expect(refused.status).toBe(403);
    expect((await get('/store/try/apps/softbox')).text).not.toContain('id_token');
    await post('/store/try/installation/install', {});
    expect((await get('/store/try/apps/softbox')).text).toContain('id_token');
  });
});

describe('storefront', () => {
  test('a description shows its formatting and nothing that runs', async () => {
    const { text } = await get('/store/try/storefront/products/bottle');
    expect(text).toContain('<p>Clear <em>glass</em></p>');
    expect(text).not.toMatch(/alert|onerror/);
  });

  test('a variant asked for shows its own picture, one without shows the first', async () => {
    const [small = 0, large = 0] = product.variantIds;
    await world.sandbox.merchant.setVariantImage(SHOP, large, product.mediaIds[1] ?? null);
    const front = async (query: string) =>
      /id="front-picture" src="[^"]*files\/([^"?]*)/.exec(
        (await get(`/store/try/storefront/products/bottle${query}`)).text,
      )?.[1];
    expect(await front('')).toBe('bottle-1.png');
    expect(await front(`?variant=${large}`)).toBe('bottle-2.png');
    expect(await front(`?variant=${small}`)).toBe('bottle-1.png');
    expect(await front(`?picture=${product.mediaIds[2]}`)).toBe('bottle-3.png');
    expect(await front('?variant=x&picture=y')).toBe('bottle-1.png');
  });

  test('drafts and archived products are not in the shop', async () => {
    for (const status of ['DRAFT', 'ARCHIVED'] as const) {
      await world.sandbox.merchant.updateProduct(SHOP, product.id, { status });
      expect((await get('/store/try/storefront')).text).not.toContain('product-card');
      expect((await get('/store/try/storefront/products/bottle')).status).toBe(404);
    }
  });
});

test('the resource picker’s list pages by cursor and finds by words', async () => {
  for (let index = 0; index < 30; index += 1) {
    await world.sandbox.merchant.createProduct(SHOP, { title: `Notebook ${String(index).padStart(2, '0')}` });
  }
  type Listed = { rows: { product: { id: string; title: string } }[]; next: number | null; found: number };
  const list = async (query: string) =>
    JSON.parse((await get(`/store/try/app-bridge/products${query}`)).text) as Listed;
  const first = await list('?q=notebook');
  const second = await list(`?q=notebook&after=${first.next}`);
  expect([first.found, first.rows.length, second.rows.length, second.next]).toEqual([30, 25, 5, null]);
  const ids = [...first.rows, ...second.rows].map((row) => row.product.id);
  expect(new Set(ids).size).toBe(30);
  const byId = await get(
    `/store/try/app-bridge/products-by-id?ids=${ids[3]},gid://shopify/Product/1,${ids[0]},x`,
  );
  expect((JSON.parse(byId.text) as Listed).rows.map((row) => row.product.id)).toEqual([ids[3], ids[0]]);
});
