import type { Micros } from '../ledger.ts';

/** A call of the book that has ended. */
export interface BookedCall {
  readonly id: string;
  readonly model: string;
  readonly status: 'succeeded' | 'failed' | 'unknown';
  readonly cost: Micros | null;
  readonly costUpperBound: Micros;
  readonly requestId: string | null;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** True when its cost came from an export already: it only claims its entry. */
  readonly reconciled: boolean;
}

/** A call as the provider bills it. */
export interface BilledCall {
  readonly requestId: string;
  readonly callId: string | null;
  readonly model: string;
  readonly cost: Micros;
  readonly at: Date;
}

export interface Reconciliation {
  /** What each call really cost; the request id where it was not known. */
  readonly costs: readonly {
    readonly id: string;
    readonly cost: Micros;
    readonly requestId: string | null;
  }[];
  /** Billed calls that are in no row of ours. */
  readonly orphans: readonly BilledCall[];
  /** Calls that succeeded, whose answer we have, and that a complete export does not name: left as they are. */
  readonly unbilled: readonly string[];
}

/** How far the provider's clock and ours may be apart. */
const SKEW_MS = 5_000;

const isWithin = (call: BookedCall, at: Date): boolean =>
  at.getTime() >= call.startedAt.getTime() - SKEW_MS && at.getTime() <= call.finishedAt.getTime() + SKEW_MS;

/**
 * Matches ended calls with the provider's export: by our id, by the provider's id, and what is left of lost replies by model
 * and time, each entry to one call. Among lost replies of one model at one time it cannot be told which is which; their sum is
 * right all the same. A lost or failed call that a complete export does not name cost nothing.
 */
export const reconcileCalls = (
  calls: readonly BookedCall[],
  entries: readonly BilledCall[],
  completeUntil: Date,
): Reconciliation => {
  const byCallId = new Map(entries.flatMap((e) => (e.callId === null ? [] : [[e.callId, e] as const])));
  const byRequestId = new Map(entries.map((e) => [e.requestId, e]));
  const left = new Set(entries);
  const costs: { id: string; cost: Micros; requestId: string | null }[] = [];
  const take = (call: BookedCall, entry: BilledCall): void => {
    left.delete(entry);
    if (!call.reconciled) costs.push({ id: call.id, cost: entry.cost, requestId: entry.requestId });
  };

  const unnamed = calls.filter((call) => {
    const entry =
      byCallId.get(call.id) ?? (call.requestId === null ? undefined : byRequestId.get(call.requestId));
    if (entry && left.has(entry)) take(call, entry);
    return !entry && !call.reconciled;
  });
  // whose time ends first chooses first: so no entry is left over that some lost call could have claimed
  const inOrder = unnamed.sort((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime());
  const unmatched = inOrder.filter((call) => {
    if (call.status !== 'unknown' || call.requestId !== null) return true;
    const entry = [...left]
      .filter((e) => e.callId === null && e.model === call.model && e.cost <= call.costUpperBound)
      .sort((a, b) => a.at.getTime() - b.at.getTime())
      .find((e) => isWithin(call, e.at));
    if (entry) take(call, entry);
    return !entry;
  });
  const unbilled: string[] = [];
  for (const call of unmatched) {
    if (call.finishedAt.getTime() + SKEW_MS >= completeUntil.getTime()) continue;
    if (call.status === 'succeeded') unbilled.push(call.id);
    else costs.push({ id: call.id, cost: 0n, requestId: null });
  }
  return { costs, orphans: [...left], unbilled };
};
