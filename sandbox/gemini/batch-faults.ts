import { type ArmedFault, type FaultBoard, makeFaultBoard } from '../provider/fault-board.ts';

/**
 * Each way in which a batch is documented or known to fail. What strikes a single request of it, or refuses its hand-in, is
 * among the faults of every call (`match`: generateContent, batchGenerateContent).
 */
export const GEMINI_BATCH_FAULTS = [
  // taken, and the caller does not learn of it
  'submit-lost',
  // ends without results (https://ai.google.dev/gemini-api/docs/batch-api#batch-job-status); nothing is billed
  'batch-failed',
  'batch-expired',
  // one of its results is not among them, though it was made and billed
  'missing-result',
  // https://discuss.ai.google.dev/t/174261: a batch that succeeded cannot be fetched
  'read-unavailable',
  // it is not known any more
  'batch-forgotten',
] as const;
export type GeminiBatchFaultKind = (typeof GEMINI_BATCH_FAULTS)[number];
export type GeminiBatchFault = ArmedFault<GeminiBatchFaultKind>;

/** When in the life of a batch a fault strikes. */
const MOMENT = {
  'submit-lost': 'submit',
  'batch-failed': 'work',
  'batch-expired': 'work',
  'missing-result': 'work',
  'read-unavailable': 'read',
  'batch-forgotten': 'read',
} as const satisfies Record<GeminiBatchFaultKind, string>;
type Moment = (typeof MOMENT)[GeminiBatchFaultKind];

export type BatchFaultBoard = Omit<FaultBoard<GeminiBatchFaultKind>, 'take'> & {
  /** What strikes now. */
  strike(moment: Moment): GeminiBatchFaultKind | undefined;
};

export function makeBatchFaultBoard(): BatchFaultBoard {
  const board = makeFaultBoard<GeminiBatchFaultKind>();
  return {
    add: (fault) => board.add({ ...fault, match: MOMENT[fault.kind] }),
    clear: board.clear,
    pending: board.pending,
    strike: (moment) => board.take([moment])?.kind,
  };
}
