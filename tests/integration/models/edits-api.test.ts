import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { objectKey } from '#app/domain/object-key.ts';
import { MAX_MASK_BYTES, MAX_REVISIONS } from '#app/domain/recipe/edit-canvas.ts';
import { batchOf, idsOf } from '#tests/integration/api/api-world.ts';
import { rectangleMask } from '#tests/support/edit-pictures.ts';
import { productPhoto } from '#tests/support/provider-stand-ins.ts';
import { type ModelsWorld, startModelsWorld } from './models-world.ts';

const SIZE = { width: 640, height: 640 };
const CORNER = { left: 0, top: 0, width: 0.25, height: 0.25 };
const GRANT = 10_000_000n;

let world: ModelsWorld;
beforeAll(async () => {
  world = await startModelsWorld();
});
afterAll(() => world.close());

/** A store with money and one finished picture of 640 × 640. */
const setUp = async (asset: { readonly width?: number; readonly height?: number } = {}) => {
  const store = await world.storeOf(1);
  const call = world.callerOf(store);
  const now = new Date();
  await world.api.repositories.ledger.grant(store.storeId, { id: newId(), amount: GRANT, now });
  const finish = async (jobId: string) => {
    const bytes = await productPhoto();
    const hash = sha256(bytes);
    const key = objectKey(store.storeId, 'asset', hash, 'jpg');
    return world.finishJob(store, jobId, {
      bytes,
      asset: { objectKey: key, contentHash: hash, ...SIZE, ...asset },
    });
  };
  const { json: batch } = await call('POST', '/batches', batchOf(store));
  const [jobId = ''] = idsOf((await call('GET', `/batches/${batch.id}/jobs`)).json);
  const assetId = await finish(jobId);
  const balance = () => world.api.repositories.ledger.balance(store.storeId);
  const upload = (bytes: Uint8Array, of = assetId) => call('POST', `/assets/${of}/masks`, bytes);
  const edit = (body: object, of = assetId, headers: Record<string, string> = {}) =>
    call('POST', `/assets/${of}/edits`, body, headers);
  const tree = async (of = assetId) => (await call('GET', `/assets/${of}/revisions`)).json;
  return { store, call, assetId, finish, balance, upload, edit, tree };
};

const jobsOf = async (call: Awaited<ReturnType<typeof setUp>>['call'], batchId: unknown) =>
  idsOf((await call('GET', `/batches/${String(batchId)}/jobs`)).json);

