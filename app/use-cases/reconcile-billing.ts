import { ok, type Result } from '../domain/result.ts';
import type { BillingExport } from '../ports/billing-export.ts';
import type { BillingRuns } from '../ports/billing-runs.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { makeReconcileProviderCalls, ReconcileReport } from './reconcile-provider-calls.ts';

export type ReconcileProviderCalls = ReturnType<typeof makeReconcileProviderCalls>;

const DAY_MS = 24 * 3_600_000;
/** A turn that failed is taken up again after it. */
const RETRY_MS = 3_600_000;
/** A day's calls are compared in far less; each one compared renews it. */
const LEASE_MS = 15 * 60_000;
/** Where the first turn begins. */
const FIRST_MS = 30 * DAY_MS;
/**
 * Looked at again each time: a call's end is written down later than its beginning, for one that waits in a provider's batch mode up
 * to two days.
 */
const OVERLAP_MS = 3 * DAY_MS;

export interface SpanReport extends Omit<ReconcileReport, 'completeUntil'> {
  /** Calls that began before it have been compared. */
  readonly until: Date;
}

/** Called after each day that was compared; false stops. */
export type AfterDay = (until: Date) => Promise<boolean>;

/**
 * Compares the book with an export over `[from, to)`, a day at a time, as far as the export is complete. Doing it again changes
 * nothing. Failures: those of the export.
 */
export const reconcileSpan = async (
  reconcile: ReconcileProviderCalls,
  billing: BillingExport,
  period: { readonly from: Date; readonly to: Date },
  { signal, afterDay }: { readonly signal: AbortSignal; readonly afterDay?: AfterDay },
): Promise<Result<SpanReport>> => {
  const total = { reconciled: 0, orphans: 0, unbilled: 0 };
  let from = period.from;
  while (from < period.to) {
    const to = new Date(Math.min(from.getTime() + DAY_MS, period.to.getTime()));
    const done = await reconcile(billing, { from, to }, signal);
    if (!done.ok) return done;
    total.reconciled += done.value.reconciled;
    total.orphans += done.value.orphans;
    total.unbilled += done.value.unbilled;
    const reached = done.value.completeUntil < to ? done.value.completeUntil : to;
    if (reached <= from) break;
    from = reached;
    if (afterDay && !(await afterDay(from))) break;
    if (reached < to) break;
  }
  return ok({ ...total, until: from });
};

export interface ReconcileBillingDeps {
  readonly exports: readonly BillingExport[];
  readonly billingRuns: BillingRuns;
  readonly reconcile: ReconcileProviderCalls;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  readonly log: Log;
}

/**
 * Upkeep: once a day each configured export is compared with the book, from where the turn before came to. One process at a time by
 * a lease; killed on any line, the next one goes on from the last whole day, and what is compared twice changes nothing.
 */
export const makeReconcileBilling = (deps: ReconcileBillingDeps) => {
  const { billingRuns, reconcile, clock, newId, log } = deps;
  const leaseUntil = () => new Date(clock.now().getTime() + LEASE_MS);
  const turn = async (billing: BillingExport, signal: AbortSignal): Promise<SpanReport | null> => {
    const { provider } = billing;
    const leaseId = newId();
    const now = clock.now();
    const taken = await billingRuns.claim(provider, { leaseId, now, leaseUntil: leaseUntil() });
    if (!taken) return null;
    const before = taken.reconciledUntil;
    const from = new Date(before ? before.getTime() - OVERLAP_MS : now.getTime() - FIRST_MS);
    const afterDay: AfterDay = (until) =>
      billingRuns.advance(provider, {
        leaseId,
        now: clock.now(),
        // the days that are looked at again do not take it back
        reconciledUntil: before && before > until ? before : until,
        leaseUntil: leaseUntil(),
      });
    const done = await reconcileSpan(reconcile, billing, { from, to: now }, { signal, afterDay });
    const pauseMs = done.ok ? DAY_MS : done.error.kind === 'cancelled' ? 0 : RETRY_MS;
    const nextAt = new Date(now.getTime() + pauseMs);
    await billingRuns.finish(provider, { leaseId, now: clock.now(), nextAt });
    if (!done.ok) {
      const { kind, message } = done.error;
      log.warn({ provider, kind, reason: message }, 'a billing export could not be compared with the book');
      return null;
    }
    const { orphans, unbilled } = done.value;
    const facts = { provider, ...done.value, until: done.value.until.toISOString() };
    if (orphans + unbilled > 0) log.warn(facts, 'the bill and the book differ');
    else log.info(facts, 'the bill and the book agree');
    return done.value;
  };
  return async (signal: AbortSignal = new AbortController().signal): Promise<readonly SpanReport[]> => {
    const reports: SpanReport[] = [];
    for (const billing of deps.exports) {
      const report = await turn(billing, signal);
      if (report) reports.push(report);
    }
    return reports;
  };
};
export type ReconcileBilling = ReturnType<typeof makeReconcileBilling>;
