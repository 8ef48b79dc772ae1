import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { newCup, openWooStudio, type WooStudio } from '#tests/support/woo-studio.ts';

let studio: WooStudio;
beforeAll(async () => {
  studio = await openWooStudio();
});
afterAll(() => studio.close());

const post = (action: string, body: unknown) =>
  studio.serve(
    new Request(`${studio.front.url}/connect/woo/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
const hex = () => randomBytes(32).toString('hex');
const claimOf = (site = studio.sandbox) => ({
  protocol: 1,
  site: { id: site.plugin.siteId, url: site.home, rest_url: site.restUrl },
  started_by: { id: 1, name: 'Sam' },
  plugin: '0.1.0',
});
/** A connect begun by somebody who is not the site's plugin. */
const startAs = async (verifier: string, site = studio.sandbox) => {
  const answer = await post('start', {
    ...claimOf(site),
    return_url: `${site.home}/wp-admin/`,
    challenge: sha256(verifier),
  });
  return (await answer.json()) as { state: string; authorize_url: string };
};
const keyBody = (state: string, key: { key: string; secret: string }, permissions = 'read_write') => ({
  key_id: 1,
  user_id: state,
  consumer_key: key.key,
  consumer_secret: key.secret,
  key_permissions: permissions,
});

describe('connecting a WooCommerce site by wc-auth', () => {
  it('makes the store, its webhooks and the plugin’s key; everything secret is sealed', async () => {
    const storeId = await studio.connect();
    const store = await studio.repositories.stores.get(storeId);
    expect(store).toMatchObject({
      platform: 'woocommerce',
      status: 'active',
      name: 'Tea & Clay',
      currency: 'EUR',
      externalId: new URL(studio.sandbox.home).host,
    });
    const rows = await studio.db.database.pool.query(
      'SELECT c::text AS text FROM woo_connections c UNION ALL SELECT c::text FROM woo_connects c',
    );
    const [key] = studio.sandbox.state.keys.all();
    expect(rows.rows.map((row: { text: string }) => row.text).join()).not.toContain(key?.secret ?? 'none');
    expect(studio.sandbox.state.webhooks.all().map(({ topic, status }) => [topic, status])).toEqual([
      ['product.created', 'active'],
      ['product.updated', 'active'],
      ['product.deleted', 'active'],
    ]);
    await studio.sandbox.settle();
    expect(studio.hooks).toEqual(Array(3).fill({ status: 200, signed: false }));
    const view = await studio.sandbox.plugin.call('GET', '/connect/woo/connection');
    expect(view).toMatchObject({ status: 200, body: { state: 'ok', problems: [] } });
  });

  it('gives a fresh bridge key when the reply got lost, and voids the former', async () => {
    const site = await studio.openSite();
    await studio.connect(site);
    const before = site.state.plugin.get(1);
    if (!before?.connection) throw new Error('not connected');
    const { keyId } = before.connection;
    // the plugin never got its answer: its pending connect is still there
    const [row] = await studio.db.database.prisma.wooConnect.findMany({
      where: { siteId: before.siteId },
    });
    expect(row?.finishedAt).not.toBeNull();
    expect(await studio.repositories.bridgeKeys.findForSignature(keyId)).not.toBeNull();
    const again = await studio.connect(site);
    expect(await studio.repositories.bridgeKeys.findForSignature(keyId)).toBeNull();
    expect((await studio.repositories.wooConnections.get(again))?.disconnectedAt).toBeNull();
    expect(site.state.webhooks.size).toBe(3);
  });

  it('tells that the key has not come yet, and takes a no for a no', async () => {
    const site = await studio.openSite();
    const started = await site.plugin.start(studio.front.url);
    expect((await site.plugin.finish(studio.front.url)).body).toEqual({ status: 'waiting' });
    const no = await site.approve(String(started.body.authorize_url), false);
    expect(no.location).toMatch(/success=0/);
    expect(site.state.keys.size).toBe(0);
  });
});

describe('what must not connect', () => {
  const storesOf = async () => (await studio.db.database.prisma.store.findMany()).length;

  it('a key posted for a state that nobody has begun', async () => {
    const key = studio.sandbox.owner.createKey();
    expect((await post('callback', keyBody(hex(), key))).status).toBe(404);
  });

  it('a second key for the same state: the first stays', async () => {
    const site = await studio.openSite();
    const verifier = hex();
    const { state } = await startAs(verifier, site);
    const [first, second] = [site.owner.createKey(), site.owner.createKey()];
    expect((await post('callback', keyBody(state, first))).status).toBe(200);
    expect((await post('callback', keyBody(state, second))).status).toBe(404);
  });

  it('a state without the verifier of whoever began', async () => {
    const site = await studio.openSite();
    const { state } = await startAs(hex(), site);
    await post('callback', keyBody(state, site.owner.createKey()));
    expect((await post('finish', { state, verifier: hex() })).status).toBe(404);
  });

  it('a connect that the site did not begin, although its owner was talked into saying yes', async () => {
    const site = await studio.openSite();
    const verifier = hex();
    const stores = await storesOf();
    const { state, authorize_url } = await startAs(verifier, site);
    expect((await site.approve(authorize_url)).status).toBe(302);
    const finished = await post('finish', { state, verifier });
    expect(finished.status).toBe(403);
    expect(((await finished.json()) as { detail: string }).detail).toMatch(/did not begin/);
    expect(await storesOf()).toBe(stores);
  });

  it('a key of another site', async () => {
    const [mine, other] = [await studio.openSite(), await studio.openSite()];
    const started = await mine.plugin.start(studio.front.url);
    const posted = await post('callback', keyBody(String(started.body.state), other.owner.createKey()));
    expect(posted.status).toBe(200);
    const finished = await mine.plugin.finish(studio.front.url);
    expect(finished).toMatchObject({ status: 502, body: { type: '/problems/store-unauthorized' } });
  });

  it('a site that answers in the name of another', async () => {
    const [mine, other] = [await studio.openSite(), await studio.openSite()];
    const verifier = hex();
    const answer = await post('start', {
      ...claimOf(other),
      site: { id: mine.plugin.siteId, url: other.home, rest_url: other.restUrl },
      return_url: `${other.home}/wp-admin/`,
      challenge: sha256(verifier),
    });
    const { state } = (await answer.json()) as { state: string };
    await post('callback', keyBody(state, other.owner.createKey()));
    expect((await post('finish', { state, verifier })).status).toBe(403);
  });

  it('a key that may only read', async () => {
    const site = await studio.openSite();
    const started = await site.plugin.start(studio.front.url);
    const readOnly = site.owner.createKey('read');
    const state = String(started.body.state);
    expect((await post('callback', keyBody(state, readOnly, 'read'))).status).toBe(403);
    // and when the callback lies about it, the site itself tells
    expect((await post('callback', keyBody(state, readOnly))).status).toBe(200);
    const finished = await site.plugin.finish(studio.front.url);
    expect(finished).toMatchObject({ status: 502, body: { detail: expect.stringMatching(/only read/) } });
    expect(site.state.webhooks.size).toBe(0);
  });

  it.each([
    'http://127.0.0.1:6379',
    'http://169.254.169.254/latest',
    'http://[::1]:3000',
    'https://10.0.0.8',
  ])('the address %s inside the private network: nothing is called', async (url) => {
    const verifier = hex();
    const answer = await post('start', {
      ...claimOf(),
      site: { id: studio.sandbox.plugin.siteId, url, rest_url: `${url}/wp-json/` },
      return_url: `${url}/wp-admin/`,
      challenge: sha256(verifier),
    });
    const { state } = (await answer.json()) as { state: string };
    await post('callback', keyBody(state, { key: `ck_${'0'.repeat(40)}`, secret: `cs_${'0'.repeat(40)}` }));
    expect((await post('finish', { state, verifier })).status).toBe(422);
    const paired = await post('pair', {
      ...claimOf(),
      site: { id: studio.sandbox.plugin.siteId, url, rest_url: `${url}/wp-json/` },
      code: hex(),
    });
    expect([400, 422]).toContain(paired.status);
  });

  it('a return address elsewhere, an unknown member, a REST address of a neighbour', async () => {
    const good = { ...claimOf(), return_url: `${studio.sandbox.home}/wp-admin/`, challenge: hex() };
    const bad = [
      { ...good, return_url: 'https://evil.example/' },
      { ...good, admin: true },
      { ...good, protocol: 2 },
      { ...good, site: { ...good.site, rest_url: 'https://evil.example/wp-json/' } },
    ];
    for (const body of bad) expect((await post('start', body)).status).toBe(400);
  });
});

describe('pairing, for hosts that block wc-auth', () => {
  it('redeems the code at the site, once', async () => {
    const site = await studio.openSite({ https: true });
    const paired = await site.plugin.pair(studio.front.url);
    expect(paired).toMatchObject({ status: 200, body: { status: 'connected' } });
    expect(site.state.keys.all().map((key) => key.permissions)).toEqual(['read_write']);
    const code = { ...claimOf(site), code: hex() };
    expect((await post('pair', code)).status).toBe(403);
  });

  it('works on http only where the operator allows the very site', async () => {
    const site = await studio.openSite();
    await studio.forbid(site);
    expect((await site.plugin.pair(studio.front.url)).status).toBe(400);
  });
});

describe('disconnecting', () => {
  it('by the plugin: webhooks, keys and trust are gone on both sides, and the store is kept for a return', async () => {
    const site = await studio.openSite();
    await newCup(site);
    const storeId = await studio.connect(site);
    await studio.sync(storeId);
    const { connection } = site.state.plugin.get(1) ?? {};
    expect((await site.plugin.disconnect()).body).toMatchObject({ status: 'disconnected' });
    expect(site.state.webhooks.size).toBe(0);
    expect(site.state.keys.size).toBe(0);
    expect(await studio.repositories.bridgeKeys.findForSignature(connection?.keyId ?? '')).toBeNull();
    expect((await studio.repositories.wooConnections.get(storeId))?.secrets).toBeNull();
    expect(await studio.platform.readStore(storeId)).toMatchObject({
      ok: false,
      error: { kind: 'store-disconnected' },
    });
    expect(await studio.connect(site)).toBe(storeId);
    expect((await studio.repositories.products.list(storeId, {}, { limit: 5 })).items).toHaveLength(1);
  });

  it('by us: the plugin deletes its side; where it is gone the owner is told where to revoke the key', async () => {
    const site = await studio.openSite();
    const storeId = await studio.connect(site);
    const done = await studio.woo.disconnect(storeId, { by: 'softbox', actor: 'operator' });
    expect(done).toMatchObject({ ok: true, value: { keyDeleted: true } });
    expect([site.state.webhooks.size, site.state.keys.size]).toEqual([0, 0]);

    const gone = await studio.openSite();
    const goneId = await studio.connect(gone);
    gone.faults.add({ kind: 'status', status: 404, when: 'before', match: '/wc-softbox/', times: 99 });
    const told = await studio.woo.disconnect(goneId, { by: 'softbox', actor: 'operator' });
    expect(told).toMatchObject({
      ok: true,
      value: { keyDeleted: false, revokeAt: expect.stringContaining('section=keys') },
    });
    expect([gone.state.webhooks.size, gone.state.keys.size]).toEqual([0, 1]);
  });

  it('also when the site is down', async () => {
    const site = await studio.openSite();
    const storeId = await studio.connect(site);
    site.faults.add({ kind: 'drop', when: 'before', times: 99 });
    const done = await studio.woo.disconnect(storeId, { by: 'softbox', actor: 'operator' });
    expect(done).toMatchObject({ ok: true, value: { keyDeleted: false } });
    expect((await studio.repositories.stores.get(storeId))?.status).toBe('uninstalled');
  });
});

// last: it moves the clock on, and signatures of sites are judged by it
it('does not connect with a state that is too old', async () => {
  const site = await studio.openSite();
  const { state } = await startAs(hex(), site);
  studio.clock.forward(31 * 60_000);
  expect((await post('callback', keyBody(state, site.owner.createKey()))).status).toBe(404);
});
