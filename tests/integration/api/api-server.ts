import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import express from 'express';
import { makeGuardedHttp } from '#app/adapters/http-fetch/guarded-http.ts';
import { makeTokenBucketLimiter } from '#app/adapters/memory/token-bucket.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeOwnLibrary } from '#app/adapters/own-pictures/own-library.ts';
import { makeSceneSketches } from '#app/adapters/own-pictures/scene-sketches.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import { makeKeyring } from '#app/adapters/secrets/keyring.ts';
import { makeCompositor } from '#app/adapters/sharp/compose/compositor.ts';
import { makeSharpFidelityMeter } from '#app/adapters/sharp/fidelity/sharp-fidelity-meter.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import { makeReadEditMask } from '#app/adapters/sharp/upload-mask.ts';
import { makeWooSites } from '#app/adapters/woocommerce/woo-sites.ts';
import { failure } from '#app/domain/failure.ts';
import type { Message } from '#app/domain/message.ts';
import { gateRules } from '#app/domain/providers/limits.ts';
import { DEFAULT_MODEL_CHOICE } from '#app/domain/providers/model-choice.ts';
import { EVERY_MODEL } from '#app/domain/providers/offered-models.ts';
import type { ProductMediaSnapshot } from '#app/domain/publication.ts';
import { err, ok } from '#app/domain/result.ts';
import { type ApiDeps, handleApi } from '#app/http/api/handle-api.ts';
import { bridgeAuthorization, signBridgeRequest } from '#app/http/bridge-signature.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';
import { makeFindBridgeKey, makeIssueBridgeKey } from '#app/use-cases/bridge-keys.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import type { ModelPorts } from '#app/wire-models.ts';
import type { Ports } from '#app/wire-ports.ts';
import { wireUseCases } from '#app/wire-use-cases.ts';
import { silentLog } from '#tests/support/clock.ts';
import {
  fakeInspector,
  fakeReadDigitalSourceType,
  makeFakeCutOut,
  makeFakeFetcher,
  makeFakeRenderer,
} from '#tests/support/fake-imaging.ts';
import { makeMemoryObjects } from '#tests/support/memory-objects.ts';

const CLIENT = { id: 'client-of-the-tests', secret: randomBytes(16).toString('hex') };

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * A session token as App Bridge would give it to the page of `shop`; `over` makes it one that nobody should take: other claims,
 * or the signature of somebody who does not know our secret.
 */
