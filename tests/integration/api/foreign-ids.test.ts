import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '#app/http/api/endpoints.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { type SeededStore, seedStore } from '#tests/support/seed-store.ts';
import { type ApiServer, startApi } from './api-server.ts';

let db: TestDatabase;
let api: ApiServer;
let theirs: SeededStore;
let mine: SeededStore;

beforeAll(async () => {
  db = await withDatabase();
  theirs = await seedStore(db.database.prisma, 'theirs');
  mine = await seedStore(db.database.prisma, 'mine');
  api = await startApi(db.database);
});
afterAll(async () => {
  await api.close();
  await db.close();
});

/** The id of a thing of a store for each path parameter there is. */
const ID_OF: Record<string, (s: SeededStore) => string> = {
  productId: (s) => s.productId,
  syncId: (s) => s.syncId,
  presetId: (s) => s.presetId,
  batchId: (s) => s.batchId,
  jobId: (s) => s.jobs.failed,
  assetId: (s) => s.heldAssetId,
  publicationId: (s) => s.publicationId,
  productImageId: (s) => s.imageId,
  inspirationId: (s) => s.inspirationId,
  changeId: (s) => s.altChangeId,
  // of no store
  language: () => 'main',
  // of a library, so of no store
  pictureId: () => 'no-such-picture',
};

const pathFor = (path: string, s: SeededStore): string =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const idOf = ID_OF[name];
    if (!idOf) throw new Error(`the walk does not know the parameter ${name}: add it to ID_OF`);
    return idOf(s);
  });

const withId = ENDPOINTS.filter((e) => e.path.includes('{'));
const rowsOf = async () => {
  const { prisma } = db.database;
  const { storeId } = theirs;
  const where = { where: { storeId } };
  return JSON.stringify(
    await Promise.all([
      prisma.imageJob.findMany({ ...where, orderBy: { id: 'asc' } }),
      prisma.batch.findMany(where),
      prisma.review.findMany({ ...where, orderBy: { assetId: 'asc' } }),
      prisma.publication.findMany(where),
      prisma.preset.findMany(where),
      prisma.pictureWords.findMany(where),
      prisma.altChange.findMany({ ...where, orderBy: { id: 'asc' } }),
      prisma.wordsRun.findMany(where),
      prisma.inspiration.findMany(where),
      prisma.productAnalysis.findMany(where),
      prisma.ledgerEntry.findMany({ ...where, orderBy: { id: 'asc' } }),
    ]),
    (_key, value) => (typeof value === 'bigint' ? String(value) : value),
  );
};

