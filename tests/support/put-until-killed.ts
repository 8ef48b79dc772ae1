/** Puts one large object after the other into the folder it is given, until it is killed. Says when it begins. */
import { createHash, randomBytes } from 'node:crypto';
import { makeDiskObjectStore } from '#app/adapters/disk/disk-object-store.ts';
import { objectKey } from '#app/domain/object-key.ts';

const [folder = '', storeId = ''] = process.argv.slice(2);
const objects = makeDiskObjectStore(folder);
process.stdout.write('begun\n');
for (;;) {
  const bytes = randomBytes(16 * 1024 * 1024);
  const hash = createHash('sha256').update(bytes).digest('hex');
  await objects.put(objectKey(storeId, 'asset', hash, 'bin'), bytes, 'application/octet-stream');
}
