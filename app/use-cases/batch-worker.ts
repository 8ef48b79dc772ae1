import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { HandInDraws } from './batched-draws/hand-in-draws.ts';
import type { LookAfterBatches } from './batched-draws/look-after-batches.ts';
import { repeat } from './repeat.ts';

export interface BatchWorkerDeps {
  readonly handIn: HandInDraws;
  readonly lookAfter: LookAfterBatches;
  readonly clock: Clock;
  readonly log: Log;
  /** Between two turns, milliseconds. */
  readonly everyMs?: number;
}

export interface BatchWorker {
  /** Stops at once: what is under way is found again by whoever looks next. */
  stop(): Promise<void>;
}

const EVERY_MS = 5_000;

/** What a process does for draws that wait for a provider's batch mode. Any number of processes may. */
export const startBatchWorker = (deps: BatchWorkerDeps): BatchWorker => {
  const { handIn, lookAfter, clock, log, everyMs = EVERY_MS } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const loops = Promise.all([
    repeat({ name: 'hand in draws', everyMs, signal, clock, log }, () => handIn(signal)),
    repeat({ name: 'look after batches', everyMs, signal, clock, log }, () => lookAfter(signal)),
  ]);
  return {
    stop: async () => {
      stopping.abort(new Error('this worker stops'));
      await loops;
    },
  };
};
