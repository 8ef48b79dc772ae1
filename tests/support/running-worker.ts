import { makeBullmqBackend } from '#app/adapters/bullmq/bullmq-backend.ts';
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { newId } from '#app/adapters/node/new-id.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { makeWorkers } from '#app/adapters/prisma/workers.ts';
import type { Queue } from '#app/ports/queue.ts';
import { type ImageWorkerTimes, startImageWorker } from '#app/use-cases/image-worker.ts';
import { silentLog } from './clock.ts';
import { makePipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';

export interface RunningWorkerOptions extends Omit<PipelineOptions, 'queue' | 'wrap'> {
  readonly home: QueueHome;
  readonly concurrency: number;
  readonly times?: Partial<ImageWorkerTimes>;
  /** Instead of a pipeline with fakes for pictures. */
  readonly pipelineOn?: (queue: Pick<Queue, 'add'>) => Pipeline;
}

/** A whole worker on a real queue and a real database; pictures are fakes unless it is given a pipeline of its own. */
export const startRunningWorker = async (database: Database, options: RunningWorkerOptions) => {
  const log = options.log ?? silentLog;
  const backend = makeBullmqBackend({ home: options.home, log });
  const queue = backend.queue();
  const pipeline = options.pipelineOn?.(queue) ?? makePipeline(database, { ...options, queue });
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
