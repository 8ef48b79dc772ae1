import { newId } from '#app/adapters/node/new-id.ts';
import type { NewAsset } from '#app/ports/repositories/assets.ts';
import { makeTestStore, type TestStore } from '#tests/support/catalogue.ts';
import { withDatabase } from '#tests/support/database.ts';
import { type ApiPorts, type ApiServer, startApi } from './api-server.ts';

export const RECIPE = { kind: 'packshot', fill: 0.8 };
export const shopOf = (store: TestStore) => `${store.storeId}.myshopify.com`;
export const batchOf = (store: TestStore) => ({
  selection: { kind: 'products', productIds: store.productIds },
  recipe: RECIPE,
  label: 'Mugs',
});
export const idsOf = (json: Record<string, unknown>) =>
  (json.items as { id: string }[]).map((item) => item.id);

/** A served API on a database of its own; close it after the tests. */
export const startApiWorld = async (ports: ApiPorts = {}) => {
  const db = await withDatabase();
  const api = await startApi(db.database, ports);
  const storeOf = (products: number, urlOf?: (index: number) => string | null) =>
    makeTestStore(db.database, products, urlOf);
  const callerOf = (store: TestStore) => api.as(shopOf(store));
  return {
    api,
    database: db.database,
    prisma: db.database.prisma,
    storeOf,
    callerOf,
    /** Lets a queued job end in a picture, as a worker would; returns the picture's id. */
    finishJob: (store: TestStore, jobId: string, made?: MadeOf) => finishJob(api, store, jobId, made),
    storeWithPicture: async () => {
      const store = await storeOf(1);
      const call = callerOf(store);
      const { json: batch } = await call('POST', '/batches', batchOf(store));
      const [jobId = ''] = idsOf((await call('GET', `/batches/${batch.id}/jobs`)).json);
      return { store, call, batchId: String(batch.id), jobId, assetId: await finishJob(api, store, jobId) };
    },
    close: async () => {
      await api.close();
      await db.close();
    },
  };
};
export type ApiWorld = Awaited<ReturnType<typeof startApiWorld>>;

/** What is in a finished picture, where it matters to a test. */
export interface MadeOf {
  readonly bytes: Uint8Array;
  readonly asset: Partial<NewAsset>;
}

const finishJob = async (
  api: ApiServer,
  store: TestStore,
  jobId: string,
  made: MadeOf = { bytes: new TextEncoder().encode('a picture'), asset: {} },
): Promise<string> => {
  const { bytes } = made;
  const { imageJobs } = api.repositories;
  const now = new Date();
  const leaseUntil = new Date(now.getTime() + 60_000);
  const leaseId = newId();
  await imageJobs.claim(store.storeId, jobId, {
    leaseId,
    leaseUntil,
    now,
    attemptId: newId(),
    renderer: 'test',
  });
  await imageJobs.transition(store.storeId, jobId, {
    to: 'rendering',
    from: ['preparing'],
    leaseId,
    leaseUntil,
    now,
  });
  await imageJobs.transition(store.storeId, jobId, {
    to: 'checking',
    from: ['rendering'],
    leaseId,
    leaseUntil,
    now,
  });
  const asset: NewAsset = {
    id: newId(),
    objectKey: `picture-of-${jobId}`,
    contentHash: 'c'.repeat(64),
    sourceHash: 's'.repeat(64),
    sourceKey: `source-of-${jobId}`,
    format: 'jpeg',
    bytes: bytes.byteLength,
    width: 10,
    height: 10,
    fill: 0.8,
    backgroundExact: true,
    maskConfidence: 0.9,
    doubts: [],
    upscaled: 1,
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
    provenance: {
      sourceHash: 's'.repeat(64),
      sourceUrl: 'https://photos.example/0.jpg',
      recipe: RECIPE,
      versions: { softbox: 'test' },
      mask: { method: 'test', confidence: 0.9, doubts: [] },
      times: { fetchedAt: now.toISOString(), renderedAt: now.toISOString() },
    },
    renderMs: 3,
    ...made.asset,
  };
  await api.objects.put(asset.objectKey, bytes, 'image/jpeg');
  await imageJobs.transition(store.storeId, jobId, { to: 'ready', from: ['checking'], leaseId, asset, now });
  return asset.id;
};
