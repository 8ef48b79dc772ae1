import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeRepositories } from '#app/adapters/prisma/repositories.ts';
import { BRIDGE_WINDOW_S } from '#app/http/bridge-signature.ts';
import { IDEMPOTENCY_KEPT_MS } from '#app/ports/repositories/idempotency-keys.ts';
import { makeForgetOld, NONCES_KEPT_MS, WEBHOOKS_KEPT_MS } from '#app/use-cases/forget-old.ts';
import { startStoreWorker } from '#app/use-cases/store-worker.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { everythingIn } from '#tests/support/everything.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  const { prisma } = db.database;
  await prisma.bridgeNonce.deleteMany();
  await prisma.idempotencyKey.deleteMany();
  await prisma.webhookDelivery.deleteMany();
});

const clock = makeShiftedClock();
const ago = (ms: number) => new Date(clock.now().getTime() - ms);
const MINUTE = 60_000;
const DAY = 86_400_000;
const bridgeKeyId = newId();

const sweep = () => {
  const rows = makeRepositories(db.database.prisma);
  const { bridgeKeys, idempotencyKeys, webhookInbox, rateAllowances, wooConnects } = rows;
  return { bridgeKeys, idempotencyKeys, webhookInbox, rateAllowances, wooConnects, clock, log: silentLog };
};
const nonces = (count: number, seenAt: Date, name: string) =>
  db.database.prisma.bridgeNonce.createMany({
    data: Array.from({ length: count }, (_, i) => ({ bridgeKeyId, nonce: `${name}-${i}`, seenAt })),
  });
const answer = async (key: string, createdAt: Date) => {
  const { storeId } = await makeTestStore(db.database, 0);
  await db.database.prisma.idempotencyKey.create({ data: { storeId, key, fingerprint: 'f', createdAt } });
};
const webhook = (deliveryId: string, receivedAt: Date, handledAt: Date | null) =>
  db.database.prisma.webhookDelivery.create({
    data: {
      id: newId(),
      platform: 'shopify',
      connection: 'tea.myshopify.com',
      deliveryId,
      topic: 'products/update',
      payload: {},
      receivedAt,
      handledAt,
    },
  });

describe('forgetting what only protected for a while', () => {
  it('takes old nonces, answers and handled webhooks, and leaves everything that is still needed', async () => {
    await nonces(2, ago(16 * MINUTE), 'old');
    await nonces(1, ago(14 * MINUTE), 'young');
    await answer('old', ago(IDEMPOTENCY_KEPT_MS + MINUTE));
    await answer('young', ago(IDEMPOTENCY_KEPT_MS - MINUTE));
    await webhook('old', ago(32 * DAY), ago(31 * DAY));
    await webhook('young', ago(32 * DAY), ago(29 * DAY));
    await webhook('never handled', ago(90 * DAY), null);
    const { prisma } = db.database;
    await prisma.wooConnect.createMany({
      data: [ago(2 * 60 * MINUTE), ago(MINUTE)].map((createdAt, i) => ({
        id: newId(),
        stateHash: `${i}`,
        challenge: 'c',
        siteUrl: 'https://tea.example',
        restUrl: 'https://tea.example/wp-json/',
        siteId: 's',
        pluginVersion: '0.1.0',
        startedBy: 'someone',
        createdAt,
      })),
    });
    await prisma.rateAllowance.createMany({
      data: [
        { key: 'old', fullAt: ago(MINUTE) },
        { key: 'young', fullAt: ago(-MINUTE) },
      ],
    });
    expect(await makeForgetOld(sweep())()).toEqual({
      nonces: 2,
      answers: 1,
      webhooks: 1,
      allowances: 1,
      connects: 1,
    });
    expect(await prisma.rateAllowance.findMany({ select: { key: true } })).toEqual([{ key: 'young' }]);
    expect(await prisma.bridgeNonce.findMany({ select: { nonce: true } })).toEqual([{ nonce: 'young-0' }]);
    expect(await prisma.idempotencyKey.findMany({ select: { key: true } })).toEqual([{ key: 'young' }]);
    const left = await prisma.webhookDelivery.findMany({ orderBy: { deliveryId: 'asc' } });
    expect(left.map((row) => row.deliveryId)).toEqual(['never handled', 'young']);
  });

  it('finds nothing the second time, and touches nothing else', async () => {
    await nonces(1, ago(14 * MINUTE), 'young');
    const before = await everythingIn(db.database);
    expect(await makeForgetOld(sweep())()).toEqual({
      nonces: 0,
      answers: 0,
      webhooks: 0,
      allowances: 0,
      connects: 0,
    });
    expect(await everythingIn(db.database)).toEqual(before);
  });

  it('goes on page after page, also when two processes do it at once', async () => {
    await nonces(2_500, ago(DAY), 'old');
    const counts = await Promise.all([makeForgetOld(sweep())(), makeForgetOld(sweep())()]);
    expect(counts.reduce((sum, { nonces: deleted }) => sum + deleted, 0)).toBe(2_500);
    expect(await db.database.prisma.bridgeNonce.count()).toBe(0);
  });

  it('remembers a nonce for as long as its signature can be good, and a webhook for longer than it is repeated', () => {
    // signed five minutes ahead of our clock, good until five minutes after that
    expect(NONCES_KEPT_MS).toBeGreaterThan(2 * BRIDGE_WINDOW_S * 1_000);
    expect(WEBHOOKS_KEPT_MS).toBeGreaterThan(7 * DAY);
  });

  it('is what a worker does while it runs', async () => {
    await nonces(1, ago(DAY), 'old');
    const nobody = async (): Promise<never> => {
      throw new Error('there is no work in this test');
    };
    const worker = await startStoreWorker({
      backend: { consume: async () => ({ drain: async () => {} }) },
      queue: { add: async () => {} },
      work: {
        'catalogue-sync': nobody,
        publication: nobody,
        reversion: nobody,
        'words-run': nobody,
        'alt-change': nobody,
        'webhook-inbox': nobody,
        'store-check': nobody,
      },
      publications: { stranded: async () => [] },
      wordsRuns: { stranded: async () => [] },
      altChanges: { stranded: async () => [] },
      catalogueSyncs: { stranded: async () => [] },
      webhookInbox: { unhandled: async () => [] },
      upkeep: {},
      dueChecks: async () => [],
      forgetOld: makeForgetOld(sweep()),
      clock,
      log: silentLog,
      concurrency: 1,
      forgetMs: 20,
    });
    await expect.poll(() => db.database.prisma.bridgeNonce.count()).toBe(0);
    await nonces(1, ago(DAY), 'later');
    await expect.poll(() => db.database.prisma.bridgeNonce.count()).toBe(0);
    await worker.drain(1_000);
  });
});
