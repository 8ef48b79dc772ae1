import { LEASE_MS } from './domain/image-job.ts';
import type { SweepUnfinished } from './ports/object-store.ts';
import type { QueueBackend } from './ports/queue.ts';
import type { BridgeKeys } from './ports/repositories/bridge-keys.ts';
import type { DispatchRows } from './ports/repositories/dispatch.ts';
import type { IdempotencyKeys } from './ports/repositories/idempotency-keys.ts';
import type { RateAllowances } from './ports/repositories/rate-allowances.ts';
import type { WorkerProcesses } from './ports/repositories/workers.ts';
import { startBatchWorker } from './use-cases/batch-worker.ts';
import { makeDispatchImageJobs } from './use-cases/dispatch-image-jobs.ts';
import { makeForgetOld } from './use-cases/forget-old.ts';
import { startImageWorker } from './use-cases/image-worker.ts';
import { makeLeaseKeeper } from './use-cases/lease-keeper.ts';
import type { ReconcileBilling } from './use-cases/reconcile-billing.ts';
import { makeRecoverStale } from './use-cases/recover-stale.ts';
import { makeRunImageJob } from './use-cases/run-image-job.ts';
import { startStoreWorker } from './use-cases/store-worker.ts';
import { makeDailySweep } from './use-cases/sweep-unfinished.ts';
import { wireBatches } from './wire-batches.ts';
import { wireDrawing, wireModelMakers } from './wire-pictures.ts';
import type { Ports } from './wire-ports.ts';
import type { wireUseCases } from './wire-use-cases.ts';

export interface Workers {
  /** Takes nothing new, finishes what is in hand for at most `graceMs`, puts the rest back to waiting. */
  drain(graceMs: number): Promise<void>;
}

export interface WorkerWiring {
  readonly ports: Ports;
  readonly useCases: ReturnType<typeof wireUseCases>;
  readonly backend: QueueBackend;
  readonly repositories: {
    readonly dispatchRows: DispatchRows;
    readonly workers: WorkerProcesses;
    readonly idempotencyKeys: IdempotencyKeys;
    readonly bridgeKeys: BridgeKeys;
    readonly rateAllowances: RateAllowances;
  };
  readonly reconcileBilling: ReconcileBilling;
  readonly sweepUnfinished: SweepUnfinished;
  readonly concurrency: { readonly images: number; readonly store: number };
}

/** How often leases are renewed, and how soon a cancel reaches whoever works. */
const LEASE_RENEWAL_MS = 2_000;

/** Joins and starts everything a worker process does. Knows no adapter. */
export const makeWorkers = async (wiring: WorkerWiring): Promise<Workers> => {
  const { ports, useCases, backend, repositories, concurrency } = wiring;
  const { clock, newId, log, queue } = ports;
  const { dispatchRows } = repositories;
  const dispatcher = makeDispatchImageJobs({ dispatchRows, queue, clock, log });
  const leases = makeLeaseKeeper({
    renewLeases: dispatchRows.renewLeases,
    clock,
    log,
    leaseMs: LEASE_MS,
    everyMs: LEASE_RENEWAL_MS,
  });
  const pictures = {
    sources: ports.fetcher,
    inspector: ports.inspector,
    cutOut: ports.cutOut,
    maskOfSource: useCases.maskOfSource,
    readDigitalSourceType: ports.readDigitalSourceType,
    objects: ports.objectStore,
    sha256: ports.sha256,
    clock,
    newId,
    version: ports.version,
  };
  const run = makeRunImageJob({
    ...pictures,
    renderer: ports.renderer,
    modelMakers: wireModelMakers(wireDrawing(pictures, ports, useCases)),
    imageJobs: ports.repositories.imageJobs,
    leases,
    random: ports.random,
    log,
  });
  const recoverStale = makeRecoverStale({ dispatchRows, clock, log, poke: dispatcher.poke });
  const images = await startImageWorker({
    backend,
    run,
    dispatcher,
    recoverStale: () => Promise.all([recoverStale(), useCases.settleLostCalls()]),
    leases,
    workers: repositories.workers,
    clock,
    newId,
    log,
    concurrency: concurrency.images,
  });
  const batches = startBatchWorker({
    ...wireBatches(ports, useCases.models, { poke: dispatcher.poke }),
    clock,
    log,
  });
  const store = await startStoreWorker({
    backend,
    queue,
    work: {
      'catalogue-sync': useCases.syncCatalogue,
      publication: useCases.publishAsset,
      reversion: useCases.undoPublication,
      'words-run': useCases.words.run,
      'alt-change': useCases.words.runAltChange,
      'webhook-inbox': useCases.handleWebhook,
      'store-check': useCases.woo.checkConnection,
    },
    publications: ports.repositories.publications,
    wordsRuns: ports.repositories.wordsRuns,
    altChanges: ports.repositories.altChanges,
    catalogueSyncs: ports.repositories.catalogueSyncs,
    webhookInbox: ports.repositories.webhookInbox,
    dueChecks: useCases.woo.dueChecks,
    upkeep: {
      'monthly credit': useCases.grantMonthlyCredit,
      'erasing disconnected stores': useCases.eraseDisconnectedStores,
      'comparing bills': wiring.reconcileBilling,
      'unfinished files': makeDailySweep({ sweepUnfinished: wiring.sweepUnfinished, clock, log }),
    },
    forgetOld: makeForgetOld({
      bridgeKeys: repositories.bridgeKeys,
      idempotencyKeys: repositories.idempotencyKeys,
      webhookInbox: ports.repositories.webhookInbox,
      rateAllowances: repositories.rateAllowances,
      wooConnects: ports.repositories.wooConnects,
      clock,
      log,
    }),
    clock,
    log,
    concurrency: concurrency.store,
  });
  return {
    drain: async (graceMs) => {
      await Promise.all([images.drain(graceMs), store.drain(graceMs), batches.stop()]);
    },
  };
};
