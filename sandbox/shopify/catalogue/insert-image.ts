import { cleanName, fileNamed, withUuid } from '../rules/filename.ts';
import { inspectImage } from '../rules/inspect-image.ts';
import type { FileRecord, ShopState } from '../state/types.ts';
import type { ImageSeed } from '../types.ts';
import type { World } from '../world.ts';

/** A picture that is READY at once, as if the merchant had uploaded it long ago. Throws when it is no picture. */
export async function insertImage(world: World, shop: ShopState, image: ImageSeed): Promise<FileRecord> {
  const bytes = Buffer.from(image.bytes);
  const inspection = await inspectImage(bytes, 'waive');
  if (!inspection.ok) throw new Error(`${image.filename}: ${inspection.error.message}`);
  const sha256 = await world.state.blobs.put(bytes);
  const now = world.clock.now();
  const filename = cleanName(image.filename.split('/').at(-1) ?? image.filename);
  const file: FileRecord = {
    id: shop.nextId(),
    kind: 'MediaImage',
    filename: fileNamed(shop, filename) ? withUuid(filename, world.uuid()) : filename,
    filenameSince: now,
    alt: image.alt ?? '',
    status: 'READY',
    errors: [],
    content: { sha256, ...inspection.content },
    pendingSource: null,
    version: Math.floor(now / 1000),
    createdAt: now,
    updatedAt: now,
  };
  shop.files.put(file);
  return file;
}
