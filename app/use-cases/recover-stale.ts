import { IMAGE_JOB_RETRY } from '../domain/image-job.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { DispatchRows, StaleCounts } from '../ports/repositories/dispatch.ts';

/** A message that nobody took for this long is taken for lost. Taking it for lost too early costs one void message. */
export const MESSAGE_LOST_MS = 120_000;
const LIMIT = 200;
/** Pages of one sweep: what is left is the next sweep's. */
const MAX_PAGES = 50;

export interface RecoverStaleDeps {
  readonly dispatchRows: Pick<DispatchRows, 'recoverStale'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when rows wait again. */
  readonly poke: () => void;
  readonly messageLostMs?: number;
}

/**
 * Finds image jobs whose worker or message was lost and lets the dispatcher have them again; one that broke off as often
 * as it may be tried fails with its refund. Any number of processes may sweep at once.
 */
export const makeRecoverStale =
  ({ dispatchRows, clock, log, poke, messageLostMs = MESSAGE_LOST_MS }: RecoverStaleDeps) =>
  async (): Promise<StaleCounts> => {
    const total = { requeued: 0, failed: 0, undispatched: 0 };
    for (let page = 0; page < MAX_PAGES; page++) {
      const now = clock.now();
      const found = await dispatchRows.recoverStale({
        now,
        dispatchedBefore: new Date(now.getTime() - messageLostMs),
        maxAttempts: IMAGE_JOB_RETRY.maxAttempts,
        reason: {
          kind: 'internal',
          message: `Making this picture broke off ${IMAGE_JOB_RETRY.maxAttempts} times; it was given up and not charged.`,
        },
        limit: LIMIT,
      });
      total.requeued += found.requeued;
      total.failed += found.failed;
      total.undispatched += found.undispatched;
      if (Math.max(found.requeued, found.failed, found.undispatched) < LIMIT) break;
    }
    if (total.requeued + total.failed + total.undispatched > 0) {
      log.warn({ ...total }, 'recovered lost work');
      poke();
    }
    return total;
  };
