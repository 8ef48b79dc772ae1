import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Batches, BatchProgress } from '#app/ports/repositories/batches.ts';
import type { ImageJob, ImageJobs } from '#app/ports/repositories/image-jobs.ts';

/**
 * What happens in a batch. `job`: a job as it is now. `progress`: the counts after a group of jobs. `end`: nothing will
 * change any more. `beat`: nothing happened for a while.
 */
export type BatchEvent =
  | { readonly kind: 'job'; readonly job: ImageJob }
  | { readonly kind: 'progress'; readonly progress: BatchProgress }
  | { readonly kind: 'end'; readonly progress: BatchProgress }
  | { readonly kind: 'beat' };

export interface WatchOptions {
  /** Time of the last change already known; null for the present state of every job first. */
  readonly since: Date | null;
  readonly signal: AbortSignal;
  /** The watch ends by itself after this, without `end`: the caller has to prove again who he is. */
  readonly maxMs: number;
}

export interface WatchBatchDeps {
  readonly batches: Pick<Batches, 'progress'>;
  readonly imageJobs: Pick<ImageJobs, 'changedSince'>;
  readonly clock: Clock;
}

/** How often the rows are looked at. */
const POLL_MS = 500;
const BEAT_MS = 15_000;
/**
 * Changes are stamped before they commit, so one may appear behind others that are already told. Each look therefore
 * reaches back this far and leaves out what was told; after a resume that means telling a few changes again.
 */
export const OVERLAP_MS = 5_000;
const PAGE = 500;

/**
 * Watches a batch by its rows (progress is read from the database, never called back up). Every change of a job is told at
 * least once, always as its whole present state. `not-found` for a batch that is not the store's.
 */
export const makeWatchBatch =
  (deps: WatchBatchDeps) =>
  async (
    storeId: string,
    batchId: string,
    options: WatchOptions,
  ): Promise<Result<AsyncIterable<BatchEvent>>> => {
    const progress = await deps.batches.progress(storeId, batchId);
    if (!progress) return err(failure('not-found', 'There is no batch with this id.'));
    return ok(watch(deps, storeId, batchId, options));
  };
export type WatchBatch = ReturnType<typeof makeWatchBatch>;

async function* watch(
  deps: WatchBatchDeps,
  storeId: string,
  batchId: string,
  { since, signal, maxMs }: WatchOptions,
): AsyncGenerator<BatchEvent> {
  const { clock } = deps;
  const changes = makeChanges(deps, storeId, batchId, since);
  const until = clock.now().getTime() + maxMs;
  let quietSince = clock.now().getTime();
  let first = true;
  while (!signal.aborted && clock.now().getTime() < until) {
    const fresh = await changes.next();
    for (const job of fresh) yield { kind: 'job', job };
    if (fresh.length > 0 || first) {
      first = false;
      quietSince = clock.now().getTime();
      const progress = await deps.batches.progress(storeId, batchId);
      if (!progress) return;
      if (progress.finished) {
        // what changed between the look at the jobs and the look at the counts
        for (const job of await changes.next()) yield { kind: 'job', job };
        yield { kind: 'end', progress };
        return;
      }
      yield { kind: 'progress', progress };
      continue;
    }
    if (clock.now().getTime() - quietSince >= BEAT_MS) {
      quietSince = clock.now().getTime();
      yield { kind: 'beat' };
    }
    await clock.sleep(POLL_MS, signal).catch(() => undefined);
  }
}

/** Hands out jobs that changed since the last time, each change once. */
const makeChanges = (deps: WatchBatchDeps, storeId: string, batchId: string, since: Date | null) => {
  const told = new Map<string, string>();
  let latest = since?.getTime() ?? 0;
  let limit = PAGE;
  const look = async () => {
    const from = new Date(Math.max(0, latest - OVERLAP_MS));
    const rows = await deps.imageJobs.changedSince(storeId, batchId, from, limit);
    const fresh = rows.filter((job) => told.get(job.id) !== stampOf(job));
    for (const job of fresh) {
      told.set(job.id, stampOf(job));
      latest = Math.max(latest, job.changedAt.getTime());
    }
    return { fresh, full: rows.length >= limit };
  };
  return {
    next: async (): Promise<ImageJob[]> => {
      for (;;) {
        const { fresh, full } = await look();
        if (fresh.length > 0 || !full) return fresh;
        // a page of known rows only: more changed in one moment than a page holds, and the rest lies behind them
        limit *= 2;
      }
    },
  };
};

const stampOf = (job: ImageJob): string => `${job.state} ${job.attempt} ${job.changedAt.getTime()}`;
