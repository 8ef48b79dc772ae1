import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { QueueBackend, QueueConsumer } from '../ports/queue.ts';
import type { WorkerProcesses } from '../ports/repositories/workers.ts';
import { type Dispatcher, WORKER_ALIVE_MS } from './dispatch-image-jobs.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import { repeat } from './repeat.ts';
import type { RunImageJob } from './run-image-job.ts';

export interface ImageWorkerDeps {
  readonly backend: Pick<QueueBackend, 'consume'>;
  readonly run: RunImageJob;
  readonly dispatcher: Dispatcher;
  readonly recoverStale: () => Promise<unknown>;
  readonly leases: LeaseKeeper;
  readonly workers: WorkerProcesses;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly concurrency: number;
  readonly times?: Partial<ImageWorkerTimes>;
}

export interface ImageWorkerTimes {
  readonly beatMs: number;
  /** Between passes of the dispatcher that nobody asked for. */
  readonly dispatchMs: number;
  readonly sweepMs: number;
  readonly aliveMs: number;
}

const TIMES: ImageWorkerTimes = {
  beatMs: 5_000,
  dispatchMs: 250,
  sweepMs: 10_000,
  aliveMs: WORKER_ALIVE_MS,
};

export interface ImageWorker {
  /**
   * Takes no more messages, waits at most `graceMs` for the pictures in hand, puts the rest back to waiting at once, and
   * resolves. Calling it again waits for the same end.
   */
  drain(graceMs: number): Promise<void>;
}

/** Everything a process does to make pictures: takes messages, feeds the queue, keeps its leases, sweeps up after others. */
export const startImageWorker = async (deps: ImageWorkerDeps): Promise<ImageWorker> => {
  const { clock, log, dispatcher, workers, concurrency } = deps;
  const times = { ...TIMES, ...deps.times };
  const id = deps.newId();
  const stop = new AbortController();
  const keep = new AbortController();

  const beat = () => {
    const now = clock.now();
    return workers.beat({ id, concurrency, now, forgetBefore: new Date(now.getTime() - 2 * times.aliveMs) });
  };
  await beat();

  const consumer: QueueConsumer = await deps.backend.consume({
    queue: 'images',
    concurrency,
    async handle(message, signal) {
      try {
        await deps.run(message, signal);
      } finally {
        dispatcher.poke();
      }
    },
  });

  const loop = (name: string, everyMs: number, work: () => Promise<unknown>) =>
    repeat({ name, everyMs, signal: stop.signal, clock, log }, work);
  const loops = Promise.all([
    loop('beat', times.beatMs, beat),
    loop('dispatch', times.dispatchMs, async () => {
      dispatcher.poke();
      await dispatcher.settled();
    }),
    loop('sweep', times.sweepMs, deps.recoverStale),
  ]);
  const keeping = deps.leases.keep(keep.signal);

  const drain = async (graceMs: number): Promise<void> => {
    stop.abort(new Error('this worker stops'));
    await loops;
    // what we would have taken is the others' from here on
    await workers.leave(id);
    await consumer.drain(graceMs);
    keep.abort(new Error('this worker has stopped'));
    await keeping;
    await dispatcher.settled();
  };
  let draining: Promise<void> | undefined;
  return {
    drain: (graceMs) => {
      draining ??= drain(graceMs);
      return draining;
    },
  };
};
