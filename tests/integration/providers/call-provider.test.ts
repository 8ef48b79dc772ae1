import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeProviderCalls } from '#app/adapters/prisma/provider-calls.ts';
import { failure } from '#app/domain/failure.ts';
import { costBound, imageUsageBound } from '#app/domain/providers/cost.ts';
import { providerFailure } from '#app/domain/providers/failure-words.ts';
import { DEFAULT_BREAKER, type GateRules } from '#app/domain/providers/gate-types.ts';
import { PRICE_ROWS, priceAt } from '#app/domain/providers/prices.ts';
import { NO_USAGE } from '#app/domain/providers/usage.ts';
import type { BillingEntry, BillingExport } from '#app/ports/billing-export.ts';
import type { ProviderReply } from '#app/ports/provider-reply.ts';
import type { ProviderCalls } from '#app/ports/repositories/provider-calls.ts';
import { makeCallProvider, type ProviderCallSpec } from '#app/use-cases/call-provider.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import { makeReconcileProviderCalls } from '#app/use-cases/reconcile-provider-calls.ts';
import { makeSettleLostCalls } from '#app/use-cases/settle-lost-calls.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await withDatabase({ poolSize: 8 });
});
afterAll(() => db.close());

const MODEL = 'gemini-3.1-flash-image';
const PRICE = PRICE_ROWS.find((r) => r.model === MODEL);
if (!PRICE) throw new Error('no price');
const BOUND = imageUsageBound(PRICE, { wording: 'a quiet kitchen', references: 1, size: '1K' });
const USAGE = { ...NO_USAGE, inputTokens: 600, outputTextTokens: 40, outputImageTokens: 1_120, images: 1 };
const COST = 67_620n; // 600 x $0.50 + 40 x $3 + 1120 x $60, per million

const FACTS = { requestId: 'req-1', bytesIn: 9_000, bytesOut: 400 };
const succeeded: ProviderReply<string> = {
  ...FACTS,
  status: 'succeeded',
  value: 'picture',
  usage: USAGE,
  modelVersion: 'v',
};
const failed = (
  kind: Parameters<typeof providerFailure>[0],
  extra: { retryAfterMs?: number } = {},
): ProviderReply<string> => ({
  ...FACTS,
  status: 'failed',
  failure: providerFailure(kind, 'Gemini', extra),
  usage: null,
});
const lost: ProviderReply<string> = {
  ...FACTS,
  requestId: null,
  status: 'unknown',
  failure: providerFailure('provider-reply-lost', 'Gemini'),
};

const stage = async (
  options: { rules?: Partial<GateRules>; wrap?: (book: ProviderCalls) => ProviderCalls } = {},
) => {
  const { storeId } = await makeTestStore(db.database, 0);
  const clock = makeShiftedClock();
  const book = makeProviderCalls(db.database.prisma);
  // a model of its own, so that one test's limits are not another's
  const model = `m-${newId()}`;
  const rules: GateRules = {
    limits: [{ unit: 'requests', amount: 100, windowMs: 60_000 }],
    perStoreInFlight: 10,
    ticketMs: 60_000,
    breaker: DEFAULT_BREAKER,
    ...options.rules,
  };
  const gate = makeProviderGate({
    states: openGateStates(db.database),
    rulesOf: () => rules,
    newId,
    sleep: clock.sleep,
    random: Math.random,
  });
  const callProvider = makeCallProvider({
    providerCalls: options.wrap?.(book) ?? book,
    gate,
    priceAt: (provider, name, at) => (name === model ? priceAt(provider, MODEL, at) : null),
    clock,
    newId,
    random: Math.random,
    log: silentLog,
  });
  const spec: Omit<ProviderCallSpec<string>, 'send'> = {
    storeId,
    attemptId: null,
    provider: 'gemini',
    displayName: 'Gemini',
    model,
    purpose: 'plate',
    bound: BOUND,
    timeoutMs: 30_000,
    maxWaitMs: 50,
    signal: new AbortController().signal,
  };
  const call = (reply: ProviderReply<string>, changed: Partial<ProviderCallSpec<string>> = {}) =>
    callProvider({ ...spec, send: async () => reply, ...changed });
  const rows = async () => (await book.list(storeId, { limit: 50 })).items;
  const settleLost = makeSettleLostCalls({ providerCalls: book, clock, log: silentLog });
  const reconcile = makeReconcileProviderCalls({ providerCalls: book, clock, log: silentLog });
  return { storeId, clock, book, gate, model, call, rows, settleLost, reconcile };
};

