import { CATALOGUE_DIR } from '#sandbox/catalogue/catalogue.ts';
import { hasCatalogue, seedSite } from './catalogue/seed-site.ts';
import { makeFaultBoard } from './faults/board.ts';
import type { FaultBoard } from './faults/types.ts';
import { makeCallOut } from './http/call-out.ts';
import { makeSelfSigned } from './http/self-signed.ts';
import { listen, makeServer, stop } from './http/server.ts';
import { makeLogins } from './login/logins.ts';
import { insertPlaceholder, makeOwnerActions } from './owner.ts';
import { makePluginActions } from './plugin/actions.ts';
import { makePluginFiles } from './plugin/files.ts';
import { activatePlugin, installPlugin, isActive } from './plugin/lifecycle.ts';
import { fileUrl } from './rest/show.ts';
import { dumpSite } from './state/dump.ts';
import { openSiteState } from './state/state.ts';
import type { SandboxWoo, WooOptions } from './types.ts';
import { deliver, settleDeliveries } from './webhooks/deliver.ts';
import type { ProductEvent, World } from './world.ts';

const DEFAULT_UPLOAD_BYTES = 8 * 1024 * 1024;

/**
 * Starts a WordPress site with WooCommerce, as far as Softbox can see it, on loopback. With a `dataDir` everything is found
 * again by the next start (give it the same port: the addresses of its pictures are the site's).
 */
export async function startSandboxWoo(options: WooOptions = {}): Promise<SandboxWoo> {
  const path = options.path ?? '';
  if (!/^(?:\/[\w-]+)*$/.test(path)) throw new Error(`"${path}" is not a subfolder; it looks like /shop.`);
  const state = openSiteState(options.dataDir);
  const isNew = state.products.size === 0 && state.installed.size === 0;
  const tls = options.https ? makeSelfSigned() : null;
  const out = makeCallOut(options.trustedCa);
  let origin = '';
  const noted = new Map<string, { event: ProductEvent; id: number }>();
  const permalinks = options.permalinks ?? 'pretty';
  const rest = { pretty: '/wp-json/', index: '/index.php/wp-json/', plain: '/index.php?rest_route=/' }[
    permalinks
  ];
  const clock = options.clock ?? { now: () => Date.now() };
  const faults = makeFaultBoard();
  const background = new Set<Promise<unknown>>();
  const world: World = {
    clock,
    state,
    faults,
    logins: makeLogins(clock, () => new URL(origin).port),
    pluginFiles: makePluginFiles(options.pluginDir ?? 'woo-bridge', options.preparing),
    later(work) {
      const done = work.finally(() => background.delete(done));
      background.add(done);
    },
    site: {
      name: options.name ?? 'Tea & Clay',
      path,
      permalinks,
      isHttps: tls !== null,
      currency: options.currency ?? 'EUR',
      utcOffsetHours: options.utcOffsetHours ?? 2,
      get hasPlugin() {
        return isActive(world);
      },
      softboxAddress: options.softboxAddress ?? '',
      blocksMethods: options.blocksMethods ?? false,
      asksTooEarly: options.asksTooEarly ?? false,
      maxUploadBytes: options.maxUploadBytes ?? DEFAULT_UPLOAD_BYTES,
    },
    home: () => `${origin}${path}`,
    restUrl: () => `${origin}${path}${rest}`,
    note: (event, id) => void noted.set(`${event} ${id}`, { event, id }),
    flush() {
      const events = [...noted.values()];
      noted.clear();
      for (const { event, id } of events) deliver(world, event, id);
    },
    callOut: callOutThrough(faults, out.fetch),
  };
  const sandbox = makeHandle(world, tls?.cert ?? null, () => origin);
  const server = makeServer(world, sandbox, tls);
  origin = `${tls ? 'https' : 'http'}://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  if (isNew) {
    if (options.plugin !== false) installPlugin(world);
    if (options.plugin !== false && options.plugin !== 'inactive') activatePlugin(world);
    await insertPlaceholder(world);
    const directory = options.catalogueDir ?? CATALOGUE_DIR;
    if (options.seed ?? hasCatalogue(directory)) await seedSite(world, directory);
    state.commit();
    noted.clear();
  }
  return Object.assign(sandbox, {
    async close() {
      await stop(server);
      await settleDeliveries(world);
      await Promise.all(background);
      await out.close();
      state.close();
    },
  });
}

function makeHandle(world: World, certificate: string | null, origin: () => string): SandboxWoo {
  return {
    get origin() {
      return origin();
    },
    get home() {
      return world.home();
    },
    get restUrl() {
      return world.restUrl();
    },
    certificate,
    state: world.state,
    faults: world.faults,
    logins: world.logins,
    owner: makeOwnerActions(world),
    plugin: makePluginActions(world),
    fileUrl(attachmentId) {
      const row = world.state.attachments.get(attachmentId);
      return row ? fileUrl(world, row) : null;
    },
    async approve(authorizeUrl, yes = true) {
      const session = world.logins.open('owner');
      if (!session) throw new Error('The owner cannot log in.');
      const cookie = world.logins.cookie(session).split(';')[0] ?? '';
      const page = await fetchOwn(authorizeUrl, certificate, cookie);
      if (page.status !== 200) return { status: page.status, location: null };
      const id = yes ? 'approve' : 'deny';
      const href = new RegExp(`id="${id}" [^>]*href="([^"]+)"`).exec(page.text)?.[1] ?? '';
      const target = href.replaceAll('&amp;', '&');
      if (!yes) return { status: 302, location: target };
      const granted = await fetchOwn(new URL(target, authorizeUrl).href, certificate, cookie);
      return { status: granted.status, location: granted.location };
    },
    dump: () => dumpSite(world),
    settle: () => settleDeliveries(world),
    close: () => Promise.resolve(),
  };
}

/** Calls to the outside, which a fault may cut off. */
const callOutThrough =
  (faults: FaultBoard, call: typeof fetch): typeof fetch =>
  async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (faults.take('no-way-out', { route: pathname, method: init?.method ?? 'GET' }))
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    return call(input, init);
  };

/** The owner's browser. */
async function fetchOwn(url: string, certificate: string | null, cookie: string) {
  const browser = makeCallOut(certificate ?? undefined);
  const response = await browser.fetch(url, { redirect: 'manual', headers: { cookie } });
  const text = await response.text();
  await browser.close();
  return { status: response.status, location: response.headers.get('location'), text };
}
