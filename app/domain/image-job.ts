import type { FailureKind } from './failure.ts';

/**
 * The image job's states. `ready`, `held`, `failed` and `cancelled` are final; a retry is a new job linked to the old one.
 * `held` is a finished picture that a check wants a person to look at. `waiting` is one whose draw waits for the provider's
 * cheaper batch mode: it is in nobody's hands and takes no place of a worker.
 */
export const IMAGE_JOB_STATES = [
  'queued',
  'preparing',
  'rendering',
  'waiting',
  'checking',
  'ready',
  'held',
  'failed',
  'cancelled',
] as const;
export type ImageJobState = (typeof IMAGE_JOB_STATES)[number];

const NEXT: Record<ImageJobState, readonly ImageJobState[]> = {
  // a lost lease or a retryable failure puts a running job back to `queued`
  queued: ['preparing', 'failed', 'cancelled'],
  preparing: ['rendering', 'queued', 'failed', 'cancelled'],
  rendering: ['checking', 'waiting', 'queued', 'failed', 'cancelled'],
  // its draw came, or did not
  waiting: ['queued', 'failed', 'cancelled'],
  checking: ['rendering', 'ready', 'held', 'queued', 'failed', 'cancelled'],
  ready: [],
  held: [],
  failed: [],
  cancelled: [],
};

export const canMoveImageJob = (from: ImageJobState, to: ImageJobState): boolean => NEXT[from].includes(to);
export const isFinalImageJobState = (s: ImageJobState): boolean => NEXT[s].length === 0;
export const FINAL_IMAGE_JOB_STATES = IMAGE_JOB_STATES.filter(isFinalImageJobState);
export const RUNNING_IMAGE_JOB_STATES = ['preparing', 'rendering', 'checking'] as const;

/** What the ledger does when a job reaches a final state. */
export const LEDGER_EFFECT = {
  ready: 'settle',
  held: 'settle',
  failed: 'refund',
  cancelled: 'refund',
} as const satisfies Record<'ready' | 'held' | 'failed' | 'cancelled', 'settle' | 'refund'>;

/** Why a job failed or was cancelled, in words a merchant understands. */
export interface JobReason {
  readonly kind: FailureKind;
  readonly message: string;
}

/** Attempts and waiting of one job (not of one provider call). */
export const IMAGE_JOB_RETRY = { maxAttempts: 4, baseDelayMs: 2_000, maxDelayMs: 120_000 } as const;

/** Exponential backoff with full jitter; `random` in [0,1). */
export const backoffMs = (attempt: number, random: number): number => {
  const cap = Math.min(IMAGE_JOB_RETRY.maxDelayMs, IMAGE_JOB_RETRY.baseDelayMs * 2 ** (attempt - 1));
  return Math.round(cap / 2 + (cap / 2) * random);
};

/** A worker holds a job for this long and renews while it works; after that others may take it. */
export const LEASE_MS = 60_000;
