import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeminiImageModel } from '#app/adapters/gemini/image-model.ts';
import { openGateStates } from '#app/adapters/prisma/gate-states.ts';
import { makeProviderCalls } from '#app/adapters/prisma/provider-calls.ts';
import { DEFAULT_BREAKER } from '#app/domain/providers/gate-types.ts';
import { priceAt } from '#app/domain/providers/prices.ts';
import type { BillingExport } from '#app/ports/billing-export.ts';
import { makeCallProvider } from '#app/use-cases/call-provider.ts';
import { makeGenerateImage } from '#app/use-cases/generate-image.ts';
import { makeProviderGate } from '#app/use-cases/provider-gate.ts';
import { makeReconcileProviderCalls } from '#app/use-cases/reconcile-provider-calls.ts';
import type { GeminiFaultKind } from '#sandbox/gemini/faults.ts';
import { type SandboxGemini, startSandboxGemini } from '#sandbox/gemini/start.ts';
import { plateRequest } from '#tests/contract/image-model/battery.ts';
import { makeTestStore } from '#tests/support/catalogue.ts';
import { makeShiftedClock, silentLog } from '#tests/support/clock.ts';
import { type TestDatabase, withDatabase } from '#tests/support/database.ts';
import { billingEntries, geminiDeps } from '#tests/support/provider-stand-ins.ts';

let db: TestDatabase;
let sandbox: SandboxGemini;
beforeAll(async () => {
  db = await withDatabase({ poolSize: 8 });
  sandbox = await startSandboxGemini();
});
afterAll(async () => {
  await sandbox.close();
  await db.close();
});

/** Failures before and after the work, some billed, some not; none that lasts until a time limit. */
const FAULTS: readonly GeminiFaultKind[] = [
  'server-error',
  'overloaded',
  'cut-mid-body',
  'blocked-prompt',
  'blocked-output',
  'text-instead',
  'truncated-base64',
  'wrong-size',
  'invalid-json',
];
const CALLS = 40;
const AT_ONCE = 4;

test('on a bad day the book is the bill after reconciling, call by call, and no call passed its upper bound', async () => {
  FAULTS.forEach((kind, i) => {
    sandbox.faults.add({ kind, probability: 0.07, seed: 11 + i });
  });
  const stores = [await makeTestStore(db.database, 0), await makeTestStore(db.database, 0)];
  const clock = makeShiftedClock();
  const providerCalls = makeProviderCalls(db.database.prisma);
  const gate = makeProviderGate({
    states: openGateStates(db.database),
    rulesOf: () => ({
      limits: [{ unit: 'images', amount: 1_000, windowMs: 60_000 }],
      perStoreInFlight: AT_ONCE,
      ticketMs: 60_000,
      // closed throughout: this is about money
      breaker: { ...DEFAULT_BREAKER, failures: 1_000 },
    }),
    newId,
    sleep: clock.sleep,
    random: Math.random,
  });
  const callProvider = makeCallProvider({
    providerCalls,
    gate,
    priceAt,
    clock,
    newId,
    random: Math.random,
    log: silentLog,
  });
  const imageModel = makeGeminiImageModel(geminiDeps(sandbox.origin));
  const { generate } = makeGenerateImage({ imageModel, callProvider, priceAt, clock });
  const from = clock.now();
  let left = CALLS;
  const worker = async () => {
    while (left > 0) {
      const { storeId } = stores[left-- % 2] ?? { storeId: '' };
      const { signal } = new AbortController();
      await generate(
        { storeId, attemptId: null },
        plateRequest('gemini-3.1-flash-image', { size: '512' }),
        signal,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));

  const rows = () => db.database.prisma.providerCall.findMany({ orderBy: { startedAt: 'asc' } });
  const before = await rows();
  expect(before).toHaveLength(CALLS);
  const statuses = new Set(before.map((r) => r.status));
  expect([...statuses].sort()).toEqual(['failed', 'succeeded', 'unknown']);

  const entries = billingEntries(sandbox.billing());
  const billing: BillingExport = {
    provider: 'gemini',
    read: async () => ({ ok: true, value: { entries, completeUntil: new Date(Date.now() + 3_600_000) } }),
  };
  const reconcile = makeReconcileProviderCalls({ providerCalls, clock, log: silentLog });
  const period = { from, to: new Date(clock.now().getTime() + 1_000) };
  const report = await reconcile(billing, period, new AbortController().signal);
  expect(report).toMatchObject({ ok: true, value: { orphans: 0, unbilled: 0 } });

  const after = await rows();
  const billed = new Map(entries.map((e) => [e.requestId, e.cost]));
  for (const row of after) {
    expect(row.cost).not.toBeNull();
    expect(row.cost).toBe(row.requestId === null ? 0n : (billed.get(row.requestId) ?? 0n));
    expect(row.cost).toBeLessThanOrEqual(row.costUpperBound);
  }
  expect(after.reduce((sum, r) => sum + (r.cost ?? 0n), 0n)).toBe(
    entries.reduce((sum, e) => sum + e.cost, 0n),
  );
  // what was worked out from the reported usage was right before the bill came
  const known = before.filter((r) => r.status === 'succeeded');
  expect(known.map((r) => r.cost)).toEqual(known.map((r) => billed.get(r.requestId ?? '')));
});
