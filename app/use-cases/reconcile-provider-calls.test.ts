import { expect, test } from 'vitest';
import { ok } from '../domain/result.ts';
import type { BillingEntry, BillingExport } from '../ports/billing-export.ts';
import type { ReconcilableCall } from '../ports/repositories/provider-calls.ts';
import { makeReconcileProviderCalls } from './reconcile-provider-calls.ts';

const DAY_MS = 86_400_000;
const DAY = Date.parse('2026-11-20T00:00:00Z');
const at = (days: number) => new Date(DAY + days * DAY_MS);
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A call of a batch, booked on day 0 and billed a day and a half later. */
const booked: ReconcilableCall = {
  id: 'call-1',
  model: 'm',
  status: 'unknown',
  cost: null,
  costUpperBound: 100n,
  requestId: null,
  startedAt: at(0.9),
  finishedAt: at(2.6),
  reconciled: false,
};
const entry: BillingEntry = { requestId: 'r-1', callId: 'call-1', model: 'm', cost: 50n, at: at(2.4) };

const setUp = () => {
  const costs = new Map<string, bigint>();
  const reconcile = makeReconcileProviderCalls({
    providerCalls: {
      ended: async (_provider, { from, to }) =>
        [booked].filter((call) => call.startedAt >= from && call.startedAt < to),
      reconcile: async (found) => {
        for (const { id, cost } of found) costs.set(id, cost);
        return found.length;
      },
    },
    clock: { now: () => at(10) },
    log,
  });
  const billing: BillingExport = {
    provider: 'example',
    read: async ({ from, to }) =>
      ok({ entries: [entry].filter((e) => e.at >= from && e.at < to), completeUntil: at(10) }),
  };
  const day = (n: number) => reconcile(billing, { from: at(n), to: at(n + 1) }, new AbortController().signal);
  return { costs, day };
};

test('a call of a batch gets what it was billed days after it was booked', async () => {
  const { costs, day } = setUp();
  expect(await day(0)).toMatchObject({ ok: true, value: { reconciled: 1, orphans: 0 } });
  expect(costs.get('call-1')).toBe(50n);
});

test('what is billed for a batch of days ago is in a row of ours', async () => {
  const { costs, day } = setUp();
  expect(await day(2)).toMatchObject({ ok: true, value: { reconciled: 0, orphans: 0 } });
  expect(costs.size).toBe(0);
});
