import type { Result } from '../domain/result.ts';

/**
 * Where pictures, masks and sources are kept. Keys are made by `domain/object-key.ts` from the store and a content hash, so a
 * put of the same content is idempotent and a name never points at other bytes.
 */
export interface ObjectStore {
  /** Stores the bytes atomically: a reader sees all of them or nothing. Putting an existing key again is a no-op. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The bytes, or `not-found`. */
  get(key: string): Promise<Result<Uint8Array>>;
  has(key: string): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Deletes every object of a store. */
  deleteStore(storeId: string): Promise<void>;
}

/**
 * Removes what processes that were killed in the middle of a put have left and nobody has touched since `before`. Returns how many
 * files went.
 */
export type SweepUnfinished = (before: Date, signal: AbortSignal) => Promise<number>;
