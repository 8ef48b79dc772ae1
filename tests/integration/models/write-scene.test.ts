import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { sceneDescriptionSchema } from '#app/domain/scene/scene-description.ts';
import { type ModelsWorld, startModelsWorld } from './models-world.ts';

let world: ModelsWorld;
beforeAll(async () => {
  world = await startModelsWorld();
});
afterAll(() => world.close());

const calls = (storeId: string) =>
  world.prisma.providerCall.findMany({
    where: { storeId },
    select: { purpose: true, provider: true, status: true },
    orderBy: { startedAt: 'asc' },
  });
const WISH = 'A cosy oak shelf with books by candle light';

it('writes a place in full from a few words, and books the call at no price', async () => {
  const store = await world.storeOf(1);
  const call = world.callerOf(store);
  const { status, json } = await call('POST', '/scenes/describe', { wish: WISH });
  expect(status).toBe(200);
  expect(json).toMatchObject({ model: expect.stringContaining('claude/'), placeholder: true });
  const scene = sceneDescriptionSchema.parse(json.description);
  expect(scene.setting).toContain('oak shelf');
  expect(scene).toMatchObject({ surface: 'a wood surface', light: { temperature: 'warm' } });
  expect(scene.props).toEqual(expect.arrayContaining(['books', 'candle']));
  expect(await calls(store.storeId)).toEqual([
    { purpose: 'write-prompt', provider: 'claude', status: 'succeeded' },
  ]);
  expect(await world.prisma.ledgerEntry.count({ where: { storeId: store.storeId, kind: 'reserve' } })).toBe(
    0,
  );
});

it('tells the model what the place is for, and asks the other provider on a bad day of the first', async () => {
  const store = await world.storeOf(1);
  const call = world.callerOf(store);
  const [product] = await world.prisma.product.findMany({ where: { storeId: store.storeId } });
  world.claude.faults.add({ kind: 'overloaded' });
  const { status, json } = await call('POST', '/scenes/describe', { wish: WISH, productId: product?.id });
  expect(status).toBe(200);
  expect(json).toMatchObject({ model: expect.stringContaining('gemini/') });
  expect(await calls(store.storeId)).toEqual([
    { purpose: 'write-prompt', provider: 'claude', status: 'failed' },
    { purpose: 'write-prompt', provider: 'gemini', status: 'succeeded' },
  ]);
});

it.each([
  ['no words', { wish: '   ' }, 400, 'wish'],
  ['too many words', { wish: 'a'.repeat(501) }, 400, 'wish'],
  ['a product of nobody', { wish: WISH, productId: newId() }, 404, 'productId'],
])('refuses %s by name, and asks nobody', async (_what, body, status, field) => {
  const store = await world.storeOf(0);
  const refused = await world.callerOf(store)('POST', '/scenes/describe', body);
  expect(refused.json).toMatchObject({ status, field });
  expect(await calls(store.storeId)).toEqual([]);
});
