import sharp from 'sharp';
import type { FileContent, MediaError } from '../state/types.ts';
import { MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE } from './limits.ts';

/** What sharp calls a format -> its MIME type. The formats the platform takes for product pictures. */
const MIME_TYPES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  heif: 'image/heic',
};

const TOO_LARGE: MediaError = {
  code: 'INVALID_IMAGE_FILE_SIZE',
  message: 'Media could not be created because the image size is too large.',
};
const TOO_MANY_PIXELS: MediaError = {
  code: 'INVALID_IMAGE_RESOLUTION',
  message: "Media could not be created because the image's resolution exceeds the max limit.",
};
const UNSUPPORTED: MediaError = {
  code: 'UNSUPPORTED_IMAGE_FILE_TYPE',
  message: 'Media could not be created because the image is an unsupported file type.',
};
const BROKEN: MediaError = {
  code: 'IMAGE_PROCESSING_FAILURE',
  message: 'Media could not be processed because the image could not be processed.',
};

export type Inspection =
  | { ok: true; content: Omit<FileContent, 'sha256'> }
  | { ok: false; error: MediaError };

/**
 * `waive` is for pictures that were in the shop before anyone asked, as the sample catalogue's oversized one.
 * Looks at the bytes themselves, not at what they were said to be, and reads the picture through to its end.
 * Sources: descriptions of enum `MediaErrorCode` in the schema;
 * https://help.shopify.com/en/manual/products/product-media/product-media-types (limits).
 */
export async function inspectImage(bytes: Buffer, limits: 'hold' | 'waive' = 'hold'): Promise<Inspection> {
  const holds = limits === 'hold';
  if (holds && bytes.length > MAX_IMAGE_BYTES) return { ok: false, error: TOO_LARGE };
  const image = sharp(bytes, { failOn: 'truncated', limitInputPixels: 300_000_000 });
  const metadata = await image.metadata().catch(() => null);
  const mimeType = MIME_TYPES[metadata?.format ?? ''];
  if (!metadata || !mimeType) return { ok: false, error: UNSUPPORTED };
  const { width, height } = metadata;
  if (holds && (width * height > MAX_IMAGE_PIXELS || Math.max(width, height) > MAX_IMAGE_SIDE)) {
    return { ok: false, error: TOO_MANY_PIXELS };
  }
  // The waived ones are trusted to be whole; reading them through takes a while each.
  const readable =
    !holds ||
    (await image
      .stats()
      .then(() => true)
      .catch(() => false));
  if (!readable) return { ok: false, error: BROKEN };
  return { ok: true, content: { byteLength: bytes.length, mimeType, width, height } };
}
