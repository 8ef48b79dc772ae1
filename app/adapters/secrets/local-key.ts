import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncryptionKey } from './keyring.ts';

const ID = 'local';

/**
 * A key kept in the data folder, for the embedded default where nobody set SOFTBOX_ENCRYPTION_KEYS. Made once; several
 * processes that boot at the same time end up with the same one. Whoever has the folder has the key.
 */
export const ensureLocalKey = async (dataDir: string): Promise<EncryptionKey> => {
  const file = join(dataDir, 'encryption.key');
  const present = await readFile(file, 'utf8').catch(() => null);
  if (present === null) {
    await mkdir(dataDir, { recursive: true });
    const half = `${file}.${randomBytes(6).toString('hex')}`;
    await writeFile(half, randomBytes(32).toString('base64'), { mode: 0o600 });
    // a link appears whole or not at all, and does not replace the one that another process made first
    await link(half, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(half);
  }
  const key = Buffer.from(present ?? (await readFile(file, 'utf8')), 'base64');
  if (key.length !== 32) throw new Error(`${file} does not hold a key of 32 bytes.`);
  return { id: ID, key };
};
