import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#app/adapters/node/new-id.ts';
import { makeAttempts } from '#app/adapters/prisma/attempts.ts';
import type { Failure } from '#app/domain/failure.ts';
import { RETRY_POLICY } from '#app/domain/failure.ts';
import { IMAGE_JOB_RETRY } from '#app/domain/image-job.ts';
import {
  PROVIDER_FAILURE_KINDS,
  type ProviderFailureKind,
  providerFailure,
} from '#app/domain/providers/failure-words.ts';
import { err } from '#app/domain/result.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { makeFakeRenderer } from '#tests/support/fake-imaging.ts';
import { makePipeline } from '#tests/support/pipeline.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase();
});
afterAll(() => db.close());

const PRICE = 40n;
const GRANT = 1_000n;
const never = new AbortController().signal;

/** One paid picture whose provider ends each try as `next` says; null: it draws. */
const stage = async (next: () => Failure | null) => {
  const clock = makeShiftedClock();
  const working = makeFakeRenderer();
  const renderer = {
    ...working,
    render: async (...args: Parameters<typeof working.render>) => {
      const failed = next();
      return failed ? err(failed) : working.render(...args);
    },
  };
  const pipeline = makePipeline(db.database, { clock, price: PRICE, renderer });
  const { storeId, productIds } = await makeTestStore(db.database, 1);
  await pipeline.ledger.grant(storeId, { id: newId(), amount: GRANT, now: clock.now() });
  const made = await pipeline.submit(storeId, {
    recipe: { kind: 'packshot' },
    selection: { kind: 'products', productIds, images: 'main' },
    actor: 'tester',
  });
  if (!made.ok) throw new Error(made.error.message);
  const [job] = (await pipeline.imageJobs.list(storeId, {}, { limit: 1 })).items;
  const id = job?.id ?? '';
  return {
    clock,
    run: () => pipeline.run({ storeId, id }, never),
    job: async () => {
      const found = await pipeline.imageJobs.get(storeId, id);
      if (!found) throw new Error('the job is gone');
      return found;
    },
    attempts: () => makeAttempts(db.database.prisma).ofJob(storeId, id),
    balance: () => pipeline.ledger.balance(storeId),
  };
};

const ofPolicy = (policy: string) => PROVIDER_FAILURE_KINDS.filter((kind) => RETRY_POLICY[kind] === policy);
const wordsOf = (kind: ProviderFailureKind) => providerFailure(kind, 'Gemini');

test.each(ofPolicy('never'))('%s ends the picture at once, refunded, in words', async (kind) => {
  const { run, job, balance } = await stage(() => wordsOf(kind));
  expect(await run()).toBe('failed');
  const { reason, state } = await job();
  expect({ state, reason }).toEqual({ state: 'failed', reason: { kind, message: wordsOf(kind).message } });
  expect(reason?.message).toContain('Gemini');
  expect(await balance()).toBe(GRANT);
});

test.each(ofPolicy('backoff'))(
  '%s is tried again as a new attempt, and charged once when it works',
  async (kind) => {
    let tries = 0;
    const { run, job, attempts, balance, clock } = await stage(() => (tries++ < 2 ? wordsOf(kind) : null));
    expect(await run()).toBe('requeued');
    expect((await job()).reason?.kind).toBe(kind);
    for (const end of ['requeued', 'ready']) {
      clock.forward(IMAGE_JOB_RETRY.maxDelayMs);
      expect(await run()).toBe(end);
    }
    expect((await attempts()).map((a) => a.failureKind)).toEqual([kind, kind, null]);
    expect(await balance()).toBe(GRANT - PRICE);
  },
);

test.each(ofPolicy('backoff'))(
  '%s that does not pass is given up after its tries, refunded',
  async (kind) => {
    const { run, job, attempts, balance, clock } = await stage(() => wordsOf(kind));
    const ends = [];
    for (let i = 0; i < IMAGE_JOB_RETRY.maxAttempts; i++) {
      ends.push(await run());
      clock.forward(IMAGE_JOB_RETRY.maxDelayMs);
    }
    expect(ends).toEqual([...Array(IMAGE_JOB_RETRY.maxAttempts - 1).fill('requeued'), 'failed']);
    expect((await job()).reason).toEqual({ kind, message: wordsOf(kind).message });
    expect(await attempts()).toHaveLength(IMAGE_JOB_RETRY.maxAttempts);
    expect(await balance()).toBe(GRANT);
  },
);

test.each(ofPolicy('wait'))(
  '%s lets the picture wait as long as was said, without a try counting',
  async (kind) => {
    let waits = 6;
    const said = 90_000;
    const { run, job, balance, clock } = await stage(() =>
      waits-- > 0 ? providerFailure(kind, 'Gemini', { retryAfterMs: said }) : null,
    );
    for (let i = 0; i < 6; i++) {
      expect(await run()).toBe('requeued');
      // too early: nobody takes it
      clock.forward(said / 2);
      expect(await run()).toBe('skipped');
      clock.forward(said / 2 + 1_000);
    }
    expect(await run()).toBe('ready');
    expect((await job()).attempt).toBe(1);
    expect(await balance()).toBe(GRANT - PRICE);
  },
);

test('every way a provider can fail has words that name it and say what happens next', () => {
  for (const kind of PROVIDER_FAILURE_KINDS) {
    const { message } = wordsOf(kind);
    expect(message).toMatch(/Gemini/);
    expect(message).toMatch(/again|go on|Check|Change|Describe/);
    if (RETRY_POLICY[kind] === 'never' && kind !== 'provider-unauthorized') {
      expect(message).toMatch(/nothing was charged/);
    }
  }
});
