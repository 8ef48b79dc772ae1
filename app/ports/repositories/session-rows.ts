import type { Sealed } from '../keyring.ts';
import type { SealedSecrets } from './sealed-secrets.ts';

/** A platform session as it is stored: everything that is secret is in `sealed`. */
export interface SessionRow {
  readonly id: string;
  readonly shop: string;
  readonly isOnline: boolean;
  readonly sealed: Sealed;
  readonly expiresAt: Date | null;
}

/** Rows of the session store: one of the named repositories that take no storeId (a session comes before its store). */
export interface SessionRows extends SealedSecrets {
  /** Makes or replaces the row in one statement. */
  put(row: SessionRow): Promise<void>;
  get(id: string): Promise<SessionRow | null>;
  /** Ids that are not there are fine. */
  delete(ids: readonly string[]): Promise<void>;
  /** At most 1,000, latest expiry first. */
  findByShop(shop: string): Promise<readonly SessionRow[]>;
}
