import type { FileRecord, ShopRecord } from '../state/types.ts';

/** `s/files/1/0928/9125/0994/files`: the shop's number in groups of four. Source: any captured `image.url`. */
export function cdnFolder(shop: ShopRecord): string {
  const digits = String(shop.id).padStart(12, '0');
  return `s/files/1/${digits.slice(-12, -8)}/${digits.slice(-8, -4)}/${digits.slice(-4)}/files`;
}

/** The public address of a file; null until it was READY once. The `v=` changes when the bytes do. */
export function fileUrl(origin: string, shop: ShopRecord, file: FileRecord): string | null {
  if (!file.content) return null;
  return `${origin}/cdn/${cdnFolder(shop)}/${encodeURIComponent(file.filename)}?v=${file.version}`;
}

/** Asks the CDN for another size; the address stays the same otherwise. */
export function sizedUrl(url: string, size: { width?: number | null; height?: number | null }): string {
  const sized = new URL(url);
  if (size.width) sized.searchParams.set('width', String(size.width));
  if (size.height) sized.searchParams.set('height', String(size.height));
  return sized.toString();
}
