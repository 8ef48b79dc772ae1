import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/system/system.ts';
import type { ProductMediaSnapshot } from '#app/domain/publication.ts';
import type { NewAsset } from '#app/ports/repositories/assets.ts';
import { makeTestStore, type TestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { type ApiServer, sessionTokenFor, startApi } from './api-server.ts';

let db: TestDatabase;
let api: ApiServer;
beforeAll(async () => {
  db = await withDatabase();
  api = await startApi(db.database);
});
afterAll(async () => {
  await api.close();
  await db.close();
});

const shopOf = (store: TestStore) => `${store.storeId}.myshopify.com`;
const callerOf = (store: TestStore) => api.as(shopOf(store));
const RECIPE = { kind: 'packshot', fill: 0.8 };
const batchOf = (store: TestStore) => ({
  selection: { kind: 'products', productIds: store.productIds },
  recipe: RECIPE,
  label: 'Mugs',
});
const idsOf = (json: Record<string, unknown>) => (json.items as { id: string }[]).map((item) => item.id);

/** Walks a list to its end and returns the ids in order. */
const allPages = async (call: ReturnType<ApiServer['as']>, path: string, limit: number) => {
  const pages: string[][] = [];
  let cursor: unknown = null;
  do {
    const more = cursor === null ? '' : `&cursor=${cursor}`;
    const page = await call('GET', `${path}?limit=${limit}${more}`);
    expect(page.status).toBe(200);
    pages.push(idsOf(page.json));
    cursor = page.json.nextCursor;
  } while (cursor !== null && pages.length < 50);
  return pages;
};

describe('making a batch', () => {
  it('is one batch however often the request arrives, and says so', async () => {
    const store = await makeTestStore(db.database, 3);
    const call = callerOf(store);
    const headers = { 'Idempotency-Key': 'first-try' };
    const first = await call('POST', '/batches', batchOf(store), headers);
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({ jobCount: 3, priceTotalMicros: 0, label: 'Mugs', refused: [] });
    expect(first.headers.get('Location')).toBe(`/api/v1/batches/${first.json.id}`);
    const again = await call('POST', '/batches', batchOf(store), headers);
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect([again.status, again.json]).toEqual([201, first.json]);
    expect(idsOf((await call('GET', '/batches')).json)).toEqual([first.json.id]);
    const other = await call('POST', '/batches', { ...batchOf(store), label: 'Cups' }, headers);
    expect(other.json).toMatchObject({ status: 422, type: '/problems/idempotency-mismatch' });
  });

  it('is one batch when the same request arrives ten times at once', async () => {
    const store = await makeTestStore(db.database, 2);
    const call = callerOf(store);
    const headers = { 'Idempotency-Key': 'all-at-once' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call('POST', '/batches', batchOf(store), headers)),
    );
    expect(answers.filter((a) => a.status === 201).length).toBeGreaterThan(0);
    expect(answers.every((a) => a.status === 201 || a.status === 409)).toBe(true);
    expect(idsOf((await call('GET', '/batches')).json)).toHaveLength(1);
    expect(await db.database.prisma.imageJob.count({ where: { storeId: store.storeId } })).toBe(2);
  });

  it('is one batch when the process died between the batch and its answer', async () => {
    const store = await makeTestStore(db.database, 2);
    const call = callerOf(store);
    const headers = { 'Idempotency-Key': 'killed-halfway' };
    const first = await call('POST', '/batches', batchOf(store), headers);
    await db.database.prisma.idempotencyKey.deleteMany({ where: { storeId: store.storeId } });
    const again = await call('POST', '/batches', batchOf(store), headers);
    expect(again.headers.get('Idempotency-Replayed')).toBeNull();
    expect([again.status, again.json.id]).toEqual([201, first.json.id]);
    expect(await db.database.prisma.imageJob.count({ where: { storeId: store.storeId } })).toBe(2);
  });

  it.each([
    ['an option we do not have', { recipe: { kind: 'packshot', glow: 1 } }, 422, 'recipe.glow'],
    ['a value we cannot honour', { recipe: { kind: 'packshot', fill: 7 } }, 422, 'recipe.fill'],
    ['a kind without provider', { recipe: { kind: 'redraw' } }, 422, 'recipe.kind'],
    [
      'options that contradict',
      { recipe: { kind: 'packshot', background: 'transparent' } },
      422,
      'recipe.background',
    ],
    ['a field we do not know', { colour: 'red' }, 400, 'colour'],
    [
      'a field we do not know further down',
      { selection: { kind: 'catalogue', shop: 'x' } },
      400,
      'selection.shop',
    ],
    [
      'a selection of nothing',
      { selection: { kind: 'products', productIds: [] } },
      400,
      'selection.productIds',
    ],
  ])('with %s is refused by name and leaves nothing behind', async (_what, over, status, field) => {
    const store = await makeTestStore(db.database, 1);
    const answer = await callerOf(store)('POST', '/batches', { ...batchOf(store), ...over });
    expect(answer.json).toMatchObject({ status, field });
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await db.database.prisma.batch.count({ where: { storeId: store.storeId } })).toBe(0);
  });

  it('names the products that cannot take part, in the estimate too', async () => {
    const store = await makeTestStore(db.database, 3, (i) =>
      i === 1 ? null : `https://photos.example/${i}.jpg`,
    );
    const call = callerOf(store);
    const { selection, recipe } = batchOf(store);
    const refused = [{ productId: store.productIds[1], kind: 'image-missing', reason: expect.any(String) }];
    const estimate = await call('POST', '/estimates', { selection, recipe });
    expect(estimate.json).toMatchObject({ pictures: 2, priceTotalMicros: 0, affordable: true, refused });
    expect((await call('POST', '/batches', batchOf(store))).json).toMatchObject({ jobCount: 2, refused });
  });

  it('shows its recipe whole, its progress and its jobs, and can be cancelled', async () => {
    const store = await makeTestStore(db.database, 2);
    const call = callerOf(store);
    const { json: batch } = await call('POST', '/batches', batchOf(store));
    const detail = await call('GET', `/batches/${batch.id}`);
    expect(detail.json).toMatchObject({
      recipe: { kind: 'packshot', fill: 0.8, background: '#ffffff', format: 'jpeg' },
      progress: { total: 2, finished: false, byState: { queued: 2 } },
      createdBy: 'shopify-user:42',
    });
    const [jobId] = idsOf((await call('GET', `/batches/${batch.id}/jobs?state=queued,ready`)).json);
    const one = await call('POST', `/jobs/${jobId}/cancel`);
    expect(one.json).toMatchObject({ state: 'cancelled', reason: { kind: 'cancelled' } });
    const retried = await call('POST', `/jobs/${jobId}/retry`);
    expect(retried).toMatchObject({ status: 201, json: { state: 'queued', retryOf: jobId } });
    expect((await call('POST', `/batches/${batch.id}/cancel`)).json).toMatchObject({ cancelled: 2 });
    expect((await call('POST', `/batches/${batch.id}/cancel`)).json).toMatchObject({ cancelled: 0 });
    const listed = await call('GET', `/jobs?batchId=${batch.id}&state=cancelled`);
    expect(idsOf(listed.json)).toHaveLength(3);
  });
});

