import { type Failure, RETRY_POLICY } from './failure.ts';
import { backoffMs, IMAGE_JOB_RETRY } from './image-job.ts';

/** What becomes of a job whose try failed. */
export type JobFate =
  | { readonly fate: 'failed' }
  /** Tried again after `ms`; `countsAsAttempt` false: others kept it waiting. */
  | { readonly fate: 'later'; readonly ms: number; readonly countsAsAttempt: boolean };

const HOUR_MS = 3_600_000;
/** A job that others keep waiting (their rate limit) is given up after this. */
const MAX_WAIT_MS = 24 * HOUR_MS;
/** One that was ordered to wait has its days at the provider before that. */
const MAX_WAIT_IN_BATCHES_MS = 96 * HOUR_MS;

/** The fate of a try by the retry policy of its failure's kind. `random` in [0, 1), for jitter. */
export const fateOfTry = (
  why: Failure,
  job: { readonly attempt: number; readonly createdAt: Date; readonly canWait: boolean },
  now: Date,
  random: number,
): JobFate => {
  const later = (ms: number, countsAsAttempt: boolean): JobFate => ({
    fate: 'later',
    ms: Math.max(ms, why.retryAfterMs ?? 0),
    countsAsAttempt,
  });
  switch (RETRY_POLICY[why.kind]) {
    case 'never':
      return { fate: 'failed' };
    case 'backoff':
      return job.attempt >= IMAGE_JOB_RETRY.maxAttempts
        ? { fate: 'failed' }
        : later(backoffMs(job.attempt, random), true);
    case 'wait': {
      const most = job.canWait ? MAX_WAIT_IN_BATCHES_MS : MAX_WAIT_MS;
      return now.getTime() - job.createdAt.getTime() > most
        ? { fate: 'failed' }
        : later(backoffMs(1, random), false);
    }
  }
};
