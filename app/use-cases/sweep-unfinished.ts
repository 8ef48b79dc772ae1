import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SweepUnfinished } from '../ports/object-store.ts';

const DAY_MS = 24 * 3_600_000;
/** No put takes a day. */
export const UNFINISHED_KEPT_MS = DAY_MS;

/**
 * Upkeep: removes what killed processes have left half-written, when the process starts and once a day after that. Any number of
 * processes may do it at once. Returns how many files went; null when it was not time.
 */
export const makeDailySweep = (deps: {
  readonly sweepUnfinished: SweepUnfinished;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}) => {
  const { sweepUnfinished, clock, log } = deps;
  let next = Number.NEGATIVE_INFINITY;
  return async (signal: AbortSignal): Promise<number | null> => {
    const now = clock.now().getTime();
    if (now < next) return null;
    const files = await sweepUnfinished(new Date(now - UNFINISHED_KEPT_MS), signal);
    next = now + DAY_MS;
    if (files > 0) log.warn({ files }, 'removed files that were never finished');
    return files;
  };
};
