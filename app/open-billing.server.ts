/** The bills of providers that an operator's gateway keeps call by call, and the daily comparison of them with the book. */
import { makeHttpBillingExport } from './adapters/billing-export/billing-export.ts';
import { openBillingRuns } from './adapters/prisma/billing-runs.ts';
import type { Database } from './adapters/prisma/client.ts';
import type { Env } from './env.server.ts';
import type { BillingExport } from './ports/billing-export.ts';
import type { Clock, NewId } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { ProviderCalls } from './ports/repositories/provider-calls.ts';
import { makeReconcileBilling, type ReconcileBilling } from './use-cases/reconcile-billing.ts';
import { makeReconcileProviderCalls } from './use-cases/reconcile-provider-calls.ts';

/** Of the providers whose variable is set. */
export const openBillingExports = (env: Env): readonly BillingExport[] =>
  [
    { provider: 'gemini', url: env.GEMINI_BILLING_EXPORT_URL, token: env.GEMINI_BILLING_EXPORT_TOKEN },
    { provider: 'claude', url: env.CLAUDE_BILLING_EXPORT_URL, token: env.CLAUDE_BILLING_EXPORT_TOKEN },
  ].flatMap(({ provider, url, token }) =>
    url === undefined ? [] : [makeHttpBillingExport({ provider, url, token: token ?? null }, fetch)],
  );

export const openReconcileBilling = (
  env: Env,
  deps: {
    readonly database: Database;
    readonly providerCalls: ProviderCalls;
    readonly clock: Clock;
    readonly newId: NewId;
    readonly log: Log;
  },
): ReconcileBilling => {
  const { database, providerCalls, clock, newId, log } = deps;
  return makeReconcileBilling({
    exports: openBillingExports(env),
    billingRuns: openBillingRuns(database.prisma),
    reconcile: makeReconcileProviderCalls({ providerCalls, clock, log }),
    clock,
    newId,
    log,
  });
};
