import { SECRET_CONTEXTS } from '#app/domain/secret-context.ts';
import type { Clock, NewId } from '#app/ports/clock.ts';
import type { Keyring } from '#app/ports/keyring.ts';
import type { BridgeKeys } from '#app/ports/repositories/bridge-keys.ts';

/** What a key's secret is sealed for: opened for another key it does not open. */
const contextOf = SECRET_CONTEXTS['bridge-key'];

/** Shown once, when it is made. */
export interface IssuedBridgeKey {
  readonly keyId: string;
  /** 64 hexadecimal digits; the HMAC key is the 32 bytes they stand for. */
  readonly secret: string;
}

export interface IssueBridgeKeyDeps {
  readonly bridgeKeys: Pick<BridgeKeys, 'create'>;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newId: NewId;
  /** Fresh random bytes, 32 of them, as hexadecimal digits. */
  readonly randomHex32: () => string;
}

/** Makes a key for a bridge of the store. */
export const makeIssueBridgeKey =
  (deps: IssueBridgeKeyDeps) =>
  async (storeId: string): Promise<IssuedBridgeKey> => {
    const keyId = deps.newId();
    const secret = deps.randomHex32();
    if (!/^[0-9a-f]{64}$/.test(secret)) throw new Error('a bridge secret is 32 bytes in hexadecimal digits');
    const sealed = deps.keyring.seal(secret, contextOf(keyId));
    await deps.bridgeKeys.create(storeId, { id: keyId, secret: sealed, now: deps.clock.now() });
    return { keyId, secret };
  };

/** Finds an unrevoked key of an active store with its secret as text, for checking a signature; null when there is none. */
export const makeFindBridgeKey =
  (deps: {
    readonly bridgeKeys: Pick<BridgeKeys, 'findForSignature'>;
    readonly keyring: Pick<Keyring, 'open'>;
  }) =>
  async (
    keyId: string,
  ): Promise<{ readonly id: string; readonly storeId: string; readonly secret: string } | null> => {
    const key = await deps.bridgeKeys.findForSignature(keyId);
    if (!key) return null;
    return { id: key.id, storeId: key.storeId, secret: deps.keyring.open(key.secret, contextOf(key.id)) };
  };
