import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { startSandboxWoo } from '../start.ts';
import type { SandboxWoo, WooOptions } from '../types.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const start = async (options: WooOptions = {}): Promise<SandboxWoo> => {
  const sandbox = await startSandboxWoo({ seed: false, ...options });
  ends.push(() => sandbox.close());
  return sandbox;
};

/** A browser that is logged in as one of the site's people. */
const browserOf = async (site: SandboxWoo, log: string) => {
  const entered = await fetch(`${site.home}/wp-login.php`, {
    method: 'POST',
    body: new URLSearchParams({ log }),
    redirect: 'manual',
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${site.home}${path}`, { redirect: 'manual', headers: { cookie, ...headers } });
  const nonce = async () => (await get('/wp-admin/admin-ajax.php?action=rest-nonce')).text();
  const rest = async (path: string, given: string | null, body?: unknown) => {
    const response = await fetch(`${site.home}/wp-json${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie,
        'content-type': 'application/json',
        ...(given === null ? {} : { 'x-wp-nonce': given }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as Record<string, unknown>;
    return { status: response.status, code: json.code, json };
  };
  return { cookie, get, nonce, rest };
};

const OWN_ROUTES: readonly (readonly [string, unknown?])[] = [
  ['/softbox/v1/connection'],
  ['/softbox/v1/connection/health'],
  ['/softbox/v1/connection/start', { address: 'https://softbox.example', consent: true }],
  ['/softbox/v1/connection/finish', { state: 'x' }],
  ['/softbox/v1/connection/cancel', {}],
  ['/softbox/v1/connection/disconnect', {}],
  ['/softbox/v1/settings'],
  ['/softbox/v1/settings', { placement: 'main', aiLabel: '', removeData: false }],
  ['/softbox/v1/selection'],
  ['/softbox/v1/selection/look-up', { productIds: [1] }],
  ['/softbox/v1/api/products'],
  ['/softbox/v1/api/publications/many', {}],
];

describe('the routes of the screens', () => {
  test('are closed to nobody, to a subscriber, without a nonce and with a wrong one', async () => {
    const site = await start();
    const [owner, reader] = [await browserOf(site, 'owner'), await browserOf(site, 'reader')];
    const readersNonce = await reader.nonce();
    for (const [path, body] of OWN_ROUTES) {
      expect([path, (await owner.rest(path, null, body)).status]).toEqual([path, 401]);
      expect([path, (await reader.rest(path, readersNonce, body)).status]).toEqual([path, 403]);
      for (const wrong of ['0123456789', readersNonce])
        expect(await owner.rest(path, wrong, body)).toMatchObject({
          status: 403,
          code: 'rest_cookie_invalid_nonce',
        });
    }
  });

  test('a helper may see and not manage, and a key opens none of them', async () => {
    const site = await start();
    const helper = await browserOf(site, 'helper');
    const nonce = await helper.nonce();
    expect(await helper.rest('/softbox/v1/connection', nonce)).toMatchObject({
      status: 200,
      json: { state: 'none', mayManage: false, mayPublish: false },
    });
    expect((await helper.rest('/softbox/v1/connection/disconnect', nonce, {})).status).toBe(403);
    expect((await helper.rest('/softbox/v1/api/undos', nonce, {})).status).toBe(403);
    const { key, secret } = site.owner.createKey();
    const basic = Buffer.from(`${key}:${secret}`).toString('base64');
    const byKey = await fetch(`${site.restUrl}softbox/v1/connection`, {
      headers: { authorization: `Basic ${basic}` },
    });
    expect(byKey.status).toBe(401);
  });

  test('arguments of a wrong form are named before anybody is asked for', async () => {
    const site = await start();
    const owner = await browserOf(site, 'owner');
    expect(await owner.rest('/softbox/v1/connection/start', null, { consent: true })).toMatchObject({
      status: 400,
      code: 'rest_missing_callback_param',
    });
    const nonce = await owner.nonce();
    const settings = { placement: 'above', aiLabel: '', removeData: false };
    expect(await owner.rest('/softbox/v1/settings', nonce, settings)).toMatchObject({
      status: 400,
      code: 'rest_invalid_param',
    });
    const unasked = { address: 'https://softbox.example', consent: false };
    expect(await owner.rest('/softbox/v1/connection/start', nonce, unasked)).toMatchObject({
      status: 400,
      code: 'softbox_consent',
    });
  });

  test('a nonce is void a day later, and a fresh one is to be had while the login lasts', async () => {
    let now = Date.parse('2026-03-01T10:00:00Z');
    const site = await start({ clock: { now: () => now } });
    const owner = await browserOf(site, 'owner');
    const nonce = await owner.nonce();
    expect((await owner.rest('/softbox/v1/settings', nonce)).status).toBe(200);
    now += 25 * 3_600_000;
    expect((await owner.rest('/softbox/v1/settings', nonce)).status).toBe(403);
    expect((await owner.rest('/softbox/v1/settings', await owner.nonce())).status).toBe(200);
    site.logins.closeAll();
    expect(await owner.nonce()).toBe('0');
  });

  test('what the table does not have is not passed on, and nothing leaves an unconnected site', async () => {
    const site = await start();
    const owner = await browserOf(site, 'owner');
    const nonce = await owner.nonce();
    expect((await owner.rest('/softbox/v1/api/connect/woo/disconnect', nonce)).status).toBe(404);
    expect(await owner.rest('/softbox/v1/api/products', nonce)).toMatchObject({
      status: 409,
      code: 'softbox_not_connected',
    });
  });
});

describe('wp-admin', () => {
  test('asks for a login, and brings one back to where one wanted to go, never elsewhere', async () => {
    const site = await start();
    const asked = await fetch(`${site.home}/wp-admin/plugins.php?x=1`, { redirect: 'manual' });
    const to = new URL(asked.headers.get('location') ?? '', site.home);
    expect([to.pathname, to.searchParams.get('redirect_to')]).toEqual([
      '/wp-login.php',
      '/wp-admin/plugins.php?x=1',
    ]);
    for (const evil of ['https://evil.example/', '//evil.example/']) {
      const entered = await fetch(`${site.home}/wp-login.php`, {
        method: 'POST',
        body: new URLSearchParams({ log: 'owner', redirect_to: evil }),
        redirect: 'manual',
      });
      expect(entered.headers.get('location')).toBe('/wp-admin/');
    }
  });

  test('a link without its nonce changes nothing', async () => {
    const site = await start();
    const owner = await browserOf(site, 'owner');
    const plugin = 'plugin=softbox-product-photos%2Fsoftbox-product-photos.php';
    const page = await owner.get(`/wp-admin/plugins.php?action=deactivate&${plugin}&_wpnonce=0123456789`);
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('The link you followed has expired');
    expect(site.state.installed.get(1)?.isActive).toBe(true);
  });

  test('every page says that it is a stand-in, and a title is text on all of them', async () => {
    const site = await start();
    const row = await site.owner.createProduct({ name: '<script>alert(1)</script> mug', slug: 'mug' });
    const owner = await browserOf(site, 'owner');
    for (const path of [
      '/wp-login.php',
      '/wp-admin/',
      '/wp-admin/plugins.php',
      '/wp-admin/edit.php?post_type=product',
      '/wp-admin/edit.php?post_type=product&page=softbox',
      `/wp-admin/post.php?action=edit&post=${row.id}`,
      '/wp-admin/admin.php?page=wc-settings&tab=advanced',
      '/',
      '/product/mug/',
    ]) {
      const text = await (await owner.get(path)).text();
      expect(text).toContain('a stand-in for a WordPress site, not WordPress');
      expect(text).not.toContain('<script>alert');
    }
  });

  test('its screens say that they are being prepared, and why they are not there', async () => {
    let problem: string | null = null;
    const site = await start({
      preparing: () =>
        problem === null ? { state: 'working', step: 'Building', seconds: 3 } : { state: 'failed', problem },
    });
    const owner = await browserOf(site, 'owner');
    const read = async () => (await owner.get('/wp-admin/edit.php?post_type=product&page=softbox')).text();
    expect(await read()).toMatch(/being prepared.*Building … 3 s/s);
    problem = 'npm ci failed: <no network>';
    expect(await read()).toContain('npm ci failed: &lt;no network&gt;');
  });

  test('a foreign host name is turned away', async () => {
    const site = await start();
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const asked = request(site.home, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('error', reject);
      asked.end();
    });
    expect(answer).toBe(421);
  });
});
