import { type Failure, failure } from '../failure.ts';
import type { ModelImageSize } from './capabilities.ts';
import { providerFailure } from './failure-words.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How much goes into one batch, and how long a draw waits for others to fill it. Inline requests: under 20 MB in all
 * (https://ai.google.dev/gemini-api/docs/batch-api#inline-requests). Replies come in one piece, in which pictures stand twice,
 * and pieces of a gigabyte have been reported as impossible to fetch
 * (https://discuss.ai.google.dev/t/174261), so ours stay far below.
 */
export interface HandInLimits {
  readonly requests: number;
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** A draw waits at most so long for a batch to fill. */
  readonly holdMs: number;
  /** Batches of one model at the provider at a time. */
  readonly open: number;
}

export const HAND_IN_LIMITS: HandInLimits = {
  requests: 32,
  requestBytes: 18_000_000,
  replyBytes: 128_000_000,
  holdMs: 5 * MINUTE_MS,
  open: 50,
};

/** Most bytes that one picture takes of a batch's reply, base64 and twice. */
export const REPLY_BYTES = {
  '512': 2_000_000,
  '1K': 4_000_000,
  '2K': 12_000_000,
  '4K': 48_000_000,
} as const satisfies Record<ModelImageSize, number>;

/** A draw that waits to be handed in. */
export interface WaitingPiece {
  readonly storeId: string;
  readonly requestBytes: number;
  readonly replyBytes: number;
  readonly createdAt: Date;
}

/** Store by store in turn, each store's oldest first: a large order does not stand before a small one. */
export const inTurn = <P extends WaitingPiece>(pieces: readonly P[]): readonly P[] => {
  const byStore = new Map<string, P[]>();
  for (const piece of pieces) byStore.set(piece.storeId, [...(byStore.get(piece.storeId) ?? []), piece]);
  const queues = [...byStore.values()].map((queue) =>
    queue.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()),
  );
  const longest = Math.max(0, ...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, i) => queues.flatMap((queue) => queue[i] ?? [])).flat();
};

/**
 * The next batch of what waits at one model: as many as the limits allow, as soon as one of them is reached or the oldest has
 * waited long enough; empty: not yet. One that is too large by itself goes alone.
 */
export const nextHandIn = <P extends WaitingPiece>(
  waiting: readonly P[],
  limits: HandInLimits,
  now: Date,
): readonly P[] => {
  const chosen: P[] = [];
  const sum = { requestBytes: 0, replyBytes: 0 };
  let isFull = false;
  for (const piece of inTurn(waiting)) {
    const requestBytes = sum.requestBytes + piece.requestBytes;
    const replyBytes = sum.replyBytes + piece.replyBytes;
    const fits =
      chosen.length < limits.requests &&
      requestBytes <= limits.requestBytes &&
      replyBytes <= limits.replyBytes;
    if (!fits && chosen.length > 0) {
      isFull = true;
      break;
    }
    chosen.push(piece);
    Object.assign(sum, { requestBytes, replyBytes });
  }
  const oldest = Math.min(...waiting.map((piece) => piece.createdAt.getTime()));
  return isFull || now.getTime() - oldest >= limits.holdMs ? chosen : [];
};

/** When a batch is looked at again: soon at first, then at a tenth of its age, at most every ten minutes. */
export const nextLookMs = (ageMs: number): number =>
  Math.min(10 * MINUTE_MS, Math.max(15 * SECOND_MS, Math.round(ageMs / 10)));

/** After this long without having been found, a hand-in whose reply was lost counts as not having arrived. */
export const FIND_FOR_MS = 10 * MINUTE_MS;
/** A batch ends by itself after 48 hours (https://ai.google.dev/gemini-api/docs/batch-api#batch-job-status); then nobody waits on. */
export const GIVE_UP_MS = 50 * HOUR_MS;
/** When a call in a batch counts as lost, if all else failed. */
export const CALL_DEADLINE_MS = GIVE_UP_MS + 12 * HOUR_MS;

/** The draw is not made now: not a failure of the picture, but the end of what a worker can do for it. */
export const drawWaits = (displayName: string): Failure =>
  failure('draw-waits', `This picture waits for the cheaper run of ${displayName}.`);

/** How a batch can end without results. */
export type BatchLoss =
  /** The provider gave it up. */
  | 'failed'
  /** It did not come to it in its time. */
  | 'expired'
  /** It was stopped. */
  | 'cancelled';

/** What a picture's try ends with, whose batch ended without results. */
export const failureOfLoss = (loss: BatchLoss, displayName: string): Failure =>
  loss === 'expired'
    ? failure(
        'provider-run-expired',
        `${displayName} did not come to this picture in its cheaper run within two days. Nothing was charged: order it again, or at the normal price, which takes minutes.`,
      )
    : providerFailure('provider-unavailable', displayName, { details: { batch: loss } });
