import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeBudgets } from '#app/adapters/prisma/budgets.ts';
import { makeLedger } from '#app/adapters/prisma/ledger.ts';
import { makeLibrary } from '#app/adapters/prisma/library.ts';
import { makeSources } from '#app/adapters/prisma/sources.ts';
import type { Budget } from '#app/domain/budget.ts';
import { makeEstimateBatch } from '#app/use-cases/estimate-batch.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makeLocalDesk } from '#tests/support/local-desk.ts';
import { makePipeline } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase({ poolSize: 10 });
});
afterAll(() => db.close());

const PRICE = 100n;
const NONE: Budget = { day: null, month: null, batch: null };
const DAY_MS = 86_400_000;
/** The middle of a month, so that a day on is not always another month. */
const MID_MONTH = Date.parse('2031-05-14T12:00:00Z');

const stage = async (products: number, budget: Partial<Budget>) => {
  const { prisma } = db.database;
  const clock = makeShiftedClock();
  clock.forward(MID_MONTH - Date.now());
  const pipeline = makePipeline(db.database, { price: PRICE, clock });
  const { storeId, productIds } = await makeTestStore(db.database, products);
  await pipeline.ledger.grant(storeId, { id: newId(), amount: 1_000_000n, now: clock.now() });
  const budgets = makeBudgets(prisma);
  const set = (limits: Partial<Budget>) =>
    budgets.put(storeId, { ...NONE, ...limits, updatedBy: 'tester', now: clock.now() });
  await set(budget);
  const shared = { sources: makeSources(prisma), library: makeLibrary(prisma) };
  const estimateBatch = makeEstimateBatch({
    ...shared,
    ledger: makeLedger(prisma),
    budgets,
    recipes: makeLocalDesk(PRICE),
    sha256,
    clock,
  });
  const selection = (count: number) =>
    ({ kind: 'products', productIds: productIds.slice(0, count), images: 'main' }) as const;
  const recipe = { kind: 'packshot' };
  const submit = (count: number, extra: { reuse?: boolean; requestKey?: string } = {}) =>
    pipeline.submit(storeId, { recipe, selection: selection(count), actor: 'tester', ...extra });
  const estimate = (count: number, reuse = false) =>
    estimateBatch(storeId, { recipe, selection: selection(count), reuse });
  const jobs = () => prisma.imageJob.count({ where: { storeId } });
  return { pipeline, storeId, clock, set, submit, estimate, jobs, budgets };
};

const kinds = (results: readonly ({ ok: true } | { ok: false; error: { kind: string } })[]) =>
  results.map((r) => (r.ok ? 'ok' : r.error.kind)).sort();

test.each(['day', 'month'] as const)(
  'submissions at once can never pass the budget of a %s together',
  async (span) => {
    const { submit, jobs, budgets, storeId, clock } = await stage(2, { [span]: 7n * PRICE });
    const results = await Promise.all(Array.from({ length: 8 }, () => submit(2)));
    expect(kinds(results)).toEqual([...Array(5).fill('budget-exceeded'), 'ok', 'ok', 'ok']);
    expect(await jobs()).toBe(6);
    expect((await budgets.view(storeId, clock.now()))[span]).toEqual({
      limit: 700n,
      spent: 600n,
      left: 100n,
    });
  },
);

test('a batch larger than the budget of one batch is refused, naming the limit and what is left', async () => {
  const { submit, jobs } = await stage(4, { batch: 3n * PRICE });
  expect(await submit(4)).toMatchObject({
    ok: false,
    error: {
      kind: 'budget-exceeded',
      field: 'budget.batch',
      details: { limitMicros: '300', spentMicros: '0', leftMicros: '300', priceMicros: '400' },
    },
  });
  expect((await submit(3)).ok).toBe(true);
  expect((await submit(3)).ok).toBe(true);
  expect(await jobs()).toBe(6);
});

test('what was refunded can be spent again, but only on the day of its reserve', async () => {
  const { submit, pipeline, storeId, clock } = await stage(2, { day: 2n * PRICE });
  const first = await submit(2);
  if (!first.ok) throw new Error(first.error.message);
  expect(kinds([await submit(1)])).toEqual(['budget-exceeded']);
  await pipeline.cancelBatch(storeId, first.value.batch.id);
  expect((await submit(2)).ok).toBe(true);

  clock.forward(DAY_MS);
  const today = await submit(1);
  expect(today.ok).toBe(true);
  // yesterday's batch is cancelled today: that makes no room today
  const [yesterday] = (
    await db.database.prisma.batch.findMany({
      where: { storeId, cancelledAt: null },
      orderBy: { createdAt: 'asc' },
    })
  ).map((b) => b.id);
  await pipeline.cancelBatch(storeId, yesterday ?? '');
  expect((await submit(1)).ok).toBe(true);
  expect(kinds([await submit(1)])).toEqual(['budget-exceeded']);
});

test('a month lasts to its end, a day to midnight UTC', async () => {
  const { submit, clock } = await stage(1, { month: PRICE });
  expect((await submit(1)).ok).toBe(true);
  clock.forward(16 * DAY_MS);
  expect(kinds([await submit(1)])).toEqual(['budget-exceeded']);
  clock.forward(2 * DAY_MS);
  expect((await submit(1)).ok).toBe(true);
});

