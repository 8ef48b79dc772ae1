import type { FileRecord, ShopState } from '../state/types.ts';

/** Endings that make a file a picture. Source: capture file-create-content-type-inference (2026-04). */
const IMAGE_ENDINGS = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'heic', 'avif', 'tif', 'tiff', 'bmp']);

export function endingOf(filename: string): string {
  return /\.([A-Za-z0-9]+)$/.exec(filename)?.[1] ?? '';
}

export function isImageName(filename: string): boolean {
  return IMAGE_ENDINGS.has(endingOf(filename).toLowerCase());
}

/** The last part of a source address: the name of a file for which none was given. */
export function nameFromSource(source: string): string {
  const path = URL.canParse(source) ? new URL(source).pathname : '';
  const last = path.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What a CDN address can carry. Assumption: the platform's exact rewriting is not documented. */
export function cleanName(filename: string): string {
  return filename.normalize('NFC').replace(/[^\p{L}\p{N}._-]+/gu, '_');
}

/**
 * The file of the shop that has this name, whatever its letter case, also one that failed.
 * Assumption (docs/sandbox-assumptions.md): the stricter reading of both.
 */
export function fileNamed(shop: ShopState, filename: string): FileRecord | undefined {
  const wanted = filename.toLowerCase();
  return shop.files.all().find((file) => file.filename.toLowerCase() === wanted);
}

/** `name_{uuid}.ending`. Source: capture product-create-media-parity (`png_c96fea6a-….png`). */
export function withUuid(filename: string, uuid: string): string {
  const ending = endingOf(filename);
  return ending ? `${filename.slice(0, -ending.length - 1)}_${uuid}.${ending}` : `${filename}_${uuid}`;
}
