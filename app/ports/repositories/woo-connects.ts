import type { Sealed } from '../keyring.ts';

/** A connect under way. It belongs to no store: whose it is, the state and the verifier prove. */
export interface WooConnect {
  readonly id: string;
  readonly challenge: string;
  readonly siteUrl: string;
  readonly restUrl: string;
  readonly siteId: string;
  readonly pluginVersion: string;
  readonly startedBy: string;
  /** The key that was posted for it, as JSON. */
  readonly granted: Sealed | null;
  readonly storeId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface WooConnects {
  start(
    connect: Pick<
      WooConnect,
      'id' | 'challenge' | 'siteUrl' | 'restUrl' | 'siteId' | 'pluginVersion' | 'startedBy'
    > & { readonly stateHash: string; readonly now: Date },
  ): Promise<void>;
  findByState(stateHash: string): Promise<WooConnect | null>;
  /** Keeps the key that was posted; false when one was posted before, or it was finished or begun before `startedAfter`. */
  grant(
    id: string,
    granted: Sealed,
    options: { readonly now: Date; readonly startedAfter: Date },
  ): Promise<boolean>;
  /** Ends it, or notes that it has ended again. The key that was posted is forgotten by `forgetOld`. */
  finish(id: string, storeId: string, now: Date): Promise<void>;
  /** A sweep: forgets up to `limit` that were begun before; returns how many. */
  forgetOld(startedBefore: Date, limit: number): Promise<number>;
}
