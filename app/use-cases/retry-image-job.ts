import type { Result } from '../domain/result.ts';
import type { Clock, NewId } from '../ports/clock.ts';
import type { ImageJob, ImageJobs } from '../ports/repositories/image-jobs.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

export interface RetryImageJobDeps {
  readonly unitOfWork: UnitOfWork<{ readonly imageJobs: Pick<ImageJobs, 'retry'> }>;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly poke: () => void;
}

/**
 * Makes a failed or cancelled picture again: a new job, linked to the old one, in the same batch. Asking twice gives the
 * same new job. Failures: not-found, conflict (not failed), image-missing, budget-exceeded.
 */
export const makeRetryImageJob =
  ({ unitOfWork, clock, newId, poke }: RetryImageJobDeps) =>
  async (storeId: string, id: string): Promise<Result<ImageJob>> => {
    const made = await unitOfWork.transact(({ imageJobs }) =>
      imageJobs.retry(storeId, { id: newId(), retryOfId: id, now: clock.now() }),
    );
    if (made.ok) poke();
    return made;
  };
