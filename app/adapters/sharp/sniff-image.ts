/**
 * What a file is, by its first bytes, and whether its container is whole. No decoding happens here, so nothing a file
 * says about itself can cost memory.
 */
export type Sniffed =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'svg'
  | 'heif'
  | 'avif'
  | 'tiff'
  | 'bmp'
  | 'pdf'
  | 'text'
  | 'unknown';

const ascii = (b: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...b.subarray(from, from + length));
const startsWith = (b: Uint8Array, ...bytes: number[]): boolean => bytes.every((v, i) => b[i] === v);
const u32be = (b: Uint8Array, at: number): number =>
  (((b[at] ?? 0) << 24) | ((b[at + 1] ?? 0) << 16) | ((b[at + 2] ?? 0) << 8) | (b[at + 3] ?? 0)) >>> 0;
const u32le = (b: Uint8Array, at: number): number =>
  (((b[at + 3] ?? 0) << 24) | ((b[at + 2] ?? 0) << 16) | ((b[at + 1] ?? 0) << 8) | (b[at] ?? 0)) >>> 0;

const AVIF_BRANDS = ['avif', 'avis'];
const HEIF_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

export const sniffImage = (b: Uint8Array): Sniffed => {
  if (startsWith(b, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (startsWith(b, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 4) === 'WEBP') return 'webp';
  if (ascii(b, 0, 4) === 'GIF8') return 'gif';
  if (ascii(b, 4, 4) === 'ftyp') {
    const brand = ascii(b, 8, 4);
    if (AVIF_BRANDS.includes(brand)) return 'avif';
    if (HEIF_BRANDS.includes(brand)) return 'heif';
  }
  if (startsWith(b, 0x49, 0x49, 0x2a, 0x00) || startsWith(b, 0x4d, 0x4d, 0x00, 0x2a)) return 'tiff';
  if (ascii(b, 0, 2) === 'BM' && b.length > 26 && u32le(b, 14) >= 12 && u32le(b, 14) <= 124) return 'bmp';
  if (ascii(b, 0, 5) === '%PDF-') return 'pdf';
  return sniffText(b);
};

const sniffText = (b: Uint8Array): Sniffed => {
  const head = b.subarray(0, 4096);
  if (head.some((c) => c < 9 || (c > 13 && c < 32))) return 'unknown';
  const text = new TextDecoder().decode(head);
  return /<svg[\s>]/i.test(text) ? 'svg' : 'text';
};

export interface Container {
  readonly truncated: boolean;
  readonly animated: boolean;
}

/** Walks the container's own structure: is its end there, and does it hold more than one picture? */
export const readContainer = (type: 'jpeg' | 'png' | 'webp', b: Uint8Array): Container => {
  switch (type) {
    case 'jpeg':
      return { truncated: !hasJpegEnd(b), animated: false };
    case 'png':
      return readPng(b);
    case 'webp':
      return readWebp(b);
  }
};

/** End-of-image marker after the last scan; cameras may write anything behind it, so it is looked for backwards. */
const hasJpegEnd = (b: Uint8Array): boolean => {
  for (let i = b.length - 2; i >= 2; i--) if (b[i] === 0xff && b[i + 1] === 0xd9) return i > scanStart(b);
  return false;
};

/**
 * Offset of the first start-of-scan marker; an embedded thumbnail's end marker lies before it. A file that ends before
 * its scan has its whole length here, one whose segments make no sense 0: that is for the decoder to judge.
 */
const scanStart = (b: Uint8Array): number => {
  let at = 2;
  while (at + 4 <= b.length && b[at] === 0xff) {
    const marker = b[at + 1] ?? 0;
    if (marker === 0xda) return at;
    if (marker === 0xff) at += 1;
    else at += 2 + (((b[at + 2] ?? 0) << 8) | (b[at + 3] ?? 0));
  }
  return at + 4 <= b.length ? 0 : b.length;
};

const readPng = (b: Uint8Array): Container => {
  let animated = false;
  for (let at = 8; at + 12 <= b.length; ) {
    const type = ascii(b, at + 4, 4);
    if (type === 'acTL') animated = u32be(b, at + 8) > 1;
    if (type === 'IEND') return { truncated: false, animated };
    at += 12 + u32be(b, at);
  }
  return { truncated: true, animated };
};

const readWebp = (b: Uint8Array): Container => {
  const truncated = u32le(b, 4) + 8 > b.length;
  const animated = ascii(b, 12, 4) === 'VP8X' && ((b[20] ?? 0) & 0x02) !== 0;
  return { truncated, animated };
};
