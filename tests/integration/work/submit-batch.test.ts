import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { systemClock } from '#app/adapters/node/system-clock.ts';
import { makeBudgets } from '#app/adapters/prisma/budgets.ts';
import { makeLedger } from '#app/adapters/prisma/ledger.ts';
import { makeLibrary } from '#app/adapters/prisma/library.ts';
import { makeSources } from '#app/adapters/prisma/sources.ts';
import { makeEstimateBatch } from '#app/use-cases/estimate-batch.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makeLocalDesk } from '#tests/support/local-desk.ts';
import { makePipeline, type PipelineOptions } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase({ poolSize: 8 });
});
afterAll(() => db.close());

const PACKSHOT = { kind: 'packshot' };

const stage = async (products: number, options: PipelineOptions & { grant?: bigint } = {}) => {
  const pipeline = makePipeline(db.database, options);
  const { storeId, productIds } = await makeTestStore(db.database, products);
  if (options.grant) {
    await pipeline.ledger.grant(storeId, { id: newId(), amount: options.grant, now: new Date() });
  }
  const submit = (extra: Partial<Parameters<typeof pipeline.submit>[1]> = {}) =>
    pipeline.submit(storeId, {
      recipe: PACKSHOT,
      selection: { kind: 'products', productIds, images: 'main' },
      actor: 'tester',
      ...extra,
    });
  const jobs = () => db.database.prisma.imageJob.count({ where: { storeId } });
  return { pipeline, storeId, productIds, submit, jobs };
};

const kindOf = (r: { ok: true } | { ok: false; error: { kind: string; field?: string } }) =>
  r.ok ? 'ok' : r.error.kind;

test('the same request key, sent many times at once, is one batch', async () => {
  const { submit, jobs } = await stage(3);
  const results = await Promise.all(Array.from({ length: 5 }, () => submit({ requestKey: 'r-1' })));
  expect(results.filter((r) => r.ok && r.value.created)).toHaveLength(1);
  expect(new Set(results.map((r) => (r.ok ? r.value.batch.id : r.error.kind))).size).toBe(1);
  expect(await jobs()).toBe(3);
  expect(kindOf(await submit({ requestKey: 'r-1', recipe: { kind: 'studio' } }))).toBe(
    'idempotency-mismatch',
  );
  expect(kindOf(await submit({ requestKey: '' }))).toBe('invalid-input');
});

test('request keys of two stores have nothing to do with each other', async () => {
  const [a, b] = [await stage(1), await stage(1)];
  const [first, second] = [await a.submit({ requestKey: 'same' }), await b.submit({ requestKey: 'same' })];
  expect(first.ok && first.value.created && second.ok && second.value.created).toBe(true);
});

test('an unknown option is refused by its name and nothing is written', async () => {
  const { submit, jobs } = await stage(1);
  const result = await submit({ recipe: { kind: 'packshot', glow: 3 } });
  expect(result).toMatchObject({ ok: false, error: { kind: 'unsupported-option', field: 'glow' } });
  expect(await jobs()).toBe(0);
});

test('products and pictures of another store are not found', async () => {
  const [mine, theirs] = [await stage(1), await stage(1)];
  const picture = await db.database.prisma.productImage.findFirstOrThrow({
    where: { storeId: theirs.storeId },
  });
  const products = {
    kind: 'products',
    productIds: [...mine.productIds, ...theirs.productIds],
    images: 'main',
  } as const;
  expect(kindOf(await mine.submit({ selection: products }))).toBe('not-found');
  const images = { kind: 'images', productImageIds: [picture.id] } as const;
  expect(kindOf(await mine.submit({ selection: images }))).toBe('not-found');
  expect(kindOf(await theirs.submit({ selection: images }))).toBe('ok');
  expect(await mine.jobs()).toBe(0);
});

test('pictures that we made are never a source', async () => {
  const { storeId, submit, productIds } = await stage(1);
  const ours = await db.database.prisma.productImage.create({
    data: {
      id: newId(),
      storeId,
      productId: productIds[0] ?? '',
      externalId: 'ours',
      position: -1,
      url: 'https://x.example/ours.jpg',
      isOurs: true,
    },
  });
  expect(kindOf(await submit({ selection: { kind: 'images', productImageIds: [ours.id] } }))).toBe(
    'not-found',
  );
  await submit({ selection: { kind: 'catalogue', images: 'all' } });
  const used = await db.database.prisma.imageJob.findMany({
    where: { storeId },
    select: { productImageId: true },
  });
  expect(used).toHaveLength(1);
  expect(used[0]?.productImageId).not.toBe(ours.id);
});

test('nothing to make is said, not done', async () => {
  const { submit } = await stage(0);
  expect(kindOf(await submit())).toBe('invalid-input');
  const bare = await makeTestStore(db.database, 1, () => null);
  const pipeline = makePipeline(db.database);
  const result = await pipeline.submit(bare.storeId, {
    recipe: PACKSHOT,
    selection: { kind: 'catalogue', images: 'main' },
    actor: 'tester',
  });
  expect(kindOf(result)).toBe('image-missing');
});

test('the balance cannot be spent twice by two requests at once', async () => {
  const { pipeline, storeId, submit, jobs } = await stage(3, { price: 10n, grant: 65n });
  const results = await Promise.all(Array.from({ length: 6 }, () => submit()));
  expect(results.map(kindOf).sort()).toEqual([
    'budget-exceeded',
    'budget-exceeded',
    'budget-exceeded',
    'budget-exceeded',
    'ok',
    'ok',
  ]);
  expect(await pipeline.ledger.balance(storeId)).toBe(5n);
  expect(await jobs()).toBe(6);
});

test('the estimate says what the batch will cost, and costs nothing', async () => {
  const { storeId, productIds, submit, pipeline } = await stage(4, { price: 10n, grant: 39n });
  const estimate = makeEstimateBatch({
    budgets: makeBudgets(db.database.prisma),
    library: makeLibrary(db.database.prisma),
    sha256,
    clock: systemClock,
    sources: makeSources(db.database.prisma),
    ledger: makeLedger(db.database.prisma),
    recipes: makeLocalDesk(10n),
  });
  const selection = { kind: 'products', productIds, images: 'main' } as const;
  expect(await estimate(storeId, { recipe: PACKSHOT, selection })).toMatchObject({
    ok: true,
    value: { pictures: 4, pricePerPicture: 10n, priceTotal: 40n, balance: 39n, affordable: false },
  });
  expect(kindOf(await submit())).toBe('budget-exceeded');
  expect(await pipeline.ledger.balance(storeId)).toBe(39n);
});

test('five thousand pictures are submitted in one go, each with its reserve', async () => {
  const { pipeline, storeId, submit, jobs } = await stage(5_000, { price: 2n, grant: 10_000n });
  const before = Date.now();
  const result = await submit({ selection: { kind: 'catalogue', images: 'all' } });
  expect(result).toMatchObject({ ok: true, value: { batch: { jobCount: 5_000, priceTotal: 10_000n } } });
  // one transaction lasts 10 s at most
  expect(Date.now() - before).toBeLessThan(10_000);
  expect(await jobs()).toBe(5_000);
  expect(await pipeline.ledger.balance(storeId)).toBe(0n);
});
