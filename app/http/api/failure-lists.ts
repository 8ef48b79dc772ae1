import type { FailureKind } from '#app/domain/failure.ts';

/** Why a picture that is there cannot be used. */
export const PICTURE_FAILURES = [
  'image-corrupt',
  'image-too-large',
  'image-too-small',
  'image-type-unsupported',
] as const satisfies readonly FailureKind[];

/** Why the photo of a product cannot be loaded. */
export const FETCH_FAILURES = [
  'url-forbidden',
  'fetch-failed',
  'fetch-timeout',
] as const satisfies readonly FailureKind[];

/** Why a question to a model has no answer. */
export const QUESTION_FAILURES = [
  'provider-throttled',
  'provider-paused',
  'provider-quota',
  'provider-unavailable',
  'provider-unauthorized',
  'provider-refused',
  'provider-blocked-prompt',
  'provider-blocked-output',
  'provider-bad-reply',
  'provider-reply-lost',
] as const satisfies readonly FailureKind[];
