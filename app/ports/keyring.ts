/** A secret as it is stored: sealed with the key that `keyId` names. */
export interface Sealed {
  readonly keyId: string;
  readonly ciphertext: Uint8Array;
}

/**
 * Encrypts secrets at rest (invariant 9). Keys have ids, so that a new key can be put in front while what the old one
 * sealed stays readable.
 */
export interface Keyring {
  /** The key that seals. */
  readonly activeKeyId: string;
  /** `context` says what the secret is and whose (`session:<id>`); it is not stored, and opening needs the same one. */
  seal(plaintext: string, context: string): Sealed;
  /** Throws CannotOpen when the key is not on the ring, or the bytes or the context are not those that were sealed. */
  open(sealed: Sealed, context: string): string;
  /** True when a newer key is in use: seal the secret again at the next chance. */
  isOutdated(sealed: Pick<Sealed, 'keyId'>): boolean;
}
