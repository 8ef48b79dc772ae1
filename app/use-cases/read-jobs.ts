import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { ImageJob, ImageJobFilter, ImageJobs } from '#app/ports/repositories/image-jobs.ts';
import type { Page, PageRequest } from '#app/ports/repositories/page.ts';

export interface ReadJobs {
  list(storeId: string, filter: ImageJobFilter, page: PageRequest): Promise<Page<ImageJob>>;
  /** Failure: not-found. */
  get(storeId: string, id: string): Promise<Result<ImageJob>>;
}

export const makeReadJobs = (deps: { readonly imageJobs: Pick<ImageJobs, 'get' | 'list'> }): ReadJobs => ({
  list: (storeId, filter, page) => deps.imageJobs.list(storeId, filter, page),
  get: async (storeId, id) => {
    const job = await deps.imageJobs.get(storeId, id);
    return job ? ok(job) : err(failure('not-found', 'There is no job with this id.'));
  },
});
