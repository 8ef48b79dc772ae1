import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Keyring, Sealed } from '#app/ports/keyring.ts';

export interface EncryptionKey {
  /** Short name, stored beside what the key sealed; never reuse one for another key. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** A sealed secret that cannot be opened. Says which key it needs, never what is in it. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
}

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/** Key id and context are authenticated: a row copied to another owner, or relabelled, does not open. */
const boundTo = (keyId: string, context: string): Buffer =>
  Buffer.from(JSON.stringify([FORMAT, keyId, context]));

/**
 * AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). Layout: format byte 1, nonce, tag, ciphertext. Seals with the
 * key `activeId`, opens with any key of the ring.
 */
export const makeKeyring = (options: {
  readonly keys: readonly EncryptionKey[];
  readonly activeId: string;
}): Keyring => {
  const keys = new Map(options.keys.map(({ id, key }) => [id, Buffer.from(key)]));
  if (keys.size !== options.keys.length) throw new Error('Two encryption keys have the same id.');
  for (const [id, key] of keys) {
    if (key.length !== 32) throw new Error(`The encryption key ${id} is not 32 bytes long.`);
  }
  const active = keys.get(options.activeId);
  if (active === undefined) throw new Error(`There is no encryption key ${options.activeId}.`);

  const open = ({ keyId, ciphertext }: Sealed, context: string): string => {
    const key = keys.get(keyId);
    if (key === undefined) {
      throw new CannotOpen(
        `A secret was sealed with the key ${keyId}, which is not in SOFTBOX_ENCRYPTION_KEYS.`,
      );
    }
    if (ciphertext.length < HEAD_BYTES || ciphertext[0] !== FORMAT) {
      throw new CannotOpen(`A secret sealed with the key ${keyId} has an unknown format.`);
    }
    const decipher = createDecipheriv('aes-256-gcm', key, ciphertext.subarray(1, 1 + IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(boundTo(keyId, context));
    decipher.setAuthTag(ciphertext.subarray(1 + IV_BYTES, HEAD_BYTES));
    try {
      return Buffer.concat([decipher.update(ciphertext.subarray(HEAD_BYTES)), decipher.final()]).toString();
    } catch (cause) {
      throw new CannotOpen(
        `A secret sealed with the key ${keyId} does not open: it was changed, belongs to something else, or the key has changed.`,
        { cause },
      );
    }
  };

  return {
    activeKeyId: options.activeId,
    seal(plaintext, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', active, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(boundTo(options.activeId, context));
      const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      const ciphertext = Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), body]);
      return { keyId: options.activeId, ciphertext };
    },
    open,
    isOutdated: ({ keyId }) => keyId !== options.activeId,
  };
};

/** Whether two secrets are equal, in a time that tells nothing about where or in what length they differ. */
export const secretsAreEqual = (a: string | Uint8Array, b: string | Uint8Array): boolean => {
  const digest = (value: string | Uint8Array) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
};
