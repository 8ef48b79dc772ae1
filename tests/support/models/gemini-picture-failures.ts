import type { ProviderFailureKind } from '#app/domain/providers/failure-words.ts';
import type { GeminiFaultKind } from '#sandbox/gemini/faults.ts';

/** How a call for a picture ends: how its row stands in the book, and whether it costs something though there is no picture. */
export type PictureFailure =
  | { readonly status: 'failed'; readonly kind: ProviderFailureKind; readonly billed: boolean }
  | { readonly status: 'failed'; readonly kind: 'unsupported-option'; readonly billed: false }
  | { readonly status: 'unknown'; readonly kind: 'provider-reply-lost'; readonly billed: true };

const failed = (kind: ProviderFailureKind, billed = false): PictureFailure => ({
  status: 'failed',
  kind,
  billed,
});
const lost: PictureFailure = { status: 'unknown', kind: 'provider-reply-lost', billed: true };

/** Faults of a model that answers in words; a picture's request cannot meet them. */
type WordFault = 'bad-answer' | 'max-tokens';

/** Every way in which the stand-in can fail to make a picture, and what becomes of it. */
export const GEMINI_PICTURE_FAILURES: Record<Exclude<GeminiFaultKind, WordFault>, PictureFailure> = {
  'rate-limited-with-hint': failed('provider-throttled'),
  'rate-limited': failed('provider-throttled'),
  'quota-exhausted': failed('provider-quota'),
  'billing-required': failed('provider-unauthorized'),
  'key-invalid': failed('provider-unauthorized'),
  'permission-denied': failed('provider-unauthorized'),
  'model-gone': { status: 'failed', kind: 'unsupported-option', billed: false },
  'server-error': failed('provider-unavailable'),
  overloaded: failed('provider-unavailable'),
  'deadline-exceeded': failed('provider-unavailable'),
  'gateway-page': failed('provider-unavailable'),
  'stall-mid-body': lost,
  'cut-mid-body': lost,
  'no-answer': lost,
  'blocked-prompt': failed('provider-blocked-prompt', true),
  'blocked-output': failed('provider-blocked-output', true),
  recitation: failed('provider-refused', true),
  refusal: failed('provider-refused', true),
  'no-image': failed('provider-bad-reply', true),
  'text-instead': failed('provider-bad-reply', true),
  'wrong-size': failed('provider-bad-reply', true),
  'truncated-base64': failed('provider-bad-reply', true),
  'corrupt-picture': failed('provider-bad-reply', true),
  'invalid-json': failed('provider-bad-reply', true),
};

/** The same as rows of a test, one a fault. */
export const GEMINI_PICTURE_FAILURE_ROWS = Object.entries(GEMINI_PICTURE_FAILURES) as [
  Exclude<GeminiFaultKind, WordFault>,
  PictureFailure,
][];

/** Faults that the table must name; those of words stand in the vision model's suite. */
export const NAMED_PICTURE_FAULTS = [
  ...Object.keys(GEMINI_PICTURE_FAILURES),
  'bad-answer',
  'max-tokens',
].sort();
