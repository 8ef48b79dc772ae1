import { describe, expect, it } from 'vitest';
import { IMAGE_JOB_STATES, type ImageJobState, isFinalImageJobState } from '#app/domain/image-job.ts';
import type { BatchProgress } from '#app/ports/repositories/batches.ts';
import type { ImageJob } from '#app/ports/repositories/image-jobs.ts';
import { type BatchEvent, makeWatchBatch, OVERLAP_MS } from './watch-batch.ts';

const START = Date.UTC(2026, 10, 22, 12);

/** A batch in memory whose clock moves only when the watcher sleeps; `script` says what happens at which second. */
const setUp = (
  count: number,
  script: (second: number, set: (i: number, state: ImageJobState) => void) => void,
) => {
  let now = START;
  const jobs = Array.from({ length: count }, (_, i) => job(i, 'queued', START));
  const set = (i: number, state: ImageJobState) => {
    jobs[i] = job(i, state, now);
  };
  const watch = makeWatchBatch({
    clock: {
      now: () => new Date(now),
      sleep: async (ms) => {
        const before = Math.floor((now - START) / 1000);
        now += ms;
        const after = Math.floor((now - START) / 1000);
        if (after > before) script(after, set);
      },
    },
    imageJobs: {
      changedSince: async (_store, _batch, since, limit) =>
        jobs
          .filter((j) => j.changedAt > since)
          .sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime())
          .slice(0, limit),
    },
    batches: { progress: async (_store, id) => (id === 'batch' ? progressOf(jobs) : null) },
  });
  return { watch, set, now: () => now };
};

const job = (i: number, state: ImageJobState, at: number): ImageJob => ({
  id: `job-${i}`,
  storeId: 'store',
  batchId: 'batch',
  productId: 'p',
  productImageId: 'i',
  recipeHash: 'h',
  canvasAssetId: null,
  state,
  price: 0n,
  attempt: 0,
  retryOfId: null,
  reason: null,
  assetId: null,
  createdAt: new Date(START),
  changedAt: new Date(at),
  finishedAt: null,
});

const progressOf = (jobs: readonly ImageJob[]): BatchProgress => ({
  total: jobs.length,
  byState: Object.fromEntries(
    IMAGE_JOB_STATES.map((s) => [s, jobs.filter((j) => j.state === s).length]),
  ) as BatchProgress['byState'],
  finished: jobs.every((j) => isFinalImageJobState(j.state)),
  lastChangeAt: null,
  waitingSince: null,
});

const collect = async (
  { watch }: ReturnType<typeof setUp>,
  options: { since?: Date; maxMs?: number; signal?: AbortSignal } = {},
) => {
  const watched = await watch('store', 'batch', {
    since: options.since ?? null,
    signal: options.signal ?? new AbortController().signal,
    maxMs: options.maxMs ?? 600_000,
  });
  if (!watched.ok) throw new Error(watched.error.message);
  const events: BatchEvent[] = [];
  for await (const event of watched.value) events.push(event);
  return events;
};
const told = (events: readonly BatchEvent[]) =>
  events.flatMap((e) => (e.kind === 'job' ? [`${e.job.id} ${e.job.state}`] : []));

describe('watching a batch', () => {
  it('tells every job first, then each change once, then the end', async () => {
    const world = setUp(2, (second, set) => {
      if (second === 2) set(0, 'preparing');
      if (second === 3) set(0, 'ready');
      if (second === 30) set(1, 'failed');
    });
    const events = await collect(world);
    expect(told(events)).toEqual([
      'job-0 queued',
      'job-1 queued',
      'job-0 preparing',
      'job-0 ready',
      'job-1 failed',
    ]);
    expect(events.at(-1)).toMatchObject({ kind: 'end', progress: { byState: { ready: 1, failed: 1 } } });
    expect(events.some((e) => e.kind === 'beat')).toBe(true);
  });

  it('tells more jobs of one moment than a page holds', async () => {
    const world = setUp(1234, (second, set) => {
      if (second === 1) for (let i = 0; i < 1234; i++) set(i, 'cancelled');
    });
    const events = told(await collect(world));
    expect(new Set(events.filter((e) => e.endsWith('queued'))).size).toBe(1234);
    expect(events.filter((e) => e.endsWith('cancelled'))).toHaveLength(1234);
  });

  it('tells a change that was stamped before others but committed after them', async () => {
    const world = setUp(2, () => undefined);
    let calls = 0;
    const late = makeLate(world, () => ++calls);
    const events = await collect(late);
    expect(told(events)).toContain('job-1 ready');
  });

  it('resumes after the last known change without telling old ones', async () => {
    const world = setUp(3, (second, set) => {
      if (second === 1) set(0, 'ready');
      if (second === 20) set(1, 'ready');
      if (second === 40) set(2, 'ready');
    });
    const first = await collect(world, { maxMs: 25_000 });
    expect(first.some((e) => e.kind === 'end')).toBe(false);
    const last = first.filter((e) => e.kind === 'job').at(-1);
    const since = last?.kind === 'job' ? last.job.changedAt : new Date(0);
    const second = await collect(world, { since });
    expect(told(second)).toEqual(['job-1 ready', 'job-2 ready']);
    expect(second.at(-1)?.kind).toBe('end');
  });

  it('stops when the caller hangs up', async () => {
    const hangUp = new AbortController();
    const world = setUp(1, (second) => {
      if (second === 3) hangUp.abort();
    });
    const events = await collect(world, { signal: hangUp.signal });
    expect(events.some((e) => e.kind === 'end')).toBe(false);
    expect(world.now() - START).toBeLessThan(5_000);
  });

  it('says so when the store has no such batch', async () => {
    const { watch } = setUp(1, () => undefined);
    const signal = new AbortController().signal;
    const watched = await watch('store', 'another', { since: null, signal, maxMs: 1 });
    expect(watched).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  });
});

/** A world in which job 1's change becomes visible one look after job 0's, though it is stamped a second earlier. */
const makeLate = (world: ReturnType<typeof setUp>, count: () => number): ReturnType<typeof setUp> => ({
  ...world,
  watch: makeWatchBatch({
    clock: { now: () => new Date(world.now()), sleep: async () => undefined },
    imageJobs: {
      changedSince: async (_s, _b, since) => {
        const look = count();
        const rows = [
          ...(look >= 2 ? [job(0, 'ready', START + 2_000)] : []),
          ...(look >= 3 ? [job(1, 'ready', START + 1_000)] : []),
        ];
        expect(START + 2_000 - since.getTime()).toBeGreaterThanOrEqual(look >= 3 ? OVERLAP_MS : 0);
        return rows.filter((j) => j.changedAt > since);
      },
    },
    batches: {
      progress: async () =>
        progressOf([job(0, 'ready', START), job(1, count() > 4 ? 'ready' : 'queued', START)]),
    },
  }),
});