describe('an edit', () => {
  test('is priced before, reserved when asked for, and stands in the tree while it is made', async () => {
    const { call, assetId, balance, edit, tree } = await setUp();
    const estimate = await call('POST', `/assets/${assetId}/edit-estimates`, { instruction: 'Warmer light' });
    expect(estimate.status).toBe(200);
    const price = Number(estimate.json.priceMicros);
    expect(price).toBeGreaterThan(0);
    expect(estimate.json).toMatchObject({
      affordable: true,
      inLibrary: null,
      recipe: { kind: 'edit', assetId, instruction: 'Warmer light', mask: null, format: 'jpeg' },
    });
    expect(await balance()).toBe(GRANT);
    const made = await edit({ instruction: 'Warmer light' });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ jobCount: 1, label: 'Warmer light', priceTotalMicros: price });
    expect(await balance()).toBe(GRANT - BigInt(price));
    expect(await tree()).toMatchObject({
      rootId: assetId,
      revisions: [{ id: assetId, number: '1', parentId: null, kind: 'packshot' }],
      edits: [{ parentId: assetId, instruction: 'Warmer light', state: 'queued', reason: null }],
    });
  });

  test('asked for twice with one key is one edit, paid for once', async () => {
    const { balance, edit, tree } = await setUp();
    const key = { 'Idempotency-Key': newId() };
    const one = await edit({ instruction: 'Warmer light' }, undefined, key);
    const after = await balance();
    const two = await edit({ instruction: 'Warmer light' }, undefined, key);
    expect([one.status, two.status, two.json.id]).toEqual([201, 201, one.json.id]);
    expect(await balance()).toBe(after);
    expect((await tree()).edits).toHaveLength(1);
    expect((await edit({ instruction: 'Darker' }, undefined, key)).status).toBe(422);
  });

  test('of an edit grows the tree, and going back is editing an earlier version', async () => {
    const { call, assetId, edit, finish, tree } = await setUp();
    const first = await edit({ instruction: 'Warmer light' });
    const [firstJob = ''] = await jobsOf(call, first.json.id);
    const child = await finish(firstJob);
    const second = await edit({ instruction: 'Less contrast' }, child);
    const [secondJob = ''] = await jobsOf(call, second.json.id);
    const grandchild = await finish(secondJob);
    const third = await edit({ instruction: 'Cooler light' }, assetId);
    const [thirdJob = ''] = await jobsOf(call, third.json.id);
    const sibling = await finish(thirdJob);
    await call('POST', '/reviews', { assetIds: [grandchild], state: 'approved' });
    const whole = await tree(grandchild);
    expect(whole).toMatchObject({
      rootId: assetId,
      revisions: [
        { id: assetId, number: '1' },
        { id: child, number: '1.1', parentId: assetId, instruction: 'Warmer light' },
        { id: grandchild, number: '1.1.1', parentId: child, review: 'approved' },
        { id: sibling, number: '1.2', parentId: assetId, instruction: 'Cooler light' },
      ],
      edits: [],
    });
    expect(await tree(assetId)).toEqual(whole);
    expect((await call('GET', `/assets/${child}`)).json).toMatchObject({ parentAssetId: assetId });
  });

  test('that failed is made again as what it was: an edit of the same picture, refunded in between', async () => {
    const { store, call, assetId, balance, edit, finish, tree } = await setUp();
    const made = await edit({ instruction: 'Warmer light' });
    const [jobId = ''] = await jobsOf(call, made.json.id);
    await world.api.repositories.imageJobs.transition(store.storeId, jobId, {
      to: 'failed',
      from: ['queued'],
      leaseId: null,
      reason: { kind: 'provider-blocked-output', message: 'Gemini withheld its picture.' },
      now: new Date(),
    });
    expect(await balance()).toBe(GRANT);
    expect((await tree()).edits).toMatchObject([
      { state: 'failed', reason: { kind: 'provider-blocked-output' } },
    ]);
    // the photo it all began with may be gone from the gallery by now
    await world.prisma.productImage.deleteMany({ where: { storeId: store.storeId } });
    const again = await call('POST', `/jobs/${jobId}/retry`);
    expect(again.status).toBe(201);
    expect((await tree()).edits).toMatchObject([{ parentId: assetId, state: 'queued' }]);
    const child = await finish(String(again.json.id));
    expect((await tree()).revisions).toMatchObject([{ id: assetId }, { id: child, parentId: assetId }]);
  });

  test('that the store has already is offered for nothing', async () => {
    const { call, assetId, balance, edit, finish } = await setUp();
    const made = await edit({ instruction: 'Warmer light' });
    const [jobId = ''] = await jobsOf(call, made.json.id);
    const child = await finish(jobId);
    await world.prisma.asset.update({ where: { id: child }, data: { model: 'gemini/gemini-3-pro-image' } });
    const before = await balance();
    const estimate = await call('POST', `/assets/${assetId}/edit-estimates`, { instruction: 'Warmer light' });
    expect(estimate.json.inLibrary).toBe(child);
    const refused = await edit({ instruction: 'Warmer light', reuse: true });
    expect(refused).toMatchObject({ status: 409, json: { field: 'reuse', details: { assets: [child] } } });
    expect(await balance()).toBe(before);
    expect((await edit({ instruction: 'Warmer light', seed: 2, reuse: true })).status).toBe(201);
  });

  test.each([
    ['no words', { instruction: ' ' }, 400, 'instruction'],
    ['an unknown option', { instruction: 'Warmer', glow: 1 }, 400, 'glow'],
    ['an unknown model', { instruction: 'Warmer', model: 'gemini/paint-9000' }, 422, 'model'],
    ['a size the model does not make', { instruction: 'Warmer', modelSize: '512' }, 422, 'modelSize'],
    [
      'two options that contradict',
      { instruction: 'Warmer', format: 'jpeg', lossless: true },
      422,
      'lossless',
    ],
    ['a mask id that is none', { instruction: 'Warmer', maskId: 'abc' }, 400, 'maskId'],
    ['a mask that nobody uploaded', { instruction: 'Warmer', maskId: 'a'.repeat(64) }, 404, 'maskId'],
  ])('with %s is refused by its name, and nothing is reserved', async (_what, body, status, field) => {
    const { balance, edit, tree } = await setUp();
    expect(await edit(body)).toMatchObject({ status, json: { field } });
    expect(await balance()).toBe(GRANT);
    expect((await tree()).edits).toEqual([]);
  });

  test('of a shape that the model does not make is refused before anything is paid', async () => {
    const { edit, balance } = await setUp({ width: 1000, height: 1090 });
    const refused = await edit({ instruction: 'Warmer light' });
    expect(refused).toMatchObject({ status: 422, json: { field: 'model' } });
    expect(refused.json.detail).toMatch(/1000 × 1090/);
    expect(await balance()).toBe(GRANT);
  });

  test('is refused where the product is gone, the money is short, or the versions are too many', async () => {
    const { store, assetId, edit, call } = await setUp();
    const rows = Array.from({ length: MAX_REVISIONS - 1 }, () => ({ instruction: 'Warmer light' }));
    const first = await edit(rows[0] ?? {});
    const [jobId = ''] = await jobsOf(call, first.json.id);
    const job = await world.prisma.imageJob.findFirstOrThrow({ where: { id: jobId } });
    await world.prisma.imageJob.createMany({
      data: rows.slice(1).map(() => ({ ...job, id: newId(), retryOfId: null })),
    });
    expect(await edit({ instruction: 'One too many' })).toMatchObject({
      status: 409,
      json: { field: 'assetId' },
    });
    await world.prisma.imageJob.deleteMany({ where: { storeId: store.storeId, canvasAssetId: assetId } });
    await call('PUT', '/budget', { dayMicros: 1, monthMicros: null, batchMicros: null });
    expect((await edit({ instruction: 'Warmer light' })).status).toBe(402);
    await world.prisma.product.updateMany({
      where: { storeId: store.storeId },
      data: { deletedAt: new Date() },
    });
    expect((await edit({ instruction: 'Warmer light' })).status).toBe(410);
  });
});

