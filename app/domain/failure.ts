/**
 * The closed union of everything that can go wrong in a way we expect (invariant 11). HTTP status and retry policy are
 * tables over `FailureKind`; the compiler checks that they are complete.
 */
export const FAILURE_KINDS = [
  // the caller
  'invalid-input',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'idempotency-mismatch',
  'payload-too-large',
  'rate-limited',
  'unsupported-option',
  'budget-exceeded',
  // a source picture
  'image-empty',
  'image-corrupt',
  'image-truncated',
  'image-too-large',
  'image-too-small',
  'image-animated',
  'image-type-unsupported',
  'image-type-mismatch',
  'image-missing',
  'mask-empty',
  // the way to it
  'url-forbidden',
  'fetch-failed',
  'fetch-timeout',
  // the store's platform
  'store-unavailable',
  'store-throttled',
  'store-unauthorized',
  'store-disconnected',
  'publish-rejected',
  'media-limit',
  'media-failed',
  'product-gone',
  'media-gone',
  // a provider of pictures or judgements (words for merchants: domain/providers/failure-words.ts)
  'provider-throttled',
  'provider-paused',
  'provider-quota',
  'provider-unavailable',
  'provider-unauthorized',
  'provider-blocked-prompt',
  'provider-blocked-output',
  'provider-refused',
  'provider-bad-reply',
  'provider-reply-lost',
  'provider-run-expired',
  'draw-waits',
  // what a picture must be before it may be used
  'fidelity-failed',
  'placeholder-not-publishable',
  // ourselves
  'cancelled',
  'lease-lost',
  'internal',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

/** One failure. `message` is written for the merchant: plain words, names the field or picture and what to do. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** The field, option or environment variable at fault, where there is one. */
  readonly field?: string;
  /** Milliseconds to wait before another try, when the other side told us. */
  readonly retryAfterMs?: number;
  /** Facts for the log and the API (`errors` of problem+json); never secrets, never store text. */
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export const failure = (
  kind: FailureKind,
  message: string,
  extra: Omit<Failure, 'kind' | 'message'> = {},
): Failure => ({ kind, message, ...extra });

/** HTTP status a failure becomes at the edge (RFC 9110; 422 for a well-formed request that asks the impossible). */
export const HTTP_STATUS = {
  'invalid-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'idempotency-mismatch': 422,
  'payload-too-large': 413,
  'rate-limited': 429,
  'unsupported-option': 422,
  'budget-exceeded': 402,
  'image-empty': 422,
  'image-corrupt': 422,
  'image-truncated': 422,
  'image-too-large': 422,
  'image-too-small': 422,
  'image-animated': 422,
  'image-type-unsupported': 415,
  'image-type-mismatch': 415,
  'image-missing': 422,
  'mask-empty': 422,
  'url-forbidden': 422,
  'fetch-failed': 502,
  'fetch-timeout': 504,
  'store-unavailable': 503,
  'store-throttled': 503,
  'store-unauthorized': 502,
  'store-disconnected': 409,
  'publish-rejected': 422,
  'media-limit': 409,
  'media-failed': 422,
  'product-gone': 410,
  'media-gone': 410,
  'provider-throttled': 503,
  'provider-paused': 503,
  'provider-quota': 503,
  'provider-unavailable': 503,
  'provider-unauthorized': 502,
  'provider-blocked-prompt': 422,
  'provider-blocked-output': 422,
  'provider-refused': 422,
  'provider-bad-reply': 502,
  'provider-reply-lost': 504,
  'provider-run-expired': 504,
  'draw-waits': 409,
  'fidelity-failed': 422,
  'placeholder-not-publishable': 409,
  cancelled: 409,
  'lease-lost': 409,
  internal: 500,
} as const satisfies Record<FailureKind, number>;

export type RetryPolicy =
  /** Trying again cannot help. */
  | 'never'
  /** Try again after a backoff, a bounded number of times. */
  | 'backoff'
  /** The other side says when; until then do not call. Does not count as an attempt. */
  | 'wait';

/** What the worker does with a failure of each kind. */
export const RETRY_POLICY = {
  'invalid-input': 'never',
  unauthenticated: 'never',
  forbidden: 'never',
  'not-found': 'never',
  conflict: 'never',
  'idempotency-mismatch': 'never',
  'payload-too-large': 'never',
  'rate-limited': 'wait',
  'unsupported-option': 'never',
  'budget-exceeded': 'never',
  'image-empty': 'never',
  'image-corrupt': 'never',
  'image-truncated': 'never',
  'image-too-large': 'never',
  'image-too-small': 'never',
  'image-animated': 'never',
  'image-type-unsupported': 'never',
  'image-type-mismatch': 'never',
  'image-missing': 'never',
  'mask-empty': 'never',
  'url-forbidden': 'never',
  'fetch-failed': 'backoff',
  'fetch-timeout': 'backoff',
  'store-unavailable': 'backoff',
  'store-throttled': 'wait',
  'store-unauthorized': 'never',
  'store-disconnected': 'never',
  'publish-rejected': 'never',
  'media-limit': 'never',
  'media-failed': 'never',
  'product-gone': 'never',
  'media-gone': 'never',
  'provider-throttled': 'wait',
  'provider-paused': 'wait',
  'provider-quota': 'wait',
  'provider-unavailable': 'backoff',
  'provider-unauthorized': 'never',
  'provider-blocked-prompt': 'never',
  'provider-blocked-output': 'never',
  'provider-refused': 'never',
  'provider-bad-reply': 'backoff',
  'provider-reply-lost': 'backoff',
  // the merchant chooses between another two days and the normal price
  'provider-run-expired': 'never',
  'draw-waits': 'wait',
  'fidelity-failed': 'never',
  'placeholder-not-publishable': 'never',
  cancelled: 'never',
  'lease-lost': 'never',
  internal: 'backoff',
} as const satisfies Record<FailureKind, RetryPolicy>;
