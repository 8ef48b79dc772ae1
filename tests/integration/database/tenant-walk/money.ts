import { v7 as newId } from 'uuid';
import { inDays, later, PAGE, type Walk } from './walk.ts';

/** The walk over money. */
export const MONEY: Pick<
  Walk,
  'ledger' | 'budgets' | 'plans' | 'usage' | 'providerCalls' | 'rateAllowances'
> = {
  ledger: {
    balance: (r, storeId) => r.balance(storeId),
    grant: (r, storeId, s) => r.grant(storeId, { id: newId(), amount: 1n, now: s.now }),
    entries: (r, storeId) => r.entries(storeId, PAGE),
  },
  budgets: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) =>
      r.put(storeId, { day: 1n, month: 2n, batch: null, updatedBy: 'someone', now: s.now }),
    view: (r, storeId, s) => r.view(storeId, s.now),
  },
  plans: {
    get: (r, storeId) => r.get(storeId),
    put: (r, storeId, s) =>
      r.put(storeId, { name: 'Another', monthlyCredit: 1n, updatedBy: 'someone', now: s.now }),
    grantMonth: (r, storeId, s) => r.grantMonth(storeId, s.now),
    grantDue: { exempt: 'sweep' },
    accounts: { exempt: 'operator' },
  },
  usage: {
    counts: (r, storeId, s) => r.counts(storeId, { from: inDays(s, -1), to: inDays(s, 1) }),
    spending: (r, storeId, s) => r.spending(storeId, { from: inDays(s, -1), to: inDays(s, 1) }),
  },
  providerCalls: {
    start: (r, storeId, s) =>
      r.start(storeId, {
        id: newId(),
        attemptId: null,
        provider: 'example',
        model: 'm',
        purpose: 'check-key',
        mode: 'now',
        costUpperBound: 1n,
        startedAt: s.now,
        deadlineAt: later(s),
      }),
    settle: (r, storeId, s) =>
      r.settle(storeId, s.providerCallId, {
        status: 'failed',
        usage: null,
        cost: 0n,
        bytesIn: 0,
        bytesOut: 0,
        latencyMs: 1,
        requestId: null,
        failureKind: 'provider-unavailable',
        finishedAt: later(s),
      }),
    get: (r, storeId, s) => r.get(storeId, s.providerCallId),
    countSince: (r, storeId, s) => r.countSince(storeId, ['check-key'], inDays(s, -1)),
    list: (r, storeId) => r.list(storeId, PAGE),
    costs: (r, storeId, s) => r.costs(storeId, { from: inDays(s, -1), to: inDays(s, 1) }),
    markLost: { exempt: 'sweep' },
    ended: { exempt: 'sweep' },
    reconcile: { exempt: 'sweep' },
  },
  rateAllowances: {
    take: { exempt: 'authentication' },
    forgetWhole: { exempt: 'sweep' },
  },
};
