import { crc32, inflateSync } from 'node:zlib';
import type { DigitalSourceType } from '#app/domain/recipe/digital-source-type.ts';
import type { ReadDigitalSourceType, RenderProvenance } from '#app/ports/imaging.ts';

/** IPTC Photo Metadata Standard: https://www.iptc.org/std/photometadata/specification/ (DigitalSourceType, XMP property). */
const IPTC_EXT = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const OURS = 'urn:softbox:provenance:1#';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[^\x20-\x7e]/g, '?');

/** The XMP packet of a finished picture: its label, and how it came about. No names, places or times. */
export const writeXmp = (label: DigitalSourceType, provenance: RenderProvenance): string => {
  const versions = Object.entries(provenance.versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `${name} ${version}`)
    .join('; ');
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="${IPTC_EXT}" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:softbox="${OURS}">`,
    `<Iptc4xmpExt:DigitalSourceType>${escaped(label)}</Iptc4xmpExt:DigitalSourceType>`,
    '<xmp:CreatorTool>Softbox</xmp:CreatorTool>',
    `<softbox:sourceSha256>${escaped(provenance.sourceHash)}</softbox:sourceSha256>`,
    `<softbox:recipeSha256>${escaped(provenance.recipeHash)}</softbox:recipeSha256>`,
    `<softbox:versions>${escaped(versions)}</softbox:versions>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
};

const MAX_PACKET = 1024 * 1024;
const JPEG_XMP = 'http://ns.adobe.com/xap/1.0/\0';
const PNG_XMP = 'XML:com.adobe.xmp\0';

const u32 = (b: Buffer, at: number): number => (at + 4 <= b.length ? b.readUInt32BE(at) : 0);
const latin = (b: Buffer, from: number, length: number): string => b.toString('latin1', from, from + length);

const jpegPacket = (b: Buffer): string | null => {
  for (let at = 2; at + 4 <= b.length && b[at] === 0xff; ) {
    const marker = b[at + 1] ?? 0;
    if (marker === 0xda || marker === 0xd9) return null;
    const length = b.readUInt16BE(at + 2);
    if (marker === 0xe1 && latin(b, at + 4, JPEG_XMP.length) === JPEG_XMP) {
      return b.toString('utf8', at + 4 + JPEG_XMP.length, at + 2 + length);
    }
    at += 2 + length;
  }
  return null;
};

/**
 * Puts a packet into a PNG as an `iTXt` chunk behind the header, as the XMP specification asks (part 3, 1.1.5). libvips
 * writes `zTXt`, which many readers do not look into.
 */
export const putXmpIntoPng = (png: Uint8Array, xmp: string): Uint8Array => {
  const body = Buffer.concat([Buffer.from(`iTXt${PNG_XMP}\0\0\0\0`, 'latin1'), Buffer.from(xmp, 'utf8')]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(body.length - 4, 0);
  frame.writeUInt32BE(crc32(body), 4);
  const header = 8 + 25;
  return Buffer.concat([
    png.subarray(0, header),
    frame.subarray(0, 4),
    body,
    frame.subarray(4),
    png.subarray(header),
  ]);
};

const pngPacket = (b: Buffer): string | null => {
  for (let at = 8; at + 12 <= b.length; at += 12 + u32(b, at)) {
    const type = latin(b, at + 4, 4);
    if (type === 'IEND') return null;
    if (latin(b, at + 8, PNG_XMP.length) !== PNG_XMP) continue;
    const data = b.subarray(at + 8 + PNG_XMP.length, at + 8 + u32(b, at));
    // zTXt: method, then packed text. iTXt: flag, method, language\0, translated keyword\0, text
    if (type === 'zTXt') return unpacked(data.subarray(1));
    if (type !== 'iTXt') continue;
    const body = data.subarray(data.indexOf(0, data.indexOf(0, 2) + 1) + 1);
    return data[0] === 1 ? unpacked(body) : body.toString('utf8');
  }
  return null;
};

const unpacked = (data: Buffer): string =>
  inflateSync(data, { maxOutputLength: MAX_PACKET }).toString('utf8');

const webpPacket = (b: Buffer): string | null => {
  for (let at = 12; at + 8 <= b.length; ) {
    const size = b.readUInt32LE(at + 4);
    if (latin(b, at, 4) === 'XMP ') return b.toString('utf8', at + 8, at + 8 + size);
    at += 8 + size + (size & 1);
  }
  return null;
};

/** The XMP packet of a JPEG, PNG or WebP file as text, or null when there is none that can be read. */
export const readXmp = (bytes: Uint8Array): string | null => {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (b[0] === 0xff && b[1] === 0xd8) return jpegPacket(b);
    if (latin(b, 1, 3) === 'PNG') return pngPacket(b);
    return latin(b, 0, 4) === 'RIFF' && latin(b, 8, 4) === 'WEBP' ? webpPacket(b) : null;
  } catch {
    // a damaged file has no label we could vouch for
    return null;
  }
};

/** Full URI of Iptc4xmpExt:DigitalSourceType (element, attribute or rdf:resource, whatever the prefix), or null. */
export const readDigitalSourceType: ReadDigitalSourceType = (bytes) => {
  const xmp = readXmp(bytes)?.slice(0, MAX_PACKET);
  if (!xmp) return null;
  const bound = new RegExp(`xmlns:([\\w.-]+)\\s*=\\s*["']${IPTC_EXT.replace(/[./]/g, '\\$&')}["']`).exec(xmp);
  const prefix = bound?.[1]?.replace(/\./g, '\\.');
  if (!prefix) return null;
  const name = `${prefix}:DigitalSourceType`;
  const found =
    new RegExp(`<${name}\\s*>([^<]*)</${name}\\s*>`).exec(xmp) ??
    new RegExp(`<${name}\\s[^>]*?rdf:resource\\s*=\\s*["']([^"']*)["']`).exec(xmp) ??
    new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(xmp);
  return found?.[1]?.trim() || null;
};
