import { randomUUID } from 'node:crypto';
import { CATALOGUE_DIR } from '#sandbox/catalogue/catalogue.ts';
import { adminPages } from './admin-ui/admin-pages.ts';
import { grantOptionalScopes, installApp, uninstallApp } from './auth/install.ts';
import { mintSessionToken } from './auth/session-token.ts';
import { hasCatalogue, seedShop } from './catalogue/seed-shop.ts';
import { fileUrl } from './cdn/file-url.ts';
import { makeFaultBoard } from './faults/board.ts';
import { makeAdminApi } from './graphql/admin-api.ts';
import { STANDARD_PLAN } from './graphql/bucket.ts';
import { makeSchemas } from './graphql/schema.ts';
import { listen, makeServer, stop } from './http/server.ts';
import { DEFAULT_LATENCY } from './latency.ts';
import { makeMerchantActions } from './merchant.ts';
import { makeScheduler } from './scheduler.ts';
import { openState } from './state/state.ts';
import type { ShopState } from './state/types.ts';
import { makeTaskHandlers } from './tasks.ts';
import type { PageHandler, SandboxOptions, SandboxShopify } from './types.ts';
import { emit } from './webhooks/emit.ts';
import { makeProductEvents } from './webhooks/product-events.ts';
import { compliancePayload } from './webhooks/shop-payloads.ts';
import { subscriptionsOf } from './webhooks/subscriptions.ts';
import type { World } from './world.ts';

/** Scopes the app gets when none are named; those it declares. */
const DEFAULT_SCOPES = ['read_products', 'write_files', 'write_products'];
const DEFAULT_USER_ID = 1001;

/**
 * Starts the stand-in on loopback. `https://{shop}/…` of the platform is `{origin}/shops/{shop}/…` here. With a
 * `dataDir` everything is found again by the next start, pending work included.
 */
export async function startSandboxShopify(options: SandboxOptions): Promise<SandboxShopify> {
  const clock = options.clock ?? { now: () => Date.now() };
  const state = openState({
    ...(options.dataDir ? { directory: options.dataDir } : {}),
    now: () => clock.now(),
  });
  const events = makeProductEvents();
  let origin = '';
  const world: World = {
    clock,
    latency: { ...DEFAULT_LATENCY, ...options.latency },
    state,
    faults: makeFaultBoard(),
    app: {
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      appUrl: options.appUrl,
      scopes: options.scopes ?? DEFAULT_SCOPES,
      optionalScopes: options.optionalScopes ?? [],
      subscriptions: subscriptionsOf(options.webhooks ?? [], options.appUrl),
      webhookApiVersion: options.webhookApiVersion ?? '2026-10',
    },
    origin: () => origin,
    uuid: () => randomUUID(),
    schedule(shop, delayMs, task) {
      shop.tasks.put({ ...task, id: shop.nextId(), at: clock.now() + delayMs });
      scheduler.wake();
    },
    noteProduct: (shop, event) => events.note(shop, event),
    flushEvents: () => events.flush(world),
  };
  const schemas = makeSchemas();
  const api = makeAdminApi({ world, schemas, plan: options.throttle ?? STANDARD_PLAN });
  const live = options.clock === undefined;
  const scheduler = makeScheduler(world, makeTaskHandlers(world, api, live), live);
  const sandbox = makeHandle(options, world, scheduler.settle, () => origin);
  let pages: PageHandler | undefined;
  const server = makeServer({
    // With the real clock the timer runs what is due; with one that tests move, each request does.
    admin: { world, schemas, api, ready: () => (live ? Promise.resolve() : scheduler.runDue()) },
    sandbox,
    stripMetadata: options.cdn?.stripMetadata ?? false,
    pages: (request, response) => pages?.(request, response) ?? false,
  });
  origin = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  pages = (options.pages ?? adminPages({ clientSecret: options.clientSecret, now: () => clock.now() }))(
    sandbox,
  );
  await openShops(options, world);
  scheduler.wake();
  return Object.assign(sandbox, {
    async close() {
      await stop(server);
      await scheduler.close();
      state.close();
    },
  });
}

/** Makes the shops that are not there yet, filled with the catalogue. */
async function openShops(options: SandboxOptions, world: World): Promise<void> {
  const directory = options.catalogueDir ?? CATALOGUE_DIR;
  const wantsSeed = options.seed ?? hasCatalogue(directory);
  for (const domain of options.shops ?? ['softbox-demo.myshopify.com']) {
    if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(domain))
      throw new Error(`"${domain}" is not a myshopify.com name.`);
    if (world.state.shop(domain)) continue;
    const name = domain.replace('.myshopify.com', '').replace(/-/g, ' ');
    const shop = world.state.createShop({
      domain,
      name: name.charAt(0).toUpperCase() + name.slice(1),
      email: `owner@${domain}`,
      ownerName: 'Sam Sandbox',
      currencyCode: 'EUR',
      planName: 'Basic',
    });
    if (wantsSeed) await seedShop(world, shop, directory);
    world.flushEvents();
    world.state.commit();
  }
}

function makeHandle(
  options: SandboxOptions,
  world: World,
  settle: () => Promise<void>,
  origin: () => string,
): SandboxShopify {
  const shopOf = (domain: string): ShopState => {
    const shop = world.state.shop(domain);
    if (!shop) throw new Error(`The sandbox has no shop ${domain}.`);
    return shop;
  };
  return {
    get origin() {
      return origin();
    },
    clientId: options.clientId,
    appUrl: options.appUrl,
    state: world.state,
    faults: world.faults,
    merchant: makeMerchantActions(world, shopOf),
    async install(domain, scopes = world.app.scopes) {
      installApp(world, shopOf(domain), scopes);
      world.state.commit();
    },
    scopes: { required: world.app.scopes, optional: world.app.optionalScopes },
    async grantScopes(domain, scopes) {
      grantOptionalScopes(world, shopOf(domain), scopes);
      world.state.commit();
    },
    async uninstall(domain) {
      uninstallApp(world, shopOf(domain));
      world.state.commit();
    },
    async sendCompliance(domain, topic) {
      const shop = shopOf(domain);
      emit(world, shop, topic, compliancePayload(shop, topic));
      world.state.commit();
    },
    sessionToken: (domain, { userId = DEFAULT_USER_ID, lifetimeSeconds } = {}) =>
      mintSessionToken({
        shop: shopOf(domain).record.domain,
        clientId: options.clientId,
        clientSecret: options.clientSecret,
        userId,
        now: world.clock.now(),
        uuid: world.uuid,
        lifetimeSeconds,
      }),
    fileUrl: (domain, file) => fileUrl(origin(), shopOf(domain).record, file),
    settle,
    close: () => Promise.resolve(),
  };
}