describe("another store's id", () => {
  it('stands in the path of more than a dozen endpoints', () => {
    expect(withId.length).toBeGreaterThan(12);
  });

  it.each(withId.map((e) => [e.method, e.path, e] as const))(
    'in %s %s answers 404, shows nothing and changes nothing',
    async (method, path, endpoint) => {
      const before = await rowsOf();
      const body = endpoint.rawBody ? A_BYTE : endpoint.body ? (endpoint.bodyExample ?? {}) : undefined;
      const foreign = await api.as(mine.shop)(method, pathFor(path, theirs), body);
      expect(foreign.status).toBe(404);
      expect(foreign.json.type).toBe('/problems/not-found');
      expect(foreign.text).not.toContain('theirs');
      expect(await rowsOf()).toBe(before);
      // the same answer as for an id that nobody has, but for the path
      const nobodys = pathFor(path, { ...theirs, ...NOBODYS });
      const unknown = await api.as(mine.shop)(method, nobodys, body);
      expect({ ...unknown.json, instance: '' }).toEqual({ ...foreign.json, instance: '' });
    },
  );

  it.each(withId.filter((e) => e.method === 'GET').map((e) => [e.path, e] as const))(
    'is found at GET %s by its owner, so that the walk is about something',
    async (path, endpoint) => {
      if (endpoint.reply.kind === 'raw') return; // files and streams have tests of their own
      const own = await api.as(theirs.shop)('GET', pathFor(path, theirs));
      const ids = pathFor(path, theirs)
        .split('/')
        .filter((part) => part.length === 36);
      expect(own.status).toBe(200);
      for (const id of ids) expect(own.text).toContain(id);
    },
  );

  const EXAMPLE = { kind: 'packshot' };
  const inBodies: [string, (s: SeededStore) => unknown, (json: Record<string, unknown>) => void][] = [
    [
      'POST /batches by product',
      (s) => ({ selection: { kind: 'products', productIds: [s.productId] }, recipe: EXAMPLE }),
      (json) => expect(json.type).toBe('/problems/not-found'),
    ],
    [
      'POST /batches by picture',
      (s) => ({ selection: { kind: 'images', productImageIds: [s.imageId] }, recipe: EXAMPLE }),
      (json) => expect(json.type).toBe('/problems/not-found'),
    ],
    [
      'POST /estimates',
      (s) => ({ selection: { kind: 'products', productIds: [s.productId] }, recipe: EXAMPLE }),
      (json) => expect(json.type).toBe('/problems/not-found'),
    ],
    [
      'POST /recipes/preview',
      (s) => ({ productId: s.productId, recipe: EXAMPLE }),
      (json) => expect(json.type).toBe('/problems/not-found'),
    ],
    [
      'POST /recipes/prompt',
      (s) => ({ productId: s.productId, recipe: EXAMPLE }),
      // no model is set up here, and a packshot needs none
      (json) => expect(json.type).toBe('/problems/unsupported-option'),
    ],
    [
      'POST /publications',
      (s) => ({ assetId: s.publishedAssetId }),
      (json) => expect(json.type).toBe('/problems/not-found'),
    ],
    [
      'POST /publications/preview',
      (s) => ({ assetId: s.publishedAssetId }),
      (json) => expect(json.type).toBe('/problems/not-found'),
    ],
    [
      'POST /publications/many',
      (s) => ({ items: [{ assetId: s.publishedAssetId }] }),
      (json) => expect(json).toMatchObject({ accepted: [], refused: [{ problem: { status: 404 } }] }),
    ],
    [
      'POST /undos',
      (s) => ({ publicationIds: [s.publicationId] }),
      (json) => expect(json).toMatchObject({ accepted: [], refused: [{ problem: { status: 404 } }] }),
    ],
    [
      'POST /reviews',
      (s) => ({ assetIds: [s.heldAssetId], state: 'approved' }),
      (json) => expect(json).toMatchObject({ decided: [], missing: [expect.any(String)] }),
    ],
  ];
  it.each(inBodies)('in the body of %s is not there', async (name, body, check) => {
    const [method = '', path = ''] = name.split(' ');
    const before = await rowsOf();
    const foreign = await api.as(mine.shop)(method, path, body(theirs));
    check(foreign.json);
    expect(foreign.text.replaceAll(theirs.shop, '')).not.toContain('theirs');
    expect(await rowsOf()).toBe(before);
    expect(api.queued).toEqual([]);
  });

  it.each([
    '/products',
    '/batches',
    '/jobs',
    '/assets',
    '/publications',
    '/presets',
    '/inspirations',
    '/usage/entries',
  ])('is in no page of %s, nor under a filter that names it', async (path) => {
    const page = await api.as(mine.shop)('GET', `${path}?limit=100`);
    expect(page.status).toBe(200);
    expect((page.json.items as unknown[]).length).toBeGreaterThan(0);
    expect(page.text).not.toContain('theirs');
    for (const filter of ['productId', 'batchId', 'assetId']) {
      const idOf = ID_OF[filter];
      const filtered = await api.as(mine.shop)('GET', `${path}?${filter}=${idOf?.(theirs)}`);
      if (filtered.status === 200) expect(filtered.json.items).toEqual([]);
      else expect(filtered.status).toBe(400);
    }
  });
});

const A_BYTE = new Uint8Array(1);

/** Ids that no store has. */
const NOBODYS = {
  productId: '019aac3d-0000-7000-8000-000000000001',
  syncId: '019aac3d-0000-7000-8000-000000000002',
  presetId: '019aac3d-0000-7000-8000-000000000003',
  batchId: '019aac3d-0000-7000-8000-000000000004',
  jobs: { failed: '019aac3d-0000-7000-8000-000000000005' } as SeededStore['jobs'],
  heldAssetId: '019aac3d-0000-7000-8000-000000000006',
  publicationId: '019aac3d-0000-7000-8000-000000000007',
  imageId: '019aac3d-0000-7000-8000-000000000008',
  inspirationId: '019aac3d-0000-7000-8000-000000000009',
};
