import { z } from 'zod';
import type { EncryptionKey } from './keyring.ts';

const FORM = 'k1:<32 bytes in base64>,k0:<…>, the key in use first';
/** Make one with: openssl rand -base64 32 */
const ENTRY = /^([A-Za-z0-9][A-Za-z0-9_-]{0,31}):([A-Za-z0-9+/]{43}=?)$/;

const parseKeys = (text: string, context: z.RefinementCtx): EncryptionKey[] => {
  const keys: EncryptionKey[] = [];
  for (const [i, entry] of text.split(',').entries()) {
    const [, id, base64] = ENTRY.exec(entry.trim()) ?? [];
    // never repeat the entry: the message goes to the log
    const fault =
      id === undefined || base64 === undefined
        ? `entry ${i + 1} is not of the form ${FORM}`
        : keys.some((key) => key.id === id)
          ? `the id ${id} is there twice`
          : null;
    if (fault !== null || id === undefined || base64 === undefined) {
      context.addIssue({ code: 'custom', message: `SOFTBOX_ENCRYPTION_KEYS: ${fault}` });
      return z.NEVER;
    }
    keys.push({ id, key: Buffer.from(base64, 'base64') });
  }
  return keys;
};

/**
 * The keyring's part of the environment: keys by id, the one in use first. To rotate, put a new key in front; drop the old
 * one when nothing is sealed with it any more.
 */
export const keyringEnv = z.object({
  SOFTBOX_ENCRYPTION_KEYS: z
    .preprocess((value) => (value === '' ? undefined : value), z.string().transform(parseKeys).optional())
    .describe(`Keys that seal store tokens at rest: ${FORM} (to change it: docs/encryption-keys.md)`),
});
