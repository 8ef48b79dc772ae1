import { failure } from '../domain/failure.ts';
import { FINAL_IMAGE_JOB_STATES, IMAGE_JOB_STATES } from '../domain/image-job.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { ImageJob, ImageJobs } from '../ports/repositories/image-jobs.ts';

const UNFINISHED = IMAGE_JOB_STATES.filter((s) => !FINAL_IMAGE_JOB_STATES.includes(s));

export interface CancelImageJobDeps {
  readonly imageJobs: ImageJobs;
  readonly clock: Clock;
  readonly poke: () => void;
}

/**
 * Cancels one picture and refunds it. A waiting one ends at once; so does one that is being made: the worker loses its
 * lease and throws the work away. Cancelling a cancelled one again is fine. Failures: not-found, conflict (finished).
 */
export const makeCancelImageJob =
  ({ imageJobs, clock, poke }: CancelImageJobDeps) =>
  async (storeId: string, id: string): Promise<Result<ImageJob>> => {
    const cancelled = await imageJobs.transition(storeId, id, {
      to: 'cancelled',
      from: UNFINISHED,
      leaseId: null,
      reason: { kind: 'cancelled', message: 'Cancelled by you.' },
      now: clock.now(),
    });
    const job = await imageJobs.get(storeId, id);
    if (!job) return err(failure('not-found', 'There is no such picture.'));
    if (cancelled) poke();
    if (job.state === 'cancelled') return ok(job);
    return err(failure('conflict', 'This picture is finished already and cannot be cancelled.'));
  };
