import { type Failure, failure } from '../failure.ts';
import type { VisionTask } from './tasks.ts';

/**
 * Questions a merchant asks without a price: a model reads an inspiration or a product's photo, or writes a place in full. They cost the operator a fraction
 * of a cent each, not the merchant's balance or budget; each is in the provider-call book all the same. So that nobody can ask
 * at the operator's expense without end, a store has a number of them a day (UTC).
 */
export const FREE_TASKS = [
  'describe-scene',
  'analyse-product',
  'write-prompt',
] as const satisfies readonly VisionTask[];
export const FREE_QUESTIONS_A_DAY = 200;

/** Null while a store that asked `asked` times today may ask again; else the failure that says when. */
export const freeQuestionFailure = (asked: number, now: Date): Failure | null => {
  if (asked < FREE_QUESTIONS_A_DAY) return null;
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return failure(
    'rate-limited',
    `Reading pictures and writing places is free, up to ${FREE_QUESTIONS_A_DAY} a day. Today's are used up; go on after midnight UTC, or write the fields yourself.`,
    { retryAfterMs: tomorrow - now.getTime() },
  );
};
