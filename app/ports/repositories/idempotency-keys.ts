/** An answer as it is kept for a replay. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type IdempotencyStart =
  /** Go on, then `finish` or `abandon`. */
  | { readonly kind: 'fresh' }
  /** The same request was answered: give this again. */
  | { readonly kind: 'replay'; readonly answer: KeptAnswer }
  /** The key belongs to another request. */
  | { readonly kind: 'mismatch' }
  /** The first request with this key has not finished. */
  | { readonly kind: 'running' };

/** Answers kept for this long; after that a key is fresh again. */
export const IDEMPOTENCY_KEPT_MS = 24 * 60 * 60_000;
/** A request that has not finished by then was killed: the same request may take its key over. */
export const IDEMPOTENCY_RUN_MS = 120_000;

/** Answers to writes, by store and key. Times are the database's, the one clock that all processes share. */
export interface IdempotencyKeys {
  /** Takes the key for the request with this fingerprint; of several at once exactly one is `fresh`. */
  begin(storeId: string, key: string, fingerprint: string): Promise<IdempotencyStart>;
  finish(storeId: string, key: string, answer: KeptAnswer): Promise<void>;
  /** Forgets the key: the request came to nothing and may be tried again. Keeps a finished one. */
  abandon(storeId: string, key: string): Promise<void>;
  /** A sweep, across stores: forgets up to `limit` expired keys; returns how many. */
  forgetExpired(limit: number): Promise<number>;
}
