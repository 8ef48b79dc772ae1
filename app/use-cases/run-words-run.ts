import { type Failure, type FailureKind, RETRY_POLICY } from '../domain/failure.ts';
import { backoffMs } from '../domain/image-job.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Asset, Assets } from '../ports/repositories/assets.ts';
import type { WordsRun, WordsRuns } from '../ports/repositories/words-runs.ts';
import type { WriteWords } from './write-words.ts';

export interface RunWordsRunDeps {
  readonly wordsRuns: WordsRuns;
  readonly assets: Pick<Assets, 'list'>;
  readonly writeWords: WriteWords;
  readonly clock: Clock;
  readonly newId: NewId;
  /** In [0,1). */
  readonly random: () => number;
  readonly log: Log;
}

export type WordsRunOutcome =
  | { readonly kind: 'done' | 'failed' | 'nothing' }
  | { readonly kind: 'later'; readonly afterMs: number };

/** Others take a run over after this long without a picture finished: longer than two questions may take. */
const LEASE_MS = 4 * 60_000;
/** One message works this long, then the run stands in line again behind what others want. */
const TURN_MS = 3 * 60_000;
/** Tries of one picture. */
const MAX_TRIES = 4;
const PAGE = 20;

/** What would fail for the next picture just the same: the run ends. */
const FOR_ALL: readonly FailureKind[] = [
  'unsupported-option',
  'placeholder-not-publishable',
  'store-disconnected',
  'store-unauthorized',
  'provider-unauthorized',
  'invalid-input',
];

/**
 * Writes words for the pictures of a batch, newest first, one after the other; what has words already is left as it is, and a
 * rejected picture needs none. The place is stored with each, so that a killed run goes on; a picture that was being written
 * when it was killed is found with its words, or asked for again.
 */
export const makeRunWordsRun =
  (deps: RunWordsRunDeps) =>
  async (storeId: string, id: string, signal: AbortSignal): Promise<WordsRunOutcome> => {
    const { wordsRuns, clock } = deps;
    const leaseId = deps.newId();
    const lease = () => {
      const now = clock.now();
      return { leaseId, now, until: new Date(now.getTime() + LEASE_MS) };
    };
    const run = await wordsRuns.claim(storeId, id, lease());
    if (!run) return { kind: 'nothing' };
    const turnEnds = clock.now().getTime() + TURN_MS;
    let { cursor, attempt } = run;
    for (;;) {
      const page = await deps.assets.list(
        storeId,
        { batchId: run.batchId },
        { cursor: cursor ?? undefined, limit: PAGE },
      );
      for (const asset of page.items) {
        if (signal.aborted || clock.now().getTime() > turnEnds) return giveWay(deps, run, leaseId);
        const done = await writeOne(deps, run, asset, signal);
        if (!done.ok && !isFinal(done.error, attempt)) return postpone(deps, run, leaseId, done.error);
        if (!done.ok && FOR_ALL.includes(done.error.kind)) {
          await wordsRuns.finish(storeId, id, { leaseId, failure: done.error, now: clock.now() });
          return { kind: 'failed' };
        }
        const step = done.ok
          ? { outcome: done.value, failure: null }
          : { outcome: 'refused' as const, failure: done.error };
        if (!(await wordsRuns.advance(storeId, id, { cursor: asset.id, ...step, lease: lease() }))) {
          return { kind: 'nothing' };
        }
        cursor = asset.id;
        attempt = 1;
      }
      if (page.nextCursor !== null) continue;
      const ended = await wordsRuns.finish(storeId, id, { leaseId, failure: null, now: clock.now() });
      return { kind: ended ? 'done' : 'nothing' };
    }
  };
export type RunWordsRun = ReturnType<typeof makeRunWordsRun>;

const writeOne = async (
  deps: RunWordsRunDeps,
  run: WordsRun,
  asset: Asset,
  signal: AbortSignal,
): Promise<Result<'written' | 'skipped'>> => {
  if (asset.review === 'rejected') return ok('skipped');
  const written = await deps.writeWords(
    run.storeId,
    {
      target: { kind: 'asset', assetId: asset.id },
      languages: run.languages,
      existing: 'keep',
      mayFallOver: true,
      actor: run.createdBy,
    },
    signal,
  );
  return written.ok ? ok(written.value.written.length > 0 ? 'written' : 'skipped') : written;
};

const isFinal = (why: Failure, attempt: number): boolean => {
  if (why.kind === 'cancelled') return false;
  const policy = RETRY_POLICY[why.kind];
  return policy === 'never' || (policy === 'backoff' && attempt >= MAX_TRIES);
};

const giveWay = async (deps: RunWordsRunDeps, run: WordsRun, leaseId: string): Promise<WordsRunOutcome> => {
  await deps.wordsRuns.release(run.storeId, run.id, { leaseId, notBefore: null, countsAsTry: false });
  return { kind: 'later', afterMs: 0 };
};

const postpone = async (
  deps: RunWordsRunDeps,
  run: WordsRun,
  leaseId: string,
  why: Failure,
): Promise<WordsRunOutcome> => {
  if (why.kind === 'cancelled') return giveWay(deps, run, leaseId);
  const afterMs = why.retryAfterMs ?? backoffMs(run.attempt, deps.random());
  await deps.wordsRuns.release(run.storeId, run.id, {
    leaseId,
    notBefore: new Date(deps.clock.now().getTime() + afterMs),
    countsAsTry: RETRY_POLICY[why.kind] === 'backoff',
  });
  deps.log.warn(
    { storeId: run.storeId, wordsRunId: run.id, kind: why.kind, afterMs },
    'a run of words waits',
  );
  return { kind: 'later', afterMs };
};
