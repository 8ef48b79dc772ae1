import { type Failure, type FailureKind, failure } from '../failure.ts';

/** The failures of a provider that read differently when words were asked for, not a picture. */
const WORDS: Partial<Readonly<Record<FailureKind, string>>> = {
  'provider-blocked-prompt':
    'The model does not write about this picture: its safety rules stopped it. Write the words yourself; nothing was changed.',
  'provider-blocked-output':
    'The model withheld its words for its safety rules. Write them yourself, or try again; nothing was changed.',
  'provider-refused':
    'The model declined to write about this picture. Write the words yourself; nothing was changed.',
  'provider-bad-reply':
    'The model’s answer could not be used as words: it was empty, cut off, or not about the picture. Try again, or write them yourself.',
  'provider-reply-lost': 'The model’s answer got lost on its way. Try again; nothing was changed.',
  'provider-unavailable': 'The model cannot be reached at the moment. Try again later; nothing was changed.',
  'provider-throttled': 'The model asks us to slow down. Try again in a moment; nothing was changed.',
  'provider-paused':
    'Calls to the model are held back for a moment, because its limit is reached or it has trouble. Try again soon.',
};

/** A provider's failure in words for somebody who waits for words. Everything else about it stays. */
export const wordsFailure = (why: Failure): Failure => {
  const { kind, message, ...rest } = why;
  return failure(kind, WORDS[kind] ?? message, rest);
};

/** Questions for words that a store may ask a day (UTC): two a picture. They cost the operator, not the merchant. */
export const WORD_QUESTIONS_A_DAY = 2_000;

/** Null while a store that asked `asked` times today may ask again; else the failure that says when. */
export const tooManyWords = (asked: number, now: Date): Failure | null => {
  if (asked < WORD_QUESTIONS_A_DAY) return null;
  const tomorrow = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return failure(
    'rate-limited',
    `Words are written for nothing, for up to ${WORD_QUESTIONS_A_DAY / 2} pictures a day. Today's are used up; go on after midnight UTC, or write them yourself.`,
    { retryAfterMs: tomorrow - now.getTime() },
  );
};
