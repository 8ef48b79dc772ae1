/**
 * A worker as a process of its own that makes every kind of picture on stand-ins, for a run that kills it: its argument is
 * `MixedRunWorker` as JSON. Prints `ready` when it takes messages.
 */
import type { QueueHome } from '#app/adapters/bullmq/connection.ts';
import { makeDiskObjectStore } from '#app/adapters/disk/disk-object-store.ts';
import { makeDatabase } from '#app/adapters/prisma/client.ts';
import { makeSharpRenderer } from '#app/adapters/sharp/sharp-renderer.ts';
import { failure } from '#app/domain/failure.ts';
import type { GateRules } from '#app/domain/providers/gate-types.ts';
import { err, ok } from '#app/domain/result.ts';
import type { SourceFetcher } from '#app/ports/source-fetcher.ts';
import { startBatchWorker } from '#app/use-cases/batch-worker.ts';
import { silentLog } from '#tests/support/clock.ts';
import { productPhoto } from '#tests/support/provider-stand-ins.ts';
import { startRunningWorker } from '#tests/support/running-worker.ts';
import { makeModelRun } from './model-run.ts';

export interface MixedRunWorker {
  readonly databaseUrl: string;
  readonly home: QueueHome;
  readonly origins: { readonly gemini: string; readonly claude: string };
  /** Folder of the objects, shared by all workers. */
  readonly objects: string;
  readonly gateRules: GateRules;
}

const options = JSON.parse(process.argv[2] ?? '') as MixedRunWorker;
const photo = new Uint8Array(await productPhoto());
/** The same product for every address, but for those that say they are gone. */
const photos: SourceFetcher = {
  fetch: async (url) =>
    url.includes('gone')
      ? err(failure('image-missing', 'The picture is no longer there.'))
      : ok({ bytes: photo, contentType: 'image/jpeg', url }),
};

/** What the running worker has made of the pipeline, for the loops beside it. */
let run: ReturnType<typeof makeModelRun> | undefined;
const database = makeDatabase({ url: options.databaseUrl, poolSize: 6 });
await startRunningWorker(database, {
  home: options.home,
  concurrency: 4,
  times: { beatMs: 500, dispatchMs: 100, sweepMs: 500, aliveMs: 6_000 },
  pipelineOn: (queue) => {
    run = makeModelRun(database, {
      queue,
      photos,
      origins: options.origins,
      gateRules: options.gateRules,
      objects: makeDiskObjectStore(options.objects),
      renderer: makeSharpRenderer(),
      callTimeoutMs: 3_000,
      leaseMs: 6_000,
      messageLostMs: 8_000,
      workerAliveMs: 6_000,
      handInLimits: { holdMs: 500 },
      batchLeases: { leaseMs: 6_000, graceMs: 3_000 },
    });
    return run;
  },
});
if (run) startBatchWorker({ ...run.draws, clock: run.clock, log: silentLog, everyMs: 300 });
process.stdout.write('ready\n');