test('before a call is made its row is there, with the most it can cost; afterwards with what it cost', async () => {
  const { call, rows, book, storeId } = await stage();
  let during: unknown;
  const answer = await call(succeeded, {
    send: async ({ callId }) => {
      during = await book.get(storeId, callId);
      return succeeded;
    },
  });
  expect(during).toMatchObject({
    status: 'started',
    cost: null,
    costUpperBound: costBound(PRICE, BOUND, 'now'),
    finishedAt: null,
  });
  expect(answer).toMatchObject({ ok: true, value: { value: 'picture', cost: COST, requestId: 'req-1' } });
  const [row] = await rows();
  expect(row).toMatchObject({ status: 'succeeded', cost: COST, usage: USAGE, requestId: 'req-1' });
  expect(row).toMatchObject({ bytesIn: 9_000, bytesOut: 400, purpose: 'plate', mode: 'now' });
  expect(row?.latencyMs).toBeGreaterThanOrEqual(0);
  expect(COST).toBeLessThanOrEqual(costBound(PRICE, BOUND, 'now'));
});

test('a failed call is a row too, with what it cost all the same', async () => {
  const { call, rows } = await stage();
  expect(await call(failed('provider-unavailable'))).toMatchObject({
    error: { kind: 'provider-unavailable' },
  });
  const billed = {
    ...failed('provider-blocked-output'),
    usage: { ...USAGE, outputImageTokens: 0, images: 0 },
  };
  await call(billed as ProviderReply<string>);
  expect((await rows()).map((r) => [r.status, r.failureKind, r.cost])).toEqual([
    ['failed', 'provider-blocked-output', 420n],
    ['failed', 'provider-unavailable', 0n],
  ]);
});

test('a lost reply is unknown and counts with its upper bound', async () => {
  const { call, rows, book, storeId } = await stage();
  expect(await call(lost)).toMatchObject({ ok: false, error: { kind: 'provider-reply-lost' } });
  expect((await rows())[0]).toMatchObject({ status: 'unknown', cost: null });
  const day = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) };
  expect(await book.costs(storeId, day)).toMatchObject({
    cost: 0n,
    atMost: costBound(PRICE, BOUND, 'now'),
    calls: { unknown: 1, succeeded: 0 },
  });
});

test('an adapter that throws leaves an unknown row, and its bug is not hidden', async () => {
  const { call, rows, gate, model } = await stage();
  const send = async () => {
    throw new Error('bug');
  };
  await expect(call(succeeded, { send })).rejects.toThrow('bug');
  expect((await rows())[0]).toMatchObject({ status: 'unknown', failureKind: 'provider-reply-lost' });
  expect((await gate.view({ provider: 'gemini', model })).inFlight).toBe(0);
});

test('a worker killed during the call leaves `started`, which the sweep turns into unknown after its deadline', async () => {
  const { call, rows, settleLost, clock } = await stage();
  // never answered, as if the process were gone
  void call(succeeded, { send: () => new Promise(() => undefined) });
  await expect.poll(async () => (await rows()).length).toBe(1);
  await settleLost();
  expect((await rows())[0]?.status).toBe('started');
  clock.forward(30_000 + 61_000);
  expect(await settleLost()).toBeGreaterThanOrEqual(1);
  expect((await rows())[0]).toMatchObject({
    status: 'unknown',
    failureKind: 'provider-reply-lost',
    cost: null,
  });
});

