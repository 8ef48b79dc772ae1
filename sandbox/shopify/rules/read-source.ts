import type { MediaError, ShopState } from '../state/types.ts';
import type { World } from '../world.ts';
import { MAX_IMAGE_BYTES } from './limits.ts';
import { stagedUploadAt } from './staged-uploads.ts';

const TIMEOUT_MS = 10_000;

/** The bytes behind `originalSource`: one of our staged uploads, or any http address. */
export async function readSource(
  world: World,
  shop: ShopState,
  source: string,
): Promise<{ bytes: Buffer; mimeType: string } | MediaError> {
  const staged = stagedUploadAt(world, shop, source);
  if (staged === 'foreign') {
    return {
      code: 'INVALID_SIGNED_URL',
      message: 'Media could not be processed because the signed URL was invalid.',
    };
  }
  if (staged) {
    const bytes = staged.content ? await world.state.blobs.get(staged.content.sha256) : undefined;
    return bytes ? { bytes, mimeType: staged.mimeType } : downloadFailure();
  }
  try {
    const response = await fetch(source, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || !response.body) return downloadFailure();
    const bytes = await readUpTo(response.body, MAX_IMAGE_BYTES);
    return {
      bytes,
      mimeType: response.headers.get('content-type') ?? 'application/octet-stream',
    };
  } catch {
    return downloadFailure();
  }
}

function downloadFailure(): MediaError {
  return {
    code: 'IMAGE_DOWNLOAD_FAILURE',
    message: 'Media could not be processed because the image could not be downloaded.',
  };
}

/** Stops one chunk past the limit: that much is enough to know that it is refused. */
async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Buffer> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length <= limit) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts);
    parts.push(value);
    length += value.length;
  }
  await reader.cancel();
  return Buffer.concat(parts);
}
