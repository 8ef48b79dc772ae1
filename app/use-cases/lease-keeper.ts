import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { DispatchRows, HeldLease } from '../ports/repositories/dispatch.ts';
import { repeat } from './repeat.ts';

export interface LeaseKeeperDeps {
  readonly renewLeases: DispatchRows['renewLeases'];
  readonly clock: Clock;
  readonly log: Log;
  /** How long a lease lasts without renewal, milliseconds. */
  readonly leaseMs: number;
  /** Also how soon a cancel is noticed by whoever works. */
  readonly everyMs: number;
}

export interface Hold {
  /** Aborts when the lease is lost: the job was cancelled, or given to somebody else. */
  readonly lost: AbortSignal;
  release(): void;
}

export interface LeaseKeeper {
  /** When a lease that begins now ends unless renewed. */
  until(): Date;
  hold(lease: HeldLease): Hold;
  /** Renews, with one statement for all, until the signal aborts. */
  keep(signal: AbortSignal): Promise<void>;
}

interface Entry {
  readonly lease: HeldLease;
  readonly lost: AbortController;
  until: number;
}

/** Keeps the leases of all jobs that this process has in hand. */
export const makeLeaseKeeper = ({
  renewLeases,
  clock,
  log,
  leaseMs,
  everyMs,
}: LeaseKeeperDeps): LeaseKeeper => {
  const entries = new Set<Entry>();
  const until = () => new Date(clock.now().getTime() + leaseMs);

  const renew = async (): Promise<void> => {
    const now = [...entries];
    if (now.length === 0) return;
    const end = until();
    try {
      const kept = new Set(
        await renewLeases(
          now.map((e) => e.lease),
          end,
        ),
      );
      for (const entry of now) {
        if (kept.has(entry.lease.id)) entry.until = end.getTime();
        else entry.lost.abort(new Error('the lease was lost'));
      }
    } catch (e) {
      // the database may be back before the leases end; after that somebody else may have the jobs
      const time = clock.now().getTime();
      for (const entry of now) if (entry.until <= time) entry.lost.abort(new Error('the lease ran out'));
      throw e;
    }
  };

  return {
    until,
    hold(lease) {
      const entry: Entry = { lease, lost: new AbortController(), until: until().getTime() };
      entries.add(entry);
      return { lost: entry.lost.signal, release: () => entries.delete(entry) };
    },
    keep: (signal) => repeat({ name: 'leases', everyMs, signal, clock, log }, renew),
  };
};