test('a reply that comes after the sweep is still written down, once', async () => {
  const { call, rows, settleLost, clock } = await stage();
  let answer = (_reply: ProviderReply<string>) => {};
  const slow = call(succeeded, {
    send: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  await expect.poll(async () => (await rows()).length).toBe(1);
  clock.forward(120_000);
  await settleLost();
  answer(succeeded);
  expect((await slow).ok).toBe(true);
  expect((await rows()).map((r) => [r.status, r.cost])).toEqual([['succeeded', COST]]);
});

test('an answer whose row cannot be written is not thrown away; the row becomes unknown', async () => {
  const broken = async () => {
    throw new Error('the database is away');
  };
  const { call, rows, settleLost, clock } = await stage({ wrap: (book) => ({ ...book, settle: broken }) });
  expect((await call(succeeded)).ok).toBe(true);
  clock.forward(120_000);
  await settleLost();
  expect((await rows())[0]?.status).toBe('unknown');
});

test('what the provider told one worker to wait keeps all from calling, and no row is written meanwhile', async () => {
  const { call, rows } = await stage();
  await call(failed('provider-throttled', { retryAfterMs: 20_000 }));
  const next = await call(succeeded);
  expect(next).toMatchObject({ ok: false, error: { kind: 'provider-throttled' } });
  expect(next.ok ? 0 : next.error.retryAfterMs).toBeGreaterThan(15_000);
  expect(await rows()).toHaveLength(1);
});

test('a used-up quota closes the model for a quarter of an hour at most, so that a raised one is noticed', async () => {
  const { call, gate, model } = await stage();
  await call(failed('provider-quota', { retryAfterMs: 20 * 86_400_000 }));
  const { blockedUntil } = await gate.view({ provider: 'gemini', model });
  const forMs = (blockedUntil?.getTime() ?? 0) - Date.now();
  expect(forMs).toBeGreaterThan(14 * 60_000);
  expect(forMs).toBeLessThanOrEqual(15 * 60_000);
});

test('while the limits cannot be read nobody calls, and the picture waits', async () => {
  const { call, gate, rows } = await stage();
  gate.enter = async () => {
    throw new Error('Redis is away');
  };
  expect(await call(succeeded)).toMatchObject({ error: { kind: 'provider-paused', retryAfterMs: 5_000 } });
  expect(await rows()).toHaveLength(0);
});

test('at its limit a call waits a little for its turn, and is given back when that takes too long', async () => {
  const { call } = await stage({ rules: { limits: [{ unit: 'requests', amount: 1, windowMs: 600 }] } });
  expect((await call(succeeded)).ok).toBe(true);
  expect(await call(succeeded)).toMatchObject({ error: { kind: 'provider-paused' } });
  expect((await call(succeeded, { maxWaitMs: 3_000 })).ok).toBe(true);
});

test('a call larger than its limit is refused at once, by name', async () => {
  const { call, rows } = await stage({ rules: { limits: [{ unit: 'tokens', amount: 10, windowMs: 600 }] } });
  expect(await call(succeeded)).toMatchObject({ error: { kind: 'unsupported-option', field: 'model' } });
  expect(await rows()).toHaveLength(0);
});

test('what the provider refused keeps its place, what never left this machine gives it back', async () => {
  const rules = { limits: [{ unit: 'requests' as const, amount: 1, windowMs: 60_000 }] };
  const gone: ProviderReply<string> = {
    ...FACTS,
    status: 'failed',
    failure: failure('unsupported-option', 'Gemini has no such model any more.', { field: 'model' }),
    usage: null,
  };
  const sent = await stage({ rules });
  expect(await sent.call(gone)).toMatchObject({ error: { kind: 'unsupported-option' } });
  expect(await sent.call(succeeded)).toMatchObject({ error: { kind: 'provider-paused' } });

  const unsent = await stage({ rules });
  await unsent.call({ ...gone, bytesIn: 0, bytesOut: 0 });
  expect(await unsent.call(succeeded)).toMatchObject({ ok: true });
});

test('five broken calls open the circuit for that model', async () => {
  const { call } = await stage();
  for (let i = 0; i < 5; i++) await call(failed('provider-unavailable'));
  expect(await call(succeeded)).toMatchObject({ error: { kind: 'provider-paused' } });
});

test('a model without a price is not called', async () => {
  const { call } = await stage();
  expect(await call(succeeded, { model: 'unpriced' })).toMatchObject({
    error: { kind: 'unsupported-option', field: 'model' },
  });
});

test('stopped while it waits, nothing is called and nothing is booked', async () => {
  const { call, rows } = await stage({
    rules: { limits: [{ unit: 'requests', amount: 1, windowMs: 60_000 }] },
  });
  await call(succeeded);
  const stop = AbortSignal.timeout(60);
  expect(await call(succeeded, { signal: stop, maxWaitMs: 120_000 })).toMatchObject({
    error: { kind: 'cancelled' },
  });
  expect(await rows()).toHaveLength(1);
});

test('after reconciling the book is the provider’s bill, and again changes nothing', async () => {
  const { call, rows, reconcile, model, clock } = await stage();
  await call(succeeded);
  await call({ ...lost });
  await call({ ...lost });
  const [third, second, first] = await rows();
  const entry = (changed: Partial<BillingEntry>): BillingEntry => ({
    requestId: 'req-1',
    callId: null,
    model,
    cost: COST,
    at: first?.startedAt ?? new Date(),
    ...changed,
  });
  // the second was billed, the third never reached the provider
  const entries = [entry({}), entry({ requestId: 'req-2', callId: second?.id ?? '', cost: 68_000n })];
  const billing: BillingExport = {
    provider: 'gemini',
    read: async () => ({ ok: true, value: { entries, completeUntil: new Date(Date.now() + 3_600_000) } }),
  };
  const period = { from: first?.startedAt ?? new Date(), to: new Date(clock.now().getTime() + 1_000) };
  const signal = new AbortController().signal;
  // other tests of this file have calls in the period too: only ours are looked at
  await reconcile(billing, period, signal);
  expect((await rows()).map((r) => [r.id, r.cost, r.requestId])).toEqual([
    [third?.id, 0n, null],
    [second?.id, 68_000n, 'req-2'],
    [first?.id, COST, 'req-1'],
  ]);
  expect(await reconcile(billing, period, signal)).toMatchObject({
    ok: true,
    value: { reconciled: 0, orphans: 0 },
  });
});
