import type { Sealed } from '../keyring.ts';
import type { SealedSecrets } from './sealed-secrets.ts';

/** A key with which a bridge (the WordPress plugin) signs its calls. The secret is shown once, when it is made. */
export interface BridgeKey {
  readonly id: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface BridgeKeys extends SealedSecrets {
  create(
    storeId: string,
    key: { readonly id: string; readonly secret: Sealed; readonly now: Date },
  ): Promise<void>;
  /** Newest first, revoked ones included; at most 250. */
  list(storeId: string): Promise<readonly BridgeKey[]>;
  /** False when the store has no such key, or it was revoked already. */
  revoke(storeId: string, id: string, now: Date): Promise<boolean>;
  /**
   * An unrevoked key of an active store. For authentication, which is how a caller's storeId is found out: the caller has
   * still to prove that it has the secret. Anything that is not an id of ours is null.
   */
  findForSignature(
    id: string,
  ): Promise<{ readonly id: string; readonly storeId: string; readonly secret: Sealed } | null>;
  /** Remembers a nonce of a key that was proven; false when it was there already. */
  rememberNonce(bridgeKeyId: string, nonce: string, now: Date): Promise<boolean>;
  /** A sweep, across stores: forgets up to `limit` nonces seen before; returns how many. */
  forgetNonces(seenBefore: Date, limit: number): Promise<number>;
}
