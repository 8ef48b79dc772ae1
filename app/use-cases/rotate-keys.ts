import { SECRET_CONTEXTS, type SecretKind } from '../domain/secret-context.ts';
import type { Keyring, Sealed } from '../ports/keyring.ts';
import type { SealedSecret, SealedSecrets } from '../ports/repositories/sealed-secrets.ts';

const PAGE = 200;

export interface RotateKeysDeps {
  /** Every place where sealed secrets are kept; the compiler refuses one that is left out. */
  readonly homes: Readonly<Record<SecretKind, SealedSecrets>>;
  readonly keyring: Keyring;
  readonly pageSize?: number;
}

export interface RotationCounts {
  /** Sealed with the active key now. */
  readonly resealed: number;
  /** Replaced by somebody else while we had it in hand: a renewed token. */
  readonly overtaken: number;
  /** By the id of the key they need, which is not on the ring or does not open them. */
  readonly unreadable: Readonly<Record<string, number>>;
}
export type Rotation = Readonly<Record<SecretKind, RotationCounts>>;

type Counts = { resealed: number; overtaken: number; unreadable: Record<string, number> };

/** Null when it does not open; that is for the operator to know, and must not stop the others. */
const resealed = (keyring: Keyring, sealed: Sealed, context: string): Sealed | null => {
  let secret: string;
  try {
    secret = keyring.open(sealed, context);
  } catch {
    return null;
  }
  return keyring.seal(secret, context);
};

/**
 * Seals every secret that an older key sealed with the active one, page by page. Each row is replaced by itself and only if
 * it still holds what was read, so it may be stopped anywhere, run again, and run while the app renews tokens.
 */
export const makeRotateKeys = ({ homes, keyring, pageSize = PAGE }: RotateKeysDeps) => {
  const rotateOne = async (kind: SecretKind, { id, sealed }: SealedSecret, counts: Counts): Promise<void> => {
    const fresh = resealed(keyring, sealed, SECRET_CONTEXTS[kind](id));
    if (fresh === null) {
      counts.unreadable[sealed.keyId] = (counts.unreadable[sealed.keyId] ?? 0) + 1;
    } else if (await homes[kind].reseal(id, sealed, fresh)) {
      counts.resealed += 1;
    } else {
      counts.overtaken += 1;
    }
  };

  const rotate = async (kind: SecretKind): Promise<RotationCounts> => {
    const counts: Counts = { resealed: 0, overtaken: 0, unreadable: {} };
    for (let after: string | null = null; ; ) {
      const page: readonly SealedSecret[] = await homes[kind].sealedOtherwise(keyring.activeKeyId, {
        after,
        limit: pageSize,
      });
      for (const secret of page) await rotateOne(kind, secret, counts);
      const last = page.at(-1);
      if (!last || page.length < pageSize) return counts;
      after = last.id;
    }
  };

  return async (): Promise<Rotation> => ({
    'shopify-session': await rotate('shopify-session'),
    'bridge-key': await rotate('bridge-key'),
    'woo-connection': await rotate('woo-connection'),
  });
};
