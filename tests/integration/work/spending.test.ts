import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeUsage } from '#app/adapters/prisma/usage.ts';
import type { ImageJobState } from '#app/domain/image-job.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

const DAY = new Date('2026-11-10T12:00:00Z');
const ENDED = { failureKind: 'cancelled', failureMessage: 'It was cancelled.' };
const period = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') };

/** Jobs of one recipe in these states, each at a price, ordered on a day. */
const ordered = async (
  store: Awaited<ReturnType<typeof makeTestStore>>,
  kind: string,
  { price, states, at = DAY }: { price: bigint; states: readonly ImageJobState[]; at?: Date },
) => {
  const { prisma } = db.database;
  const { storeId, productIds } = store;
  const hash = newId();
  const productImage = await prisma.productImage.findFirstOrThrow({ where: { storeId } });
  await prisma.recipe.create({ data: { storeId, hash, body: { kind } } });
  await prisma.batch.create({
    data: {
      id: newId(),
      storeId,
      recipeHash: hash,
      createdBy: 'tester',
      jobCount: states.length,
      priceTotal: price * BigInt(states.length),
      jobs: {
        create: states.map((state) => ({
          id: newId(),
          storeId,
          productId: productIds[0] ?? '',
          productImageId: productImage.id,
          sourceUrl: productImage.url,
          recipeHash: hash,
          state,
          price,
          createdAt: at,
          ...(state === 'failed' || state === 'cancelled' ? ENDED : {}),
        })),
      },
    },
  });
};

test('a month is told by kind: what was made and cost, what is set aside, and nothing of what failed or is of others', async () => {
  const store = await makeTestStore(db.database, 1);
  const other = await makeTestStore(db.database, 1);
  await ordered(store, 'scene', {
    price: 40n,
    states: ['ready', 'held', 'queued', 'rendering', 'waiting', 'failed', 'cancelled'],
  });
  await ordered(store, 'scene', { price: 5n, states: ['ready'] });
  await ordered(store, 'scene', { price: 900n, states: ['ready'], at: new Date('2026-10-31T23:59:59Z') });
  await ordered(store, 'packshot', { price: 0n, states: ['ready', 'checking'] });
  await ordered(store, 'redraw', { price: 90n, states: ['failed'] });
  await ordered(other, 'scene', { price: 700n, states: ['ready'] });
  expect(await makeUsage(db.database.prisma).spending(store.storeId, period)).toEqual([
    { kind: 'packshot', pictures: 1, spent: 0n, inTheMaking: 1, reserved: 0n },
    { kind: 'scene', pictures: 3, spent: 85n, inTheMaking: 3, reserved: 120n },
  ]);
});