export const sessionTokenFor = (
  shop: string,
  over: { readonly claims?: Readonly<Record<string, unknown>>; readonly secret?: string } = {},
): string => {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: CLIENT.id,
    sub: '42',
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    ...over.claims,
  };
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${createHmac('sha256', over.secret ?? CLIENT.secret)
    .update(signed)
    .digest('base64url')}`;
};

/** A platform that knows one gallery by product id; the tests of the API need no more of it. */
const makeGalleryPlatform = (galleries: Map<string, ProductMediaSnapshot>): StorePlatform => {
  const readMedia: StorePlatform['readMedia'] = async (_storeId, productId) => {
    const gallery = galleries.get(productId);
    return gallery ? ok(gallery) : err(failure('product-gone', 'gone'));
  };
  const handler: ProxyHandler<object> = {
    get: (_target, name) => {
      if (name === 'readMedia') return readMedia;
      if (name === 'readLanguages') return async () => ok({ known: false, missing: [] });
      if (name === 'readAltTexts') return async () => ok({ alt: 'Alt', translations: [] });
      throw new Error(`the API must not call ${String(name)} of the platform`);
    },
  };
  return new Proxy({}, handler) as StorePlatform;
};

/** Ports that a test has of its own. */
export type ApiPorts = Partial<Omit<Ports, 'models'>> & { readonly models?: Partial<ModelPorts> };

const makeDeps = (database: Database, { models, ...over }: ApiPorts) => {
  const db = database.prisma;
  const repositories = makeRepositories(db);
  const queued: Message[] = [];
  const queue = {
    add: async (messages: readonly Message[]) => void queued.push(...messages),
    close: async () => {},
  };
  const objects = makeMemoryObjects();
  const galleries = new Map<string, ProductMediaSnapshot>();
  const clock = systemClock;
  const keyring = makeKeyring({ keys: [{ id: 'k1', key: randomBytes(32) }], activeId: 'k1' });
  const useCases = wireUseCases({
    clock,
    newId,
    sha256,
    log: silentLog,
    version: 'test',
    random: Math.random,
    queue,
    unitOfWork: makeUnitOfWork(database, makeRepositories),
    repositories,
    objectStore: objects,
    fetcher: makeFakeFetcher(),
    inspector: fakeInspector,
    cutOut: makeFakeCutOut(),
    renderer: makeFakeRenderer(),
    compositor: makeCompositor({ inspector: fakeInspector }),
    fidelityMeter: makeSharpFidelityMeter(),
    readDigitalSourceType: fakeReadDigitalSourceType,
    readEditMask: makeReadEditMask(makeSharpInspector()),
    thumbnailer: { thumbnail: async (bytes) => ok({ bytes, contentType: 'image/webp' }) },
    fitPicture: async (picture) => ok({ ...picture, scaled: null }),
    platform: makeGalleryPlatform(galleries),
    keyring,
    randomHex32: () => randomBytes(32).toString('hex'),
    woo: {
      sites: makeWooSites({ http: makeGuardedHttp(), log: silentLog }),
      publicUrl: 'https://softbox.example',
      privateOrigins: [],
      isSandboxSite: () => false,
    },
    models: {
      images: [],
      vision: [],
      inspiration: makeOwnLibrary('/'),
      choice: DEFAULT_MODEL_CHOICE,
      offered: EVERY_MODEL,
      ...models,
    },
    sceneSketches: makeSceneSketches(),
    providerGate: makeProviderGate({
      states: openGateStates(database),
      rulesOf: (key) => gateRules({}, key),
      newId,
      sleep: clock.sleep,
      random: Math.random,
    }),
    poke: () => {},
    ...over,
  });
  const { bridgeKeys, idempotencyKeys, stores } = repositories;
  const api: ApiDeps = {
    auth: {
      now: () => clock.now(),
      sessionTokens: { clientId: CLIENT.id, clientSecrets: [CLIENT.secret] },
      findShop: async (shop) => {
        const store = await stores.findByExternalId('shopify', shop);
        return store?.status === 'active' ? store : null;
      },
      findBridgeKey: makeFindBridgeKey({ bridgeKeys, keyring }),
      rememberNonce: (keyId, nonce) => bridgeKeys.rememberNonce(keyId, nonce, clock.now()),
    },
    rateLimiter: makeTokenBucketLimiter({ burst: 10_000, perSecond: 1_000 }, clock),
    idempotency: idempotencyKeys,
    services: { ...useCases, now: () => clock.now() },
    log: silentLog,
  };
  const issueBridgeKey = makeIssueBridgeKey({
    bridgeKeys,
    keyring,
    clock,
    newId,
    randomHex32: () => randomBytes(32).toString('hex'),
  });
  return { api, repositories, queued, objects, galleries, issueBridgeKey };
};

/** The route of the API alone, in the real Remix and express, as the web process serves it. */
const buildOf = (api: ApiDeps): ServerBuild => {
  const answer = ({ request }: { request: Request }) => handleApi(request, api);
  const route = {
    id: 'api',
    path: 'api/v1/*',
    module: { default: undefined, loader: answer, action: answer },
  };
  return {
    mode: 'production',
    entry: { module: { default: () => new Response('no page', { status: 404 }) } },
    routes: { api: route } as unknown as ServerBuild['routes'],
    assets: { version: '0', url: '', entry: { module: '', imports: [] }, routes: {} },
    publicPath: '/',
    assetsBuildDirectory: 'build',
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: true,
      v3_lazyRouteDiscovery: false,
    },
    isSpaMode: false,
  };
};

/** Serves the API on loopback over a real database. */
export const startApi = async (database: Database, ports: ApiPorts = {}) => {
  const deps = makeDeps(database, ports);
  const app = express();
  app.all('*', createRequestHandler({ build: buildOf(deps.api), mode: 'production' }));
  const server = app.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...deps,
    origin,
    /** A caller with a session token of `shop`; bytes as a body are sent as a PNG. */
    as:
      (shop: string) =>
      async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
        const response = await fetch(`${origin}/api/v1${path}`, {
          method,
          headers: {
            Authorization: `Bearer ${sessionTokenFor(shop)}`,
            ...(body === undefined
              ? {}
              : { 'Content-Type': body instanceof Uint8Array ? 'image/png' : 'application/json' }),
            ...headers,
          },
          ...(body === undefined
            ? {}
            : { body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body) }),
        });
        const text = await response.text();
        const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
        return { status: response.status, headers: response.headers, json, text };
      },
    /** A caller with a bridge key. */
    bridge:
      (keyId: string, secret: string) =>
      (method: string, path: string, body = '', nonce: string = randomUUID(), ageSeconds = 0) => {
        const [pathname = '', query = ''] = `/api/v1${path}`.split('?');
        const credentials = { keyId, timestamp: Math.floor(Date.now() / 1000) - ageSeconds, nonce };
        const request = { method, path: pathname, query, body: new TextEncoder().encode(body) };
        const signature = signBridgeRequest(Buffer.from(secret, 'hex'), credentials, request);
        return fetch(`${origin}/api/v1${path}`, {
          method,
          headers: {
            Authorization: bridgeAuthorization({ ...credentials, signature }),
            ...(body === '' ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === '' ? {} : { body }),
        });
      },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
export type ApiServer = Awaited<ReturnType<typeof startApi>>;
