import type { GeneratedImage } from '#app/ports/image-model.ts';

type Facts = Omit<GeneratedImage, 'bytes'>;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/**
 * What a picture is, read from its own bytes: type, size in pixels, and whether it carries a C2PA manifest. Null when it is no
 * whole PNG, JPEG or WebP: it has to begin and end as one.
 */
export const pictureFacts = (bytes: Uint8Array): Facts | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return pngFacts(bytes, view);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegFacts(bytes, view);
    if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return webpFacts(bytes, view);
    return null;
  } catch (error) {
    // a length that points behind the end: the file is cut off
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** Chunks of length, type, content, check (https://www.w3.org/TR/png-3/#5Chunk-layout); C2PA lies in `caBX`. */
const pngFacts = (bytes: Uint8Array, view: DataView): Facts | null => {
  let hasC2pa = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = ascii(bytes, at + 4, at + 8);
    if (type === 'caBX') hasC2pa = true;
    if (type === 'IEND') {
      return { contentType: 'image/png', width: view.getUint32(16), height: view.getUint32(20), hasC2pa };
    }
    at += 12 + length;
  }
  return null;
};

/** Frame headers that hold the size: SOF0..15 without DHT (C4), JPG (C8) and DAC (CC). */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Segments up to the scan (ITU T.81, annex B); C2PA lies in APP11 as JUMBF (ISO/IEC 19566-5). */
const jpegFacts = (bytes: Uint8Array, view: DataView): Facts | null => {
  let hasC2pa = false;
  let size: { width: number; height: number } | null = null;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (isFrameHeader(marker)) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xeb && ascii(bytes, at + 4, at + 6) === 'JP') {
      hasC2pa ||= ascii(bytes, at + 4, at + 2 + length).includes('c2pa');
    }
    if (marker === 0xda) {
      const isWhole = bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
      return size && isWhole ? { contentType: 'image/jpeg', ...size, hasC2pa } : null;
    }
    at += 2 + length;
  }
  return null;
};

/** https://developers.google.com/speed/webp/docs/riff_container; C2PA lies in a chunk of that name. */
const webpFacts = (bytes: Uint8Array, view: DataView): Facts | null => {
  if (view.getUint32(4, true) + 8 > bytes.length) return null;
  let hasC2pa = false;
  let size: { width: number; height: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const type = ascii(bytes, at, at + 4);
    const length = view.getUint32(at + 4, true);
    const content = at + 8;
    if (type === 'C2PA') hasC2pa = true;
    if (type === 'VP8X') {
      const three = (from: number) => view.getUint16(from, true) + (view.getUint8(from + 2) << 16) + 1;
      size = { width: three(content + 4), height: three(content + 7) };
    }
    if (type === 'VP8 ' && size === null) {
      size = {
        width: view.getUint16(content + 6, true) & 0x3fff,
        height: view.getUint16(content + 8, true) & 0x3fff,
      };
    }
    if (type === 'VP8L' && size === null) {
      const bits = view.getUint32(content + 1, true);
      size = { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    at = content + length + (length % 2);
  }
  return size ? { contentType: 'image/webp', ...size, hasC2pa } : null;
};
