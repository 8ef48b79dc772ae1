import type { FailureKind } from '../../domain/failure.ts';

/** One try of a job. Begun by `ImageJobs.claim`, ended by the move that ends it. */
export interface Attempt {
  readonly id: string;
  readonly jobId: string;
  readonly number: number;
  readonly renderer: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly failureKind: FailureKind | null;
}

export interface Attempts {
  ofJob(storeId: string, jobId: string): Promise<readonly Attempt[]>;
}
