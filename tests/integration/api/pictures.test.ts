import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProductMediaSnapshot } from '#app/domain/publication.ts';
import { sessionTokenFor } from './api-server.ts';
import { type ApiWorld, idsOf, shopOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

describe('a finished picture', () => {
  it('is listed, described, and its file may be kept for good by its owner', async () => {
    const { store, call, assetId } = await world.storeWithPicture();
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
    const head = await fetch(`${world.api.origin}/api/v1/assets/${assetId}/file`, {
      method: 'HEAD',
      headers: { Authorization: `Bearer ${sessionTokenFor(shopOf(store))}` },
    });
    expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '9']);
    expect((await call('GET', `/assets/${assetId}/thumbnail?side=160`)).headers.get('Content-Type')).toBe(
      'image/webp',
    );
  });

  it('that the storage has lost is a 404, not a crash', async () => {
    const { call, assetId, jobId } = await world.storeWithPicture();
    await world.api.objects.delete(`picture-of-${jobId}`);
    expect((await call('GET', `/assets/${assetId}/file`)).status).toBe(404);
  });

  it('is approved, published and taken back, each once', async () => {
    const { store, call, assetId } = await world.storeWithPicture();
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
    world.api.galleries.set(before.productId, before);
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
    await world.prisma.publication.updateMany({
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
    const kinds = world.api.queued.filter((m) => m.storeId === store.storeId).map((m) => m.kind);
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
    const { call, assetId } = await world.storeWithPicture();
    const answer = await call('POST', '/publications', { assetId, ...over });
    expect(answer.json).toMatchObject({ status: 400, field });
  });
});
