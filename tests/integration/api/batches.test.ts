import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiWorld, batchOf, idsOf, startApiWorld } from './api-world.ts';

let world: ApiWorld;
beforeAll(async () => {
  world = await startApiWorld();
});
afterAll(() => world.close());

const KITCHEN = {
  setting: 'a bright kitchen',
  surface: 'an oak table',
  light: { direction: 'left', quality: 'soft', temperature: 'warm' },
  palette: [],
  camera: { height: 'table', distance: 'medium' },
  props: [],
  mood: 'calm',
};

describe('making a batch', () => {
  it('is one batch however often the request arrives, and says so', async () => {
    const store = await world.storeOf(3);
    const call = world.callerOf(store);
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
    const store = await world.storeOf(2);
    const call = world.callerOf(store);
    const headers = { 'Idempotency-Key': 'all-at-once' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => call('POST', '/batches', batchOf(store), headers)),
    );
    expect(answers.filter((a) => a.status === 201).length).toBeGreaterThan(0);
    expect(answers.every((a) => a.status === 201 || a.status === 409)).toBe(true);
    expect(idsOf((await call('GET', '/batches')).json)).toHaveLength(1);
    expect(await world.prisma.imageJob.count({ where: { storeId: store.storeId } })).toBe(2);
  });

  it('is one batch when the process died between the batch and its answer', async () => {
    const store = await world.storeOf(2);
    const call = world.callerOf(store);
    const headers = { 'Idempotency-Key': 'killed-halfway' };
    const first = await call('POST', '/batches', batchOf(store), headers);
    await world.prisma.idempotencyKey.deleteMany({ where: { storeId: store.storeId } });
    const again = await call('POST', '/batches', batchOf(store), headers);
    expect(again.headers.get('Idempotency-Replayed')).toBeNull();
    expect([again.status, again.json.id]).toEqual([201, first.json.id]);
    expect(await world.prisma.imageJob.count({ where: { storeId: store.storeId } })).toBe(2);
  });

  it.each([
    ['an option we do not have', { recipe: { kind: 'packshot', glow: 1 } }, 422, 'recipe.glow'],
    ['a value we cannot honour', { recipe: { kind: 'packshot', fill: 7 } }, 422, 'recipe.fill'],
    ['a kind without provider', { recipe: { kind: 'redraw', scene: KITCHEN } }, 422, 'recipe.kind'],
    ['a scene without a place', { recipe: { kind: 'scene' } }, 422, 'recipe.scene'],
    [
      'more references than the model takes',
      {
        recipe: {
          kind: 'redraw',
          scene: KITCHEN,
          references: 14,
          model: 'gemini/gemini-2.5-flash-image',
          modelSize: '1K',
        },
      },
      422,
      'recipe.references',
    ],
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
    const store = await world.storeOf(1);
    const answer = await world.callerOf(store)('POST', '/batches', { ...batchOf(store), ...over });
    expect(answer.json).toMatchObject({ status, field });
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await world.prisma.batch.count({ where: { storeId: store.storeId } })).toBe(0);
  });

  it('names the products that cannot take part, in the estimate too', async () => {
    const store = await world.storeOf(3, (i) => (i === 1 ? null : `https://photos.example/${i}.jpg`));
    const call = world.callerOf(store);
    const { selection, recipe } = batchOf(store);
    const refused = [{ productId: store.productIds[1], kind: 'image-missing', reason: expect.any(String) }];
    const estimate = await call('POST', '/estimates', { selection, recipe });
    expect(estimate.json).toMatchObject({ pictures: 2, priceTotalMicros: 0, affordable: true, refused });
    expect((await call('POST', '/batches', batchOf(store))).json).toMatchObject({ jobCount: 2, refused });
  });

  it('shows its recipe whole, its progress and its jobs, and can be cancelled', async () => {
    const store = await world.storeOf(2);
    const call = world.callerOf(store);
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
