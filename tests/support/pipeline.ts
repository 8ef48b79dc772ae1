import { newId } from '#app/adapters/node/new-id.ts';
import { sha256 } from '#app/adapters/node/sha256.ts';
import { makeBatches } from '#app/adapters/prisma/batches.ts';
import type { Database } from '#app/adapters/prisma/client.ts';
import { makeDispatchRows } from '#app/adapters/prisma/dispatch.ts';
import { makeImageJobs } from '#app/adapters/prisma/image-jobs.ts';
import { makeLedger } from '#app/adapters/prisma/ledger.ts';
import { makeLibrary } from '#app/adapters/prisma/library.ts';
import { makeMasks } from '#app/adapters/prisma/masks.ts';
import { makeSources } from '#app/adapters/prisma/sources.ts';
import { makeUnitOfWork } from '#app/adapters/prisma/unit-of-work.ts';
import type { Micros } from '#app/domain/ledger.ts';
import type { Message } from '#app/domain/message.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CutOut, ImageInspector, ReadDigitalSourceType, Renderer } from '#app/ports/imaging.ts';
import type { Log } from '#app/ports/log.ts';
import type { ObjectStore } from '#app/ports/object-store.ts';
import type { Queue } from '#app/ports/queue.ts';
import type { SourceFetcher } from '#app/ports/source-fetcher.ts';
import { makeCancelBatch } from '#app/use-cases/cancel-batch.ts';
import { makeCancelImageJob } from '#app/use-cases/cancel-image-job.ts';
import { makeDispatchImageJobs } from '#app/use-cases/dispatch-image-jobs.ts';
import { makeLeaseKeeper } from '#app/use-cases/lease-keeper.ts';
import type { PictureDeps } from '#app/use-cases/make-picture/picture-maker.ts';
import type { ModelMakers } from '#app/use-cases/make-picture.ts';
import { makeMaskOfSource } from '#app/use-cases/mask-of-source.ts';
import type { RecipeDesk } from '#app/use-cases/recipe-desk.ts';
import { makeRecoverStale } from '#app/use-cases/recover-stale.ts';
import { makeRetryImageJob } from '#app/use-cases/retry-image-job.ts';
import { makeRunImageJob } from '#app/use-cases/run-image-job.ts';
import { makeSubmitBatch } from '#app/use-cases/submit-batch.ts';
import { makeShiftedClock, silentLog } from './clock.ts';
import {
  fakeInspector,
  fakeReadDigitalSourceType,
  makeFakeCutOut,
  makeFakeFetcher,
  makeFakeRenderer,
} from './fake-imaging.ts';
import { makeLocalDesk } from './local-desk.ts';
import { makeMemoryObjects } from './memory-objects.ts';

export interface PipelineOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly price?: Micros;
  /** Instead of one without any provider. */
  readonly recipes?: RecipeDesk;
  /** Makers of pictures that a model takes part in, from what all pictures are made with. */
  readonly modelMakers?: (pictures: PictureDeps) => ModelMakers;
  readonly renderer?: Renderer;
  readonly objects?: ObjectStore;
  /** Real ones in place of the fakes. */
  readonly imaging?: {
    readonly fetcher: SourceFetcher;
    readonly inspector: ImageInspector;
    readonly cutOut: CutOut;
    readonly readDigitalSourceType: ReadDigitalSourceType;
  };
  readonly leaseMs?: number;
  /** A real queue; an array when not given. */
  readonly queue?: Pick<Queue, 'add'>;
  readonly messageLostMs?: number;
  readonly workerAliveMs?: number;
  /** Stands between the pipeline and each of its ports: tests kill it here. */
  readonly wrap?: <T extends object>(name: string, port: T) => T;
}

/** The use cases of the pipeline on a real database, with fakes for pictures and an array for a queue. */
export const makePipeline = (database: Database, options: PipelineOptions = {}) => {
  const clock = options.clock ?? makeShiftedClock();
  const log = options.log ?? silentLog;
  const wrap = options.wrap ?? ((_name, port) => port);
  const memory = makeMemoryObjects();
  const objects = options.objects ?? memory;
  const db = database.prisma;
  const imageJobs = wrap('imageJobs', makeImageJobs(db));
  const dispatchRows = makeDispatchRows(db);
  const unitOfWork = makeUnitOfWork(database, (tx) => ({
    batches: makeBatches(tx),
    imageJobs: makeImageJobs(tx),
  }));
  const queued: Message[] = [];
  const inArray = {
    add: async (messages: readonly Message[]) => {
      queued.push(...messages);
    },
  };
  const dispatcher = makeDispatchImageJobs({
    dispatchRows,
    queue: options.queue ?? wrap('queue', inArray),
    clock,
    log,
    ...(options.workerAliveMs ? { workerAliveMs: options.workerAliveMs } : {}),
  });
  // without a real queue a test decides itself when to dispatch
  const poke = () => {
    if (options.queue) dispatcher.poke();
  };
  const fakeCutOut = makeFakeCutOut();
  const imaging = options.imaging ?? {
    fetcher: makeFakeFetcher(),
    inspector: fakeInspector,
    cutOut: fakeCutOut,
    readDigitalSourceType: fakeReadDigitalSourceType,
  };
  const { inspector, cutOut, readDigitalSourceType } = imaging;
  const renderer = options.renderer ?? makeFakeRenderer();
  const leases = makeLeaseKeeper({
    renewLeases: dispatchRows.renewLeases,
    clock,
    log,
    leaseMs: options.leaseMs ?? 60_000,
    everyMs: 50,
  });
  const maskOfSource = makeMaskOfSource({
    masks: wrap('masks', makeMasks(db)),
    objects: wrap('objects', objects),
    cutOut: wrap('cutOut', cutOut),
    sha256,
  });
  const pictures: PictureDeps = {
    sources: wrap('fetcher', imaging.fetcher),
    inspector,
    cutOut,
    maskOfSource,
    readDigitalSourceType,
    objects: wrap('objects', objects),
    sha256,
    clock,
    newId,
    version: 'test',
  };
  const run = makeRunImageJob({
    ...pictures,
    imageJobs,
    leases,
    renderer: wrap('renderer', renderer),
    ...(options.modelMakers ? { modelMakers: options.modelMakers(pictures) } : {}),
    random: () => 0.5,
    log,
  });
  return {
    clock,
    memory,
    queued,
    fakeCutOut,
    leases,
    run,
    imageJobs,
    dispatchRows,
    unitOfWork,
    ledger: makeLedger(db),
    submit: makeSubmitBatch({
      sources: makeSources(db),
      unitOfWork,
      library: makeLibrary(db),
      recipes: options.recipes ?? makeLocalDesk(options.price),
      sha256,
      clock,
      newId,
      poke,
    }),
    dispatcher,
    recoverStale: makeRecoverStale({
      dispatchRows,
      clock,
      log,
      poke,
      ...(options.messageLostMs ? { messageLostMs: options.messageLostMs } : {}),
    }),
    cancelJob: makeCancelImageJob({ imageJobs: makeImageJobs(db), clock, poke }),
    cancelBatch: makeCancelBatch({ batches: makeBatches(db), imageJobs: makeImageJobs(db), clock, poke }),
    retry: makeRetryImageJob({ unitOfWork, clock, newId, poke }),
  };
};
export type Pipeline = ReturnType<typeof makePipeline>;