describe('a list', () => {
  it('comes in pages that hold everything once, in order', async () => {
    const store = await makeTestStore(db.database, 23);
    const call = callerOf(store);
    await call('POST', '/batches', batchOf(store));
    for (const path of ['/products', '/jobs']) {
      const pages = await allPages(call, path, 10);
      expect(pages.map((p) => p.length)).toEqual([10, 10, 3]);
      const ids = pages.flat();
      expect(new Set(ids).size).toBe(23);
      expect([ids.toSorted(), ids.toSorted().reverse()]).toContainEqual(ids);
      expect((await allPages(call, path, 23)).map((p) => p.length)).toEqual([23]);
    }
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1e1', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['page=2', 'page'],
    ['hasImages=yes', 'hasImages'],
  ])('asked for with %s is refused by name', async (query, field) => {
    const store = await makeTestStore(db.database, 1);
    expect((await callerOf(store)('GET', `/products?${query}`)).json).toMatchObject({ status: 400, field });
  });

  it('of products is searched and filtered', async () => {
    const store = await makeTestStore(db.database, 12, (i) =>
      i < 3 ? null : `https://photos.example/${i}.jpg`,
    );
    const call = callerOf(store);
    const count = async (query: string) => idsOf((await call('GET', `/products?${query}`)).json).length;
    expect([
      await count('search=product%2011'),
      await count('search=PRODUCT'),
      await count('search=teapot'),
    ]).toEqual([1, 12, 0]);
    expect([await count('hasImages=true'), await count('hasImages=false')]).toEqual([9, 3]);
  });
});

/** Lets the only queued job of a batch end in a picture, as a worker would. */
const finishJob = async (store: TestStore, jobId: string, bytes = new TextEncoder().encode('a picture')) => {
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
  };
  await api.objects.put(asset.objectKey, bytes, 'image/jpeg');
  await imageJobs.transition(store.storeId, jobId, { to: 'ready', from: ['checking'], leaseId, asset, now });
  return asset.id;
};