describe('a mask', () => {
  test('is kept by its content: the same region has the same id, and an edit can name it', async () => {
    const { assetId, edit, upload, call } = await setUp();
    const png = await rectangleMask(SIZE, CORNER);
    const [one, two] = [await upload(png), await upload(png)];
    expect(one).toMatchObject({ status: 201, json: { ...SIZE, share: 0.0625 } });
    expect(two.json.maskId).toBe(one.json.maskId);
    const body = { instruction: 'A sprig of thyme', maskId: one.json.maskId };
    const estimate = await call('POST', `/assets/${assetId}/edit-estimates`, body);
    // exact pixels outside of it
    expect(estimate.json.recipe).toMatchObject({ mask: one.json.maskId, format: 'png' });
    expect((await edit(body)).status).toBe(201);
  });

  test("of another store, or of another picture's size, is not one of this picture", async () => {
    const mine = await setUp();
    const theirs = await setUp();
    const other = await setUp({ width: 320, height: 320 });
    const kept = await theirs.upload(await rectangleMask(SIZE, CORNER));
    const stolen = await mine.edit({ instruction: 'Warmer', maskId: kept.json.maskId });
    expect(stolen).toMatchObject({ status: 404, json: { field: 'maskId' } });
    const small = await other.upload(await rectangleMask({ width: 320, height: 320 }, CORNER));
    expect(small.status).toBe(201);
    await mine.upload(await rectangleMask(SIZE, { ...CORNER, width: 0.5 }));
    const { store, edit } = other;
    const key = objectKey(store.storeId, 'upload', String(kept.json.maskId), 'png');
    const bytes = await world.api.objects.get(
      objectKey(theirs.store.storeId, 'upload', String(kept.json.maskId), 'png'),
    );
    if (bytes.ok) await world.api.objects.put(key, bytes.value, 'image/png');
    const wrong = await edit({ instruction: 'Warmer', maskId: kept.json.maskId });
    expect(wrong).toMatchObject({ status: 400, json: { field: 'maskId' } });
  });

  test.each([
    ['text', async () => Buffer.from('<script>alert(1)</script>'), 415],
    ['a JPEG', () => productPhoto(), 400],
    ['a mask of another size', () => rectangleMask({ width: 320, height: 640 }, CORNER), 400],
    ['nothing painted', () => rectangleMask(SIZE, { ...CORNER, width: 0 }), 400],
    ['half a PNG', async () => (await rectangleMask(SIZE, CORNER)).subarray(0, 200), 422],
  ])('that is %s is refused by the field "mask", and nothing is kept', async (_what, bytes, status) => {
    const { upload } = await setUp();
    const before = world.api.objects.all.size;
    expect(await upload(await bytes())).toMatchObject({ status, json: { field: 'mask' } });
    expect(world.api.objects.all.size).toBe(before);
  });

  test('that is too large is cut off, and one that is no PNG by its header is not read', async () => {
    const { upload, call, assetId } = await setUp();
    expect((await upload(new Uint8Array(MAX_MASK_BYTES + 1))).status).toBe(413);
    const json = await call('POST', `/assets/${assetId}/masks`, { mask: 'abc' });
    expect(json).toMatchObject({ status: 415, json: { field: 'Content-Type' } });
  });
});
