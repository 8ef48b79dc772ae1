import type { Sealed } from '../keyring.ts';

/** A sealed secret and the id it was sealed for. */
export interface SealedSecret {
  readonly id: string;
  readonly sealed: Sealed;
}

/** Rows with a secret each, for the sweep that seals them anew, across stores. */
export interface SealedSecrets {
  /** Those sealed with another key than `keyId`, ordered by id, after the id `after`. */
  sealedOtherwise(
    keyId: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly SealedSecret[]>;
  /** Puts `to` in the place of `from`; false when the row holds something else by now. */
  reseal(id: string, from: Sealed, to: Sealed): Promise<boolean>;
}
