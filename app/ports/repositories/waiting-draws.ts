import type { Micros } from '#app/domain/ledger.ts';

/** A draw as a worker leaves it behind, complete but for its pictures' bytes. */
export interface NewWaitingDraw {
  readonly id: string;
  readonly jobId: string;
  /** The try of the job that its call will belong to. */
  readonly attemptId: string;
  /** Which draw of the job it is, from 1. */
  readonly number: number;
  readonly provider: string;
  readonly model: string;
  /** Written and read by `stored-image-request.ts`. */
  readonly request: object;
  /** The text that will be sent. */
  readonly wording: string;
  /** Bytes it takes of a batch's request, and of its reply at most. */
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** At the price of batch mode, micro-USD. */
  readonly costUpperBound: Micros;
  readonly createdAt: Date;
}

export interface WaitingDraw extends Omit<NewWaitingDraw, 'request'> {
  readonly storeId: string;
  /** To be parsed again. */
  readonly request: unknown;
}

/**
 * Draws that wait for a provider's batch mode or are in it: one a job at most. What counts is the job: only the draw of a job in
 * state `waiting` is handed in, and only such a job is moved by the end of its draw.
 */
export interface WaitingDraws {
  /** Leaves a draw to wait, in place of one of the same job that was not handed in. */
  put(storeId: string, draw: NewWaitingDraw): Promise<void>;
  /** The job's draw, handed in or not. */
  ofJob(storeId: string, jobId: string): Promise<WaitingDraw | null>;
  /** Takes it away, because its end is known; false when it is gone: then another has done what is to be done. */
  remove(storeId: string, id: string): Promise<boolean>;
  /** It was not taken: it waits for another batch, `alone` for one of its own. */
  giveBack(
    storeId: string,
    id: string,
    next: { readonly notBefore: Date; readonly alone: boolean },
  ): Promise<boolean>;
}
