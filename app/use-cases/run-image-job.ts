import { type Failure, failure } from '../domain/failure.ts';
import { RUNNING_IMAGE_JOB_STATES } from '../domain/image-job.ts';
import { fateOfTry } from '../domain/job-fate.ts';
import { JOB_CATALOGUE } from '../domain/message.ts';
import { parseRecipe } from '../domain/recipe/parse-recipe.ts';
import type { RecipeKind } from '../domain/recipe/recipe.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Log } from '../ports/log.ts';
import type { ClaimedImageJob, ImageJobMove, ImageJobs } from '../ports/repositories/image-jobs.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import { type Advance, type MadePicture, type MakePictureDeps, makePicture } from './make-picture.ts';

export interface RunImageJobDeps extends MakePictureDeps {
  readonly imageJobs: Pick<ImageJobs, 'claim' | 'transition'>;
  readonly leases: Pick<LeaseKeeper, 'hold' | 'until'>;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly log: Log;
  /** Longest time of one try, milliseconds; default: by the kind of recipe. */
  readonly timeoutMs?: number;
}

export type ImageJobOutcome =
  /** Somebody else has it, it is done, or it has to wait: the message is void. */
  | 'skipped'
  | 'ready'
  | 'held'
  /** Its draw waits for the provider's batch mode. */
  | 'waiting'
  /** Goes on later: a failure that may pass, or this process stops. */
  | 'requeued'
  | 'failed'
  /** Cancelled, or taken by another worker, while we worked. */
  | 'lost';

const STOPPED = Symbol('stopped');

/** The promise, or STOPPED as soon as the signal aborts; what is left behind may end as it likes. */
const untilStopped = async <T>(promise: Promise<T>, stop: AbortSignal): Promise<T | typeof STOPPED> => {
  if (stop.aborted) return STOPPED;
  let onAbort = () => {};
  const stopped = new Promise<typeof STOPPED>((resolve) => {
    onAbort = () => resolve(STOPPED);
    stop.addEventListener('abort', onAbort, { once: true });
  });
  try {
    promise.catch(() => undefined);
    return await Promise.race([promise, stopped]);
  } finally {
    stop.removeEventListener('abort', onAbort);
  }
};

type Ending = { readonly move: ImageJobMove; readonly outcome: ImageJobOutcome };

/** What becomes of a job whose try failed: the retry policy of the kind decides (see `fateOfTry`). */
const endingOf = (deps: RunImageJobDeps, job: ClaimedImageJob, leaseId: string, why: Failure): Ending => {
  const now = deps.clock.now();
  const from = RUNNING_IMAGE_JOB_STATES;
  const reason = { kind: why.kind, message: why.message };
  const fate = fateOfTry(why, job, now, deps.random());
  switch (fate.fate) {
    case 'failed':
      return { outcome: 'failed', move: { to: 'failed', from, leaseId, reason, now } };
    case 'later': {
      const notBefore = new Date(now.getTime() + fate.ms);
      const { countsAsAttempt } = fate;
      return {
        outcome: 'requeued',
        move: { to: 'queued', from, leaseId, reason, now, countsAsAttempt, notBefore },
      };
    }
  }
};

const waitsForItsDraw = (deps: RunImageJobDeps, leaseId: string): Ending => ({
  outcome: 'waiting',
  move: { to: 'waiting', from: ['rendering'], leaseId, now: deps.clock.now() },
});

const goesOnElsewhere = (deps: RunImageJobDeps, leaseId: string): Ending => ({
  outcome: 'requeued',
  move: {
    to: 'queued',
    from: RUNNING_IMAGE_JOB_STATES,
    leaseId,
    now: deps.clock.now(),
    notBefore: null,
    countsAsAttempt: false,
    reason: null,
  },
});

const doneWith = (deps: RunImageJobDeps, leaseId: string, { asset, held }: MadePicture): Ending => {
  const to = held ? 'held' : 'ready';
  return { outcome: to, move: { to, from: ['checking'], leaseId, asset, now: deps.clock.now() } };
};

/** Longest time of one try by kind, milliseconds: a redraw may be drawn and looked at three times. */
const TRY_MS = {
  packshot: JOB_CATALOGUE['image-job'].timeoutMs,
  studio: JOB_CATALOGUE['image-job'].timeoutMs,
  scene: 5 * 60_000,
  redraw: 10 * 60_000,
  edit: 10 * 60_000,
} as const satisfies Record<RecipeKind, number>;

