import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDiskObjectStore } from '#app/adapters/disk/disk-object-store.ts';
import {
  type ClosableSourceFetcher,
  makeSsrfSafeFetcher,
} from '#app/adapters/http-fetch/ssrf-safe-fetcher.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeMasks } from '#app/adapters/prisma/masks.ts';
import { makeSources } from '#app/adapters/prisma/sources.ts';
import { makeSharpInspector } from '#app/adapters/sharp/sharp-inspector.ts';
import type { FailureKind } from '#app/domain/failure.ts';
import { makeMaskOfSource } from '#app/use-cases/mask-of-source.ts';
import { makePreviewRecipe } from '#app/use-cases/preview-recipe.ts';
import { BAD_PICTURES, goodPhoto } from '#tests/support/bad-pictures.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { everythingIn, rowsAdded } from '#tests/support/everything.ts';
import { fakeReadDigitalSourceType, makeFakeCutOut, makeFakeRenderer } from '#tests/support/fake-imaging.ts';
import { makePipeline } from '#tests/support/pipeline.ts';

let db: TestDatabase;
let folder: string;
let photos: Server;
let fetcher: ClosableSourceFetcher;
let origin: string;

const GIB = 1024 ** 3;
const served = new Map<string, { readonly body: Buffer; readonly type: string }>();
const pathOf = (index: number) => `/${index}.jpg`;

beforeAll(async () => {
  db = await withDatabase();
  folder = await mkdtemp(join(tmpdir(), 'softbox-bad-'));
  for (const [i, bad] of BAD_PICTURES.entries()) {
    served.set(pathOf(i), { body: await bad.make(), type: bad.contentType });
  }
  photos = createServer((request, response) => {
    const photo = served.get(request.url ?? '');
    if (photo) return response.setHeader('content-type', photo.type).end(photo.body);
    if (request.url === '/inside')
      return response.writeHead(302, { location: 'http://127.0.0.1:8080/admin' }).end();
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': 2 * GIB });
    return response.write(Buffer.alloc(1024));
  });
  await new Promise<void>((done) => photos.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(photos.address() as AddressInfo).port}`;
  fetcher = makeSsrfSafeFetcher({ allowOrigins: [origin] });
});
afterAll(async () => {
  await fetcher.close();
  photos.closeAllConnections();
  await new Promise((done) => photos.close(done));
  await rm(folder, { recursive: true });
  await db.close();
});

const CASES: readonly (readonly [what: string, kind: FailureKind, url: () => string])[] = [
  ...BAD_PICTURES.map(({ what, kind }, i) => [what, kind, () => `${origin}${pathOf(i)}`] as const),
  ['an address inside a private network', 'url-forbidden', () => 'http://169.254.169.254/latest/meta-data'],
  ['an address that redirects inside', 'url-forbidden', () => `${origin}/inside`],
  ['a picture of two gigabytes', 'payload-too-large', () => `${origin}/huge`],
];

const filesKept = () => readdir(folder, { recursive: true });
const never = new AbortController().signal;

/** A store of one product whose photo is at `url`, with money on its account. */
const storeWith = async (url: string) => {
  const clock = makeShiftedClock();
  const objects = makeDiskObjectStore(folder);
  const cutOut = makeFakeCutOut();
  const inspector = makeSharpInspector();
  const pipeline = makePipeline(db.database, {
    clock,
    price: 40n,
    objects,
    imaging: { fetcher, inspector, cutOut, readDigitalSourceType: fakeReadDigitalSourceType },
  });
  const store = await makeTestStore(db.database, 1, () => url);
  await pipeline.ledger.grant(store.storeId, { id: newId(), amount: 100n, now: clock.now() });
  const preview = makePreviewRecipe({
    productSources: makeSources(db.database.prisma),
    sources: fetcher,
    inspector,
    objects,
    sha256,
    clock,
    maskOfSource: makeMaskOfSource({ masks: makeMasks(db.database.prisma), objects, cutOut, sha256 }),
    cutOut,
    renderer: makeFakeRenderer(),
    version: 'test',
  });
  return { ...store, pipeline, preview };
};

describe('a product whose photo cannot be used', () => {
  it.each(CASES)('because it is %s ends as %s and leaves nothing but that', async (_what, kind, url) => {
    const { pipeline, storeId, productIds } = await storeWith(url());
    const before = await everythingIn(db.database);
    const made = await pipeline.submit(storeId, {
      recipe: { kind: 'packshot' },
      selection: { kind: 'products', productIds, images: 'main' },
      actor: 'tester',
    });
    if (!made.ok) throw new Error(made.error.message);
    expect(await pipeline.ledger.balance(storeId)).toBe(60n);
    const jobs = await pipeline.imageJobs.list(storeId, { batchId: made.value.batch.id }, { limit: 2 });
    const id = jobs.items[0]?.id ?? '';
    expect(await pipeline.run({ storeId, id }, never)).toBe('failed');
    expect(await pipeline.imageJobs.get(storeId, id)).toMatchObject({
      state: 'failed',
      assetId: null,
      reason: { kind, message: expect.stringMatching(/^The .{15,}\.$/) },
    });
    // what was asked for and how it ended; reserve and refund; no picture, no mask, no review, no file
    expect(rowsAdded(before, await everythingIn(db.database))).toEqual({
      recipes: 1,
      batches: 1,
      image_jobs: 1,
      attempts: 1,
      ledger_entries: 2,
    });
    expect(await pipeline.ledger.balance(storeId)).toBe(100n);
    expect(pipeline.fakeCutOut.cut).toEqual([]);
    expect(await filesKept()).toEqual([]);
  });

  it.each(CASES)(
    'because it is %s is refused as %s in a preview, without a trace',
    async (_what, kind, url) => {
      const { preview, storeId, productIds } = await storeWith(url());
      const before = await everythingIn(db.database);
      const request = { productId: productIds[0] ?? '', recipe: { kind: 'packshot' } };
      expect(await preview(storeId, request, { signal: never })).toMatchObject({
        ok: false,
        error: { kind },
      });
      expect(await everythingIn(db.database)).toEqual(before);
      expect(await filesKept()).toEqual([]);
    },
  );
});

describe('a photo that can be used', () => {
  it('leaves rows and files, so that the walk above would see them', async () => {
    served.set('/good.jpg', { body: await goodPhoto(), type: 'image/jpeg' });
    const { preview, storeId, productIds } = await storeWith(`${origin}/good.jpg`);
    const request = { productId: productIds[0] ?? '', recipe: { kind: 'packshot' } };
    const before = await everythingIn(db.database);
    expect(await preview(storeId, request, { signal: never })).toMatchObject({ ok: true });
    expect(rowsAdded(before, await everythingIn(db.database))).toEqual({ masks: 1 });
    expect((await filesKept()).length).toBeGreaterThan(1);
  });
});
