import type { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/words/language.ts';

export type WordsRunState = 'queued' | 'running' | 'done' | 'failed';

/** Words for every picture of a batch, asked for at once. */
export interface WordsRun {
  readonly id: string;
  readonly storeId: string;
  readonly batchId: string;
  readonly languages: readonly Language[];
  readonly state: WordsRunState;
  /** The picture that was dealt with last; they are dealt with newest first. */
  readonly cursor: string | null;
  readonly written: number;
  readonly skipped: number;
  readonly refused: number;
  /** Tries of the picture that is next. */
  readonly attempt: number;
  /** Why the run failed, or why the last picture got no words. */
  readonly failure: Pick<Failure, 'kind' | 'message'> | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface WordsRunLease {
  readonly leaseId: string;
  readonly until: Date;
  readonly now: Date;
}

export interface WordsRuns {
  /** Makes a run, or returns the one of the batch that is not finished. */
  start(
    storeId: string,
    run: Pick<WordsRun, 'id' | 'batchId' | 'languages' | 'createdBy'> & { readonly now: Date },
  ): Promise<WordsRun>;
  get(storeId: string, id: string): Promise<WordsRun | null>;
  /** The newest of a batch. */
  latestOf(storeId: string, batchId: string): Promise<WordsRun | null>;
  /** Takes an unfinished run that nobody holds, and counts a try. */
  claim(storeId: string, id: string, lease: WordsRunLease): Promise<WordsRun | null>;
  /** Stores what became of one picture and renews the lease; false when the lease is another's. */
  advance(
    storeId: string,
    id: string,
    step: {
      readonly cursor: string;
      readonly outcome: 'written' | 'skipped' | 'refused';
      readonly failure: Pick<Failure, 'kind' | 'message'> | null;
      readonly lease: WordsRunLease;
    },
  ): Promise<boolean>;
  /** Lets go until `notBefore`. `countsAsTry` false gives the try back. */
  release(
    storeId: string,
    id: string,
    options: { readonly leaseId: string; readonly notBefore: Date | null; readonly countsAsTry: boolean },
  ): Promise<void>;
  finish(
    storeId: string,
    id: string,
    end: {
      readonly leaseId: string;
      readonly failure: Pick<Failure, 'kind' | 'message'> | null;
      readonly now: Date;
    },
  ): Promise<boolean>;
  /** Across stores (a sweep): unfinished ones that are due, that nobody holds and whose message may be lost. */
  stranded(now: Date, olderThan: Date, limit: number): Promise<readonly { storeId: string; id: string }[]>;
}