const timeLimit = ({ recipe }: ClaimedImageJob): number => {
  const parsed = parseRecipe(recipe);
  return TRY_MS[parsed.ok ? parsed.value.kind : 'packshot'];
};

const tooLong = (timeoutMs: number): Failure =>
  failure('internal', `Making this picture took longer than ${timeoutMs / 1000} seconds.`);

interface Stops {
  readonly drain: AbortSignal;
  readonly timeout: AbortSignal;
  readonly timeoutMs: number;
}

/** The job's next state; null when it is not ours to move any more. */
const endOf = (
  deps: RunImageJobDeps,
  job: ClaimedImageJob,
  leaseId: string,
  made: Result<MadePicture> | typeof STOPPED,
  { drain, timeout, timeoutMs }: Stops,
): Ending | null => {
  if (made !== STOPPED && made.ok) return doneWith(deps, leaseId, made.value);
  // a step that was stopped in the middle may report that as a failure of its own
  if (drain.aborted) return goesOnElsewhere(deps, leaseId);
  if (made === STOPPED || timeout.aborted) return endingOf(deps, job, leaseId, tooLong(timeoutMs));
  if (made.error.kind === 'draw-waits') return waitsForItsDraw(deps, leaseId);
  return made.error.kind === 'lease-lost' ? null : endingOf(deps, job, leaseId, made.error);
};

/** A bug of ours must not lose a row: it is logged whole and treated as a failure that may pass. */
const safely = async (
  deps: RunImageJobDeps,
  job: ClaimedImageJob,
  work: Promise<Result<MadePicture>>,
): Promise<Result<MadePicture>> => {
  try {
    return await work;
  } catch (e) {
    deps.log.error(
      { job: job.id, storeId: job.storeId, error: e instanceof Error ? e.stack : String(e) },
      'a picture broke',
    );
    return err(failure('internal', 'Something went wrong on our side while making this picture.'));
  }
};

/**
 * Makes one picture. Holds the job by a lease from the first statement to the last, and every statement compares it, so
 * whatever is killed, delivered twice or cancelled meanwhile, the picture is recorded and paid for once or not at all.
 * Never throws for what a picture can do wrong. `drain` aborts when this process has to stop: the job then waits for
 * another, at once and without the try counting.
 */
export const makeRunImageJob = (deps: RunImageJobDeps) => {
  const { imageJobs, leases, clock, newId, log } = deps;
  const claim = (storeId: string, id: string, leaseId: string) =>
    imageJobs.claim(storeId, id, {
      leaseId,
      leaseUntil: leases.until(),
      now: clock.now(),
      attemptId: newId(),
      renderer: deps.renderer.version,
    });

  const advanceOf =
    (job: ClaimedImageJob, leaseId: string, stop: AbortSignal): Advance =>
    async (to) => {
      // from checking back to rendering: the fidelity gate wants another draw
      const from = to === 'rendering' ? (['preparing', 'checking'] as const) : (['rendering'] as const);
      const times = { leaseUntil: leases.until(), now: clock.now() };
      const moved =
        !stop.aborted && (await imageJobs.transition(job.storeId, job.id, { to, from, leaseId, ...times }));
      return moved ? ok(undefined) : err(failure('lease-lost', 'This picture is no longer in our hands.'));
    };

  return async (
    { storeId, id }: { readonly storeId: string; readonly id: string },
    drain: AbortSignal,
  ): Promise<ImageJobOutcome> => {
    if (drain.aborted) return 'skipped';
    const leaseId = newId();
    const job = await claim(storeId, id, leaseId);
    if (!job) return 'skipped';
    const hold = leases.hold({ storeId, id, leaseId });
    const timeoutMs = deps.timeoutMs ?? timeLimit(job);
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = AbortSignal.any([drain, hold.lost, timeout]);
    try {
      const work = makePicture(deps, job, advanceOf(job, leaseId, stop), stop);
      const made = await untilStopped(safely(deps, job, work), stop);
      if (hold.lost.aborted) return 'lost';
      const ending = endOf(deps, job, leaseId, made, { drain, timeout, timeoutMs });
      const ended = ending !== null && (await imageJobs.transition(storeId, id, ending.move));
      const outcome = ending && ended ? ending.outcome : 'lost';
      log.info({ job: id, storeId, outcome, attempt: job.attempt, reason: reasonOf(ending) }, 'image job');
      return outcome;
    } finally {
      hold.release();
    }
  };
};
export type RunImageJob = ReturnType<typeof makeRunImageJob>;

const reasonOf = (ending: Ending | null): string | undefined =>
  ending && 'reason' in ending.move ? ending.move.reason?.kind : undefined;
