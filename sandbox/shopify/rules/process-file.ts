import type { FileContent, FileRecord, MediaError, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { endingOf } from './filename.ts';
import { inspectImage } from './inspect-image.ts';
import { readSource } from './read-source.ts';
import { touchShowing } from './update-file.ts';

type ProcessingTask = { fileId: number; source: string };

/** UPLOADED -> PROCESSING. A file that replaces its bytes stays READY meanwhile (capture media-file-update-source-semantics). */
export function startFile(shop: ShopState, task: ProcessingTask): void {
  const file = shop.files.get(task.fileId);
  if (file?.pendingSource !== task.source || file.status !== 'UPLOADED') return;
  shop.files.put({ ...file, status: 'PROCESSING' });
}

/** -> READY or FAILED, by the bytes found at the source. Replaced bytes keep their address but for its `v=`. */
export async function finishFile(world: World, shop: ShopState, task: ProcessingTask): Promise<void> {
  const before = shop.files.get(task.fileId);
  if (before?.pendingSource !== task.source) return;
  const outcome = await examine(world, shop, before, task.source);
  const file = shop.files.get(task.fileId);
  if (file?.pendingSource !== task.source) return;
  const now = world.clock.now();
  if ('code' in outcome) {
    shop.files.put({ ...file, status: 'FAILED', errors: [outcome], pendingSource: null, updatedAt: now });
  } else {
    shop.files.put({
      ...file,
      filename: endingOf(file.filename) ? file.filename : `${file.filename}${endingFor(outcome.mimeType)}`,
      status: 'READY',
      errors: [],
      content: outcome,
      pendingSource: null,
      version: Math.floor(now / 1000),
      updatedAt: now,
    });
  }
  touchShowing(world, shop, file.id);
}

async function examine(
  world: World,
  shop: ShopState,
  file: FileRecord,
  source: string,
): Promise<FileContent | MediaError> {
  const fault = world.faults.take('media-failed', { shop: shop.record.domain, names: [file.filename] });
  if (fault) return { code: fault.code, message: 'Media processing failed because a fault was switched on.' };
  const read = await readSource(world, shop, source);
  if ('code' in read) return read;
  if (file.kind === 'GenericFile') {
    const sha256 = await world.state.blobs.put(read.bytes);
    return { sha256, byteLength: read.bytes.length, mimeType: read.mimeType, width: null, height: null };
  }
  const inspection = await inspectImage(read.bytes);
  if (!inspection.ok) return inspection.error;
  return { sha256: await world.state.blobs.put(read.bytes), ...inspection.content };
}

/** Source: capture product-create-media-parity (a source without an ending becomes `png_….png`). */
function endingFor(mimeType: string): string {
  const subtype = mimeType.split('/')[1] ?? '';
  return mimeType.startsWith('image/') ? `.${subtype === 'jpeg' ? 'jpg' : subtype}` : '';
}
