import { failure } from '../domain/failure.ts';
import { CALL_DEADLINE_MS } from '../domain/providers/batch-mode.ts';
import { reconcileCalls } from '../domain/providers/reconcile.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { BillingExport } from '../ports/billing-export.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ProviderCalls } from '../ports/repositories/provider-calls.ts';

export interface ReconcileDeps {
  readonly providerCalls: Pick<ProviderCalls, 'ended' | 'reconcile'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

export interface ReconcileReport {
  /** Rows that now have the cost which the provider bills. */
  readonly reconciled: number;
  /** Billed calls that are in no row of ours: somebody else uses the key, or a bug. */
  readonly orphans: number;
  /** Calls that succeeded and are not billed. */
  readonly unbilled: number;
  /** What began before it and is not in the export was not billed. */
  readonly completeUntil: Date;
}

const TIMEOUT_MS = 60_000;
/** Rows of one round. */
const MAX_CALLS = 100_000;
const EDGE_MS = 60_000;

/**
 * Compares the book with a provider's export over `[from, to)` and writes down what was really billed: lost replies get their
 * cost, or nothing when they were not billed. Doing it again changes nothing. Failures: those of the export; invalid-input for a period with too many calls.
 */
export const makeReconcileProviderCalls =
  ({ providerCalls, clock, log }: ReconcileDeps) =>
  async (
    billing: BillingExport,
    period: { readonly from: Date; readonly to: Date },
    signal: AbortSignal,
  ): Promise<Result<ReconcileReport>> => {
    const { provider } = billing;
    // a call at the edge of the period may stand on the other side of it by the provider's clock; one in a batch is billed when
    // its turn comes, days after it was booked
    const from = new Date(period.from.getTime() - EDGE_MS - CALL_DEADLINE_MS);
    const wider = { from, to: new Date(period.to.getTime() + EDGE_MS) };
    const billed = { from, to: new Date(wider.to.getTime() + CALL_DEADLINE_MS) };
    const inPeriod = (at: Date) => at >= period.from && at < period.to;
    const exported = await billing.read(billed, { signal, timeoutMs: TIMEOUT_MS });
    if (!exported.ok) return err(exported.error);
    const { entries, completeUntil } = exported.value;
    const calls = await providerCalls.ended(provider, wider, MAX_CALLS);
    if (calls.length === MAX_CALLS) {
      return err(
        failure('invalid-input', 'The period has too many calls; take a shorter one.', { field: 'from' }),
      );
    }
    const within = new Set(calls.filter((c) => inPeriod(c.startedAt)).map((c) => c.id));
    const found = reconcileCalls(calls, entries, completeUntil);
    const costs = found.costs.filter((c) => within.has(c.id));
    const report = {
      reconciled: await providerCalls.reconcile(costs, clock.now()),
      orphans: found.orphans.filter((o) => inPeriod(o.at)).length,
      unbilled: found.unbilled.filter((id) => within.has(id)).length,
      completeUntil,
    };
    log.info({ provider, ...report }, 'reconciled the provider-call book');
    return ok(report);
  };
