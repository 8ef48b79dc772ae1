import { makeBullmqBackend } from '#app/adapters/bullmq/bullmq-backend.ts';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { makeWorkers } from '#app/adapters/prisma/workers.ts';
import { type ImageWorkerTimes, startImageWorker } from '#app/use-cases/image-worker.ts';
import { silentLog } from './clock.ts';
import { makePipeline, type PipelineOptions } from './pipeline.ts';

export interface RunningWorkerOptions extends Omit<PipelineOptions, 'queue' | 'wrap'> {
  readonly home: QueueHome;
  readonly concurrency: number;
  readonly times?: Partial<ImageWorkerTimes>;
}

/** A whole worker on a real queue and a real database; only pictures are fakes. */
export const startRunningWorker = async (database: Database, options: RunningWorkerOptions) => {
  const log = options.log ?? silentLog;
  const backend = makeBullmqBackend({ home: options.home, log });
  const pipeline = makePipeline(database, { ...options, queue: backend.queue() });
  const worker = await startImageWorker({
    backend,
    run: pipeline.run,
    dispatcher: pipeline.dispatcher,
    recoverStale: pipeline.recoverStale,
    leases: pipeline.leases,
    workers: makeWorkers(database.prisma),
    clock: pipeline.clock,
    newId,
    log,
    concurrency: options.concurrency,
    ...(options.times ? { times: options.times } : {}),
  });
  return {
    pipeline,
    worker,
    stop: async (graceMs = 5_000) => {
      await worker.drain(graceMs);
      await backend.close();
    },
  };
};
