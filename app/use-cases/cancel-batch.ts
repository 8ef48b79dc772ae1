import { failure } from '../domain/failure.ts';
import type { JobReason } from '../domain/image-job.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Batches } from '../ports/repositories/batches.ts';
import type { ImageJobs } from '../ports/repositories/image-jobs.ts';

const PAGE = 500;

export interface CancelBatchDeps {
  readonly batches: Pick<Batches, 'markCancelled'>;
  readonly imageJobs: Pick<ImageJobs, 'cancelMany'>;
  readonly clock: Clock;
  readonly poke: () => void;
}

const cancelAll = async (
  { imageJobs, clock }: Pick<CancelBatchDeps, 'imageJobs' | 'clock'>,
  storeId: string,
  batchId: string | null,
  reason: JobReason,
): Promise<number> => {
  let total = 0;
  for (;;) {
    const count = await imageJobs.cancelMany(storeId, batchId, { reason, now: clock.now(), limit: PAGE });
    total += count;
    if (count < PAGE) return total;
  }
};

/** Cancels what of a batch is not finished, and refunds exactly that. Doing it again is fine. Failures: not-found. */
export const makeCancelBatch =
  (deps: CancelBatchDeps) =>
  async (storeId: string, batchId: string): Promise<Result<{ readonly cancelled: number }>> => {
    const known = await deps.batches.markCancelled(storeId, batchId, deps.clock.now());
    if (!known) return err(failure('not-found', 'There is no such batch.'));
    const reason: JobReason = { kind: 'cancelled', message: 'Cancelled by you, with its batch.' };
    const cancelled = await cancelAll(deps, storeId, batchId, reason);
    deps.poke();
    return ok({ cancelled });
  };

/** Ends all unfinished pictures of a store whose connection ended (uninstall). Returns how many. */
export const makeCancelStoreWork =
  (deps: Pick<CancelBatchDeps, 'imageJobs' | 'clock'>) =>
  (storeId: string): Promise<number> =>
    cancelAll(deps, storeId, null, {
      kind: 'store-disconnected',
      message: 'The app was removed from the store before this picture was made.',
    });
