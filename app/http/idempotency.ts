import { RETRY_POLICY } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { IdempotencyKeys } from '#app/ports/repositories/idempotency-keys.ts';
import { canonicalQuery, sha256Hex } from './bridge-signature.ts';
import { EDGE_PROBLEMS, type ProblemKind, type Refusal, refusal } from './problem.ts';

/** What the edge needs of the book of keys. */
export type IdempotencyRecords = Pick<IdempotencyKeys, 'begin' | 'finish' | 'abandon'>;

/** The header's value; null when there is none. 1 to 255 visible ASCII characters. */
export const idempotencyKeyOf = (headers: Headers): Result<string | null, Refusal> => {
  const key = headers.get('Idempotency-Key');
  if (key === null) return ok(null);
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return ok(key);
  return err(
    refusal('invalid-input', 'An Idempotency-Key has 1 to 255 visible ASCII characters.', {
      field: 'Idempotency-Key',
    }),
  );
};

/** Same fingerprint, same request: method, path, sorted query and body. */
export const fingerprintOf = (method: string, url: URL, body: Uint8Array): string =>
  sha256Hex(`${method} ${url.pathname}?${canonicalQuery(url.search.slice(1))}\n${sha256Hex(body)}`);

/** Whether a refusal is the answer for good, or the same request may succeed later and must not be answered from memory. */
export const isLastingRefusal = (kind: ProblemKind): boolean =>
  kind in EDGE_PROBLEMS || RETRY_POLICY[kind as keyof typeof RETRY_POLICY] === 'never';

export const KEY_MISMATCH = refusal(
  'idempotency-mismatch',
  'This Idempotency-Key was used for another request; use a new key for each request.',
  { field: 'Idempotency-Key' },
);
export const KEY_RUNNING = refusal(
  'conflict',
  'The first request with this Idempotency-Key is still at work; ask again in a moment.',
  { field: 'Idempotency-Key', retryAfterMs: 1000 },
);