const storeWithPicture = async () => {
  const store = await makeTestStore(db.database, 1);
  const call = callerOf(store);
  const { json: batch } = await call('POST', '/batches', batchOf(store));
  const [jobId = ''] = idsOf((await call('GET', `/batches/${batch.id}/jobs`)).json);
  return { store, call, batchId: String(batch.id), jobId, assetId: await finishJob(store, jobId) };
};

describe('a finished picture', () => {
  it('is listed, described, and its file may be kept for good by its owner', async () => {
    const { store, call, assetId } = await storeWithPicture();
    expect(idsOf((await call('GET', '/assets?review=undecided&held=false')).json)).toEqual([assetId]);
    const detail = await call('GET', `/assets/${assetId}`);
    expect(detail.json).toMatchObject({ bytes: 9, provenance: { versions: { softbox: 'test' } } });
    const file = await call('GET', `/assets/${assetId}/file?disposition=attachment`);
    expect([file.status, file.text]).toEqual([200, 'a picture']);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '9',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': `attachment; filename="softbox-${assetId}.jpg"`,
      etag: `"${'c'.repeat(64)}"`,
      vary: expect.stringContaining('Authorization'),
      'x-content-type-options': 'nosniff',
    });
    const headers = { 'If-None-Match': `"other", W/"${'c'.repeat(64)}"` };
    const known = await call('GET', `/assets/${assetId}/file`, undefined, headers);
    expect([known.status, known.text]).toEqual([304, '']);
    const head = await fetch(`${api.origin}/api/v1/assets/${assetId}/file`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${sessionTokenFor(shopOf(store))}` },
    });
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '9']);
    expect((await call('GET', `/assets/${assetId}/thumbnail?side=160`)).headers.get('Content-Type')).toBe(
      'image/webp',
    );
  });

  it('that the storage has lost is a 404, not a crash', async () => {
    const { call, assetId, jobId } = await storeWithPicture();
    await api.objects.delete(`picture-of-${jobId}`);
    expect((await call('GET', `/assets/${assetId}/file`)).status).toBe(404);
  });

  it('is approved, published and taken back, each once', async () => {
    const { store, call, assetId } = await storeWithPicture();
    const refused = await call('POST', '/publications', { assetId });
    expect(refused.json).toMatchObject({ status: 409, field: 'assetId' });
    const review = await call('PUT', `/assets/${assetId}/review`, { state: 'approved' });
    expect(review.json).toMatchObject({ state: 'approved', decidedBy: 'shopify-user:42' });
    const before: ProductMediaSnapshot = {
      productId: 'gid://shopify/Product/1',
      takenAt: new Date().toISOString(),
      media: [{ id: 'gid://shopify/MediaImage/1', kind: 'image', alt: 'Old', url: null }],
      variants: [],
    };
    api.galleries.set(before.productId, before);
    const preview = await call('POST', '/publications/preview', { assetId, placement: 'main' });
    expect(preview.json).toMatchObject({
      before: [{ mediaId: 'gid://shopify/MediaImage/1' }],
      after: [{ mediaId: null }, { mediaId: 'gid://shopify/MediaImage/1' }],
      detachedMediaId: null,
    });
    const published = await call('POST', '/publications', { assetId, placement: 'main' });
    expect(published).toMatchObject({ status: 202, json: { state: 'planned', placement: 'main' } });
    const many = await call('POST', '/publications/many', { items: [{ assetId }, { assetId }] });
    expect(many.json.refused).toMatchObject([{ id: assetId, problem: { status: 409 } }, { id: assetId }]);
    const undo = await call('POST', `/publications/${published.json.id}/undo`, {});
    expect(undo.json).toMatchObject({ status: 409, detail: expect.stringContaining('published') });
    await db.database.prisma.publication.updateMany({
      where: { storeId: store.storeId },
      data: {
        state: 'published',
        publishedAt: new Date(),
        fileId: 'gid://shopify/MediaImage/2',
        before: JSON.parse(JSON.stringify(before)),
        after: JSON.parse(JSON.stringify(before)),
      },
    });
    const undos = await call('POST', '/undos', { publicationIds: [published.json.id], cleanUp: true });
    expect(undos.json).toMatchObject({ accepted: [{ state: 'reverting' }], refused: [] });
    const listed = await call('GET', '/publications?state=reverting');
    expect(idsOf(listed.json)).toEqual([published.json.id]);
    const kinds = api.queued.filter((m) => m.storeId === store.storeId).map((m) => m.kind);
    expect(kinds).toEqual(['publication', 'reversion']);
    const usage = await call('GET', '/usage');
    expect(usage.json).toMatchObject({
      balanceMicros: 0,
      assets: 1,
      batches: 1,
      published: 1,
      jobs: { ready: 1 },
    });
  });

  it.each([
    [{ placement: 'replace' }, 'replacesMediaId'],
    [{ placement: 'main', replacesMediaId: 'gid://shopify/MediaImage/1' }, 'replacesMediaId'],
    [{ placement: 'left' }, 'placement'],
    [{ alt: 'x'.repeat(513) }, 'alt'],
  ])('is not published with %j', async (over, field) => {
    const { call, assetId } = await storeWithPicture();
    const answer = await call('POST', '/publications', { assetId, ...over });
    expect(answer.json).toMatchObject({ status: 400, field });
  });
});

describe('presets and brand kit', () => {
  it('are saved, changed and deleted, and a name is given once', async () => {
    const store = await makeTestStore(db.database, 0);
    const call = callerOf(store);
    const made = await call('POST', '/presets', { name: ' White ', recipe: RECIPE });
    expect(made).toMatchObject({ status: 201, json: { name: 'White', recipe: { shadow: 'none' } } });
    const twice = await call('POST', '/presets', { name: 'White', recipe: RECIPE });
    expect(twice.json).toMatchObject({ status: 409, field: 'name' });
    const body = { name: 'Grey', recipe: { ...RECIPE, background: '#eeeeee' } };
    const changed = await call('PUT', `/presets/${made.json.id}`, body);
    expect(changed.json).toMatchObject({ name: 'Grey', recipe: { background: '#eeeeee' } });
    expect((await call('DELETE', `/presets/${made.json.id}`)).status).toBe(200);
    expect((await call('GET', `/presets/${made.json.id}`)).status).toBe(404);
    expect((await call('GET', '/brand-kit')).json).toMatchObject({ name: 'Brand kit' });
    await call('PUT', '/brand-kit', { name: 'Mug House', primary: '#102030' });
    expect((await call('GET', '/brand-kit')).json).toMatchObject({ name: 'Mug House', primary: '#102030' });
    const foreign = { logoKey: `stores/${newId()}/upload/aa/${'a'.repeat(64)}.png` };
    expect((await call('PUT', '/brand-kit', foreign)).status).toBe(404);
  });

  it('come beside built-in presets and the options of every kind', async () => {
    const call = callerOf(await makeTestStore(db.database, 0));
    expect(idsOf((await call('GET', '/presets/built-in')).json)).toContain('amazon-main');
    const { kinds } = (await call('GET', '/recipes/options')).json as { kinds: { kind: string }[] };
    expect(kinds.map((k) => k.kind)).toEqual(['packshot', 'studio']);
    const checked = await call('POST', '/recipes/validate', { recipe: RECIPE });
    expect(checked.json).toMatchObject({ width: 2048, height: 2048, recipe: { fill: 0.8, quality: 90 } });
  });
});

describe('a sync', () => {
  it('is started once and told about', async () => {
    const call = callerOf(await makeTestStore(db.database, 0));
    expect((await call('GET', '/syncs/latest')).status).toBe(404);
    const first = await call('POST', '/syncs', {});
    const second = await call('POST', '/syncs', { full: true });
    expect([first.status, second.json.id]).toEqual([202, first.json.id]);
    expect((await call('GET', '/syncs/latest')).json).toMatchObject({ id: first.json.id, state: 'queued' });
  });
});

describe('a bridge key', () => {
  it('opens its store alone, is good for one use of a nonce, and ends when it is revoked', async () => {
    const store = await makeTestStore(db.database, 2);
    const { keyId, secret } = await api.issueBridgeKey(store.storeId);
    const bridge = api.bridge(keyId, secret);
    const response = await bridge('GET', '/products?search=Product&limit=1');
    expect(response.status).toBe(200);
    const made = await bridge('POST', '/batches', JSON.stringify(batchOf(store)));
    expect(await made.json()).toMatchObject({ createdBy: `bridge:${keyId}`, jobCount: 2 });
    expect((await bridge('GET', '/products', '', 'the-very-same-nonce')).status).toBe(200);
    expect((await bridge('GET', '/products', '', 'the-very-same-nonce')).status).toBe(401);
    expect((await api.bridge(keyId, '00'.repeat(32))('GET', '/products')).status).toBe(401);
    expect((await api.bridge(newId(), secret)('GET', '/products')).status).toBe(401);
    await api.repositories.bridgeKeys.revoke(store.storeId, keyId, new Date());
    expect((await bridge('GET', '/products')).status).toBe(401);
  });
});

describe('a body of two gigabytes', () => {
  it('is cut off long before its end', async () => {
    const store = await makeTestStore(db.database, 0);
    const { port } = new URL(api.origin);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    let sent = 0;
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const done = new Promise<void>((resolve) => {
      socket.on('data', (data) => {
        answer += data.toString('latin1');
      });
      socket.on('error', () => resolve());
      socket.on('close', () => resolve());
    });
    // chunked, so that no length is announced
    socket.write(
      `POST /api/v1/batches HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${sessionTokenFor(shopOf(store))}\r\n` +
        'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    while (!socket.destroyed && answer === '' && sent < 200_000_000) {
      sent += chunk.length;
      const framed = Buffer.concat([
        Buffer.from(`${chunk.length.toString(16)}\r\n`),
        chunk,
        Buffer.from('\r\n'),
      ]);
      if (!socket.write(framed)) {
        await Promise.race([
          done,
          new Promise((r) => socket.once('drain', r)),
          new Promise((r) => setTimeout(r, 200)),
        ]);
      }
    }
    socket.end();
    await Promise.race([done, new Promise((r) => setTimeout(r, 2_000))]);
    socket.destroy();
    expect(answer).toContain('413');
    expect(answer).toContain('/problems/payload-too-large');
    expect(sent).toBeLessThan(50_000_000);
  });
});

interface StreamEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: { readonly id?: string; readonly state?: string; readonly finished?: boolean };
}

/** Reads a stream with fetch until `until` says so or it ends. */
const readEvents = async (
  store: TestStore,
  batchId: string,
  options: { lastEventId?: string; until?: (event: StreamEvent) => boolean } = {},
) => {
  const hangUp = new AbortController();
  const response = await fetch(`${api.origin}/api/v1/batches/${batchId}/events`, {
    headers: {
      Authorization: `Bearer ${sessionTokenFor(shopOf(store))}`,
      ...(options.lastEventId === undefined ? {} : { 'Last-Event-ID': options.lastEventId }),
    },
    signal: hangUp.signal,
  });
  expect(response.headers.get('Content-Type')).toContain('text/event-stream');
  const events: StreamEvent[] = [];
  let text = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  read: for (;;) {
    const next = await reader?.read();
    if (!next || next.done) break;
    text += next.value;
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const fields = Object.fromEntries(
        frame.split('\n').map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 2)]),
      );
      if (!fields.event) continue;
      const event = { id: fields.id ?? null, event: fields.event, data: JSON.parse(fields.data ?? '{}') };
      events.push(event);
      if (options.until?.(event)) break read;
    }
  }
  hangUp.abort();
  return events;
};

describe('the events of a batch', () => {
  it('tell each job, go on after Last-Event-ID, and end with the batch', async () => {
    const store = await makeTestStore(db.database, 2);
    const call = callerOf(store);
    const { json: batch } = await call('POST', '/batches', batchOf(store));
    const batchId = String(batch.id);
    const [jobA = '', jobB = ''] = idsOf((await call('GET', `/batches/${batchId}/jobs`)).json);
    // older than the stream looks back, so that a resume does not tell it again
    const longAgo = new Date(Date.now() - 60_000);
    await db.database.prisma.imageJob.updateMany({ where: { batchId }, data: { changedAt: longAgo } });

    const first = await readEvents(store, batchId, { until: (e) => e.event === 'progress' });
    expect(first.map((e) => e.event)).toEqual(['job', 'job', 'progress']);

    const live = readEvents(store, batchId, { until: (e) => e.data.id === jobA && e.data.state === 'ready' });
    await finishJob(store, jobA);
    const lastEventId = (await live).at(-1)?.id ?? '';
    expect(lastEventId).toMatch(/^[\w-]{10,}$/);

    await call('POST', `/jobs/${jobB}/cancel`);
    const resumed = await readEvents(store, batchId, { lastEventId });
    const states = resumed.filter((e) => e.event === 'job').map((e) => `${e.data.id} ${e.data.state}`);
    expect(states).toContain(`${jobB} cancelled`);
    expect(states).not.toContain(`${jobB} queued`);
    expect(resumed.at(-1)).toMatchObject({ event: 'end', data: { total: 2, finished: true } });
  });

  it('are not for those who give a position we never gave', async () => {
    const { call, batchId } = await storeWithPicture();
    const answer = await call('GET', `/batches/${batchId}/events`, undefined, { 'Last-Event-ID': 'x' });
    expect(answer.json).toMatchObject({ status: 400, field: 'Last-Event-ID' });
  });
});
