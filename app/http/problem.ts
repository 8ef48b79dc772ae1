import { type Failure, type FailureKind, HTTP_STATUS } from '#app/domain/failure.ts';

/**
 * Problems that only exist because the caller speaks HTTP; everything else is a `Failure` of the domain. Their status and
 * title stand here, so that the domain need not know about methods and media types.
 */
export const EDGE_PROBLEMS = {
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
} as const;
export type EdgeProblemKind = keyof typeof EDGE_PROBLEMS;
export type ProblemKind = FailureKind | EdgeProblemKind;

/** The `title` of a problem (RFC 9457 section 3.1.4): the same for every occurrence of its type. */
const TITLES = {
  'invalid-input': 'Invalid input',
  unauthenticated: 'Not authenticated',
  forbidden: 'Forbidden',
  'not-found': 'Not found',
  conflict: 'Conflict',
  'idempotency-mismatch': 'Idempotency key used for another request',
  'payload-too-large': 'Payload too large',
  'rate-limited': 'Too many requests',
  'unsupported-option': 'Option not supported',
  'budget-exceeded': 'Budget exceeded',
  'image-empty': 'Picture is empty',
  'image-corrupt': 'Picture is corrupt',
  'image-truncated': 'Picture is cut off',
  'image-too-large': 'Picture is too large',
  'image-too-small': 'Picture is too small',
  'image-animated': 'Picture is animated',
  'image-type-unsupported': 'Picture type not supported',
  'image-type-mismatch': 'Picture is not of the type it claims',
  'image-missing': 'Picture is missing',
  'mask-empty': 'No product found in the picture',
  'url-forbidden': 'Address not allowed',
  'fetch-failed': 'Download failed',
  'fetch-timeout': 'Download took too long',
  'store-unavailable': 'Store not reachable',
  'store-throttled': 'Store asks us to wait',
  'store-unauthorized': 'Store refused our access',
  'store-disconnected': 'Store disconnected',
  'publish-rejected': 'Store rejected the publication',
  'media-limit': 'Product holds no more media',
  'media-failed': 'Store could not process the picture',
  'product-gone': 'Product is gone',
  'media-gone': 'Medium is gone',
  'provider-throttled': 'Image service asks us to wait',
  'provider-paused': 'Calls to the image service are held back',
  'provider-quota': 'Quota of the image service used up',
  'provider-unavailable': 'Image service not reachable',
  'provider-unauthorized': 'Image service refused our access',
  'provider-blocked-prompt': 'Image service did not accept the description',
  'provider-blocked-output': 'Image service withheld its picture',
  'provider-refused': 'Image service declined',
  'provider-bad-reply': 'Image service answered with something unusable',
  'provider-reply-lost': 'Answer of the image service got lost',
  'provider-run-expired': 'Cheaper run of the image service took too long',
  'draw-waits': 'Waits for the cheaper run',
  'fidelity-failed': 'Product came out changed',
  'placeholder-not-publishable': 'Placeholders cannot be published',
  cancelled: 'Cancelled',
  'lease-lost': 'Work was taken over',
  internal: 'Internal error',
} as const satisfies Record<FailureKind, string>;

/** One thing wrong with a request; a body or a query may have several. */
export interface ProblemDetail {
  /** Dotted path of the field in the body or query, or the name of a header. */
  readonly field: string;
  readonly detail: string;
}

/** Problem details (RFC 9457). `type` is a path on this server; members after `instance` are our extensions. */
export interface Problem {
  readonly type: `/problems/${ProblemKind}`;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  /** The field, option or header at fault, where there is one. */
  readonly field?: string;
  readonly errors?: ProblemDetail[];
  /** Facts about this occurrence; never secrets. */
  readonly details?: Record<string, string | number | boolean | string[]>;
}

export const isEdgeProblem = (kind: ProblemKind): kind is EdgeProblemKind => kind in EDGE_PROBLEMS;

export const problemStatus = (kind: ProblemKind): number =>
  isEdgeProblem(kind) ? EDGE_PROBLEMS[kind].status : HTTP_STATUS[kind];
export const problemTitle = (kind: ProblemKind): string =>
  isEdgeProblem(kind) ? EDGE_PROBLEMS[kind].title : TITLES[kind];

/** What the edge refuses with: a domain failure, or a problem of HTTP itself. */
export interface Refusal extends Omit<Failure, 'kind'> {
  readonly kind: ProblemKind;
  readonly errors?: readonly ProblemDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

export const refusal = (
  kind: ProblemKind,
  message: string,
  extra: Omit<Refusal, 'kind' | 'message'> = {},
): Refusal => ({ kind, message, ...extra });

/** The problem document of a refusal; `instance` is the path of the request, without its query. */
export const toProblem = (refused: Refusal, instance: string): Problem => ({
  type: `/problems/${refused.kind}`,
  title: problemTitle(refused.kind),
  status: problemStatus(refused.kind),
  detail: refused.message,
  instance,
  ...(refused.field === undefined ? {} : { field: refused.field }),
  ...(refused.errors === undefined ? {} : { errors: [...refused.errors] }),
  ...(refused.details === undefined ? {} : { details: factsOf(refused.details) }),
});

const factsOf = (details: NonNullable<Failure['details']>): NonNullable<Problem['details']> =>
  Object.fromEntries(
    Object.entries(details).map(([name, fact]) => [name, typeof fact === 'object' ? [...fact] : fact]),
  );

/** Both ways to authenticate, as RFC 9110 section 11.6.1 asks of every 401. */
const CHALLENGE = 'Bearer realm="softbox", error="invalid_token", Softbox-HMAC-SHA256 realm="softbox"';

/** Headers that go with a refusal beside its body. */
export const problemHeaders = (refused: Refusal): Record<string, string> => ({
  ...(refused.kind === 'unauthenticated' ? { 'WWW-Authenticate': CHALLENGE } : {}),
  ...(refused.retryAfterMs === undefined
    ? {}
    : { 'Retry-After': String(Math.max(1, Math.ceil(refused.retryAfterMs / 1000))) }),
  ...refused.headers,
});
