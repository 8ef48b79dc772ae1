import { DISPATCH_AHEAD } from '../domain/dispatch-window.ts';
import { shareSlots } from '../domain/fair-turns.ts';
import { LEASE_MS } from '../domain/image-job.ts';
import { MESSAGE_VERSION, type Message } from '../domain/message.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { DispatchedJob, DispatchRows } from '../ports/repositories/dispatch.ts';

/**
 * A worker process silent for longer is dead. Longer than a lease, so that the jobs a dead process held have gone back to
 * waiting before its share of the window goes: else they would stand in the way of the living.
 */
export const WORKER_ALIVE_MS = LEASE_MS + 15_000;

export interface DispatchDeps {
  readonly dispatchRows: Pick<DispatchRows, 'take' | 'giveBack'>;
  readonly queue: Pick<Queue, 'add'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly workerAliveMs?: number;
}

export interface Dispatcher {
  /** One pass: rows to messages, as many as there are free slots. Returns how many. */
  run(): Promise<number>;
  /** Asks for a pass soon, without waiting for it; many pokes while one runs are one more pass. */
  poke(): void;
  /** Resolves when no pass is running or asked for. */
  settled(): Promise<void>;
}

const toMessage = ({ storeId, id }: DispatchedJob): Message => ({
  v: MESSAGE_VERSION,
  kind: 'image-job',
  storeId,
  id,
});

/**
 * Feeds the queue from the rows, store by store in turn, so that plain first-in-first-out queues are fair between stores.
 * The row is marked first and the message follows: a crash in between leaves a row that waits for the recovery sweep, never
 * a message without a row.
 */
export const makeDispatchImageJobs = (deps: DispatchDeps): Dispatcher => {
  const { dispatchRows, queue, clock, log, workerAliveMs = WORKER_ALIVE_MS } = deps;

  const run = async (): Promise<number> => {
    const now = clock.now();
    const jobs = await dispatchRows.take({
      now,
      aliveSince: new Date(now.getTime() - workerAliveMs),
      ahead: DISPATCH_AHEAD,
      share: ({ stores, front }, slots) => shareSlots(stores, slots, front),
    });
    if (jobs.length === 0) return 0;
    try {
      await queue.add(jobs.map(toMessage));
    } catch (e) {
      await dispatchRows.giveBack(jobs);
      throw e;
    }
    return jobs.length;
  };

  let running: Promise<void> | null = null;
  let again = false;
  const passes = async (): Promise<void> => {
    do {
      again = false;
      try {
        await run();
      } catch (e) {
        log.error({ error: e instanceof Error ? e.message : String(e) }, 'dispatching failed');
      }
    } while (again);
    running = null;
  };

  return {
    run,
    poke() {
      if (running) again = true;
      else running = passes();
    },
    settled: async () => {
      await running;
    },
  };
};