test('a picture made again counts like a new one, also within its batch', async () => {
  const { submit, pipeline, storeId, set } = await stage(2, { batch: 2n * PRICE });
  const made = await submit(2);
  if (!made.ok) throw new Error(made.error.message);
  const { id } = made.value.batch;
  const [job] = (await pipeline.imageJobs.list(storeId, { batchId: id }, { limit: 10 })).items;
  await pipeline.cancelJob(storeId, job?.id ?? '');
  await set({ batch: PRICE });
  // the other picture holds what is left of the batch's budget
  expect(await pipeline.retry(storeId, job?.id ?? '')).toMatchObject({
    error: { kind: 'budget-exceeded', field: 'budget.batch' },
  });
  await set({ batch: 2n * PRICE });
  expect((await pipeline.retry(storeId, job?.id ?? '')).ok).toBe(true);
});

test('the estimate shows what is left, and says no when submitting would', async () => {
  const { submit, estimate } = await stage(3, { day: 4n * PRICE });
  expect(await estimate(3)).toMatchObject({
    value: { priceTotal: 300n, affordable: true, budget: { day: { left: 400n }, month: null, batch: null } },
  });
  await submit(2);
  expect(await estimate(3)).toMatchObject({
    value: { affordable: false, budget: { day: { limit: 400n, spent: 200n, left: 200n } } },
  });
  expect(kinds([await submit(3)])).toEqual(['budget-exceeded']);
});

test('what costs nothing is made whatever the budget says', async () => {
  const { clock, storeId } = await stage(1, { day: 0n, month: 0n, batch: 0n });
  const free = makePipeline(db.database, { price: 0n, clock });
  const selection = { kind: 'catalogue', images: 'main' } as const;
  expect((await free.submit(storeId, { recipe: { kind: 'packshot' }, selection, actor: 'tester' })).ok).toBe(
    true,
  );
});

test('the same inputs again are offered from the library for nothing', async () => {
  const { submit, estimate, pipeline, storeId, jobs } = await stage(3, {});
  const first = await submit(2, { requestKey: 'first', reuse: true });
  if (!first.ok) throw new Error(first.error.message);
  expect(first.value.reused).toEqual([]);
  const { items } = await pipeline.imageJobs.list(storeId, {}, { limit: 10 });
  for (const { id } of items) {
    expect(await pipeline.run({ storeId, id }, new AbortController().signal)).toBe('ready');
  }
  const balance = await pipeline.ledger.balance(storeId);

  expect(await estimate(3)).toMatchObject({ value: { pictures: 3, priceTotal: 300n, inLibrary: [{}, {}] } });
  expect(await estimate(3, true)).toMatchObject({ value: { pictures: 1, priceTotal: 100n } });
  const again = await submit(3, { reuse: true });
  expect(again).toMatchObject({ ok: true, value: { batch: { jobCount: 1, priceTotal: 100n } } });
  expect(again.ok && again.value.reused.map((r) => r.assetId).sort()).toEqual(
    (await db.database.prisma.asset.findMany({ where: { storeId } })).map((a) => a.id).sort(),
  );
  expect(await pipeline.ledger.balance(storeId)).toBe(balance - 100n);
  expect(await jobs()).toBe(3);

  // nothing is left to make: said in words, and a repeated request still gets its batch
  expect(await submit(2, { reuse: true })).toMatchObject({ error: { kind: 'conflict', field: 'reuse' } });
  const repeated = await submit(2, { reuse: true, requestKey: 'first' });
  expect(repeated).toMatchObject({ value: { created: false, batch: { id: first.value.batch.id } } });
  expect(await jobs()).toBe(3);
});

test('a rejected picture, another recipe and a photo at a new address are not offered', async () => {
  const { submit, estimate, pipeline, storeId } = await stage(1, {});
  await submit(1);
  const [job] = (await pipeline.imageJobs.list(storeId, {}, { limit: 1 })).items;
  await pipeline.run({ storeId, id: job?.id ?? '' }, new AbortController().signal);
  const { prisma } = db.database;
  const offered = async () => {
    const e = await estimate(1);
    return e.ok ? e.value.inLibrary.length : e.error.kind;
  };
  expect(await offered()).toBe(1);
  const library = makeLibrary(prisma);
  const asset = await prisma.asset.findFirstOrThrow({ where: { storeId } });
  const { recipeHash, sourceHash } = asset;
  expect(await library.find(storeId, { recipeHash, sourceHash, model: null })).toMatchObject({
    assetId: asset.id,
  });
  expect(await library.find(storeId, { recipeHash, sourceHash, model: 'gemini/x' })).toBeNull();
  expect(await library.find(storeId, { recipeHash: 'other', sourceHash, model: null })).toBeNull();

  await prisma.review.updateMany({ where: { storeId }, data: { state: 'rejected', decidedAt: new Date() } });
  expect(await offered()).toBe(0);
  await prisma.review.updateMany({ where: { storeId }, data: { state: 'undecided', decidedAt: null } });
  expect(await offered()).toBe(1);
  await prisma.productImage.updateMany({
    where: { storeId },
    data: { url: 'https://photos.example/new.jpg' },
  });
  expect(await offered()).toBe(0);
});
