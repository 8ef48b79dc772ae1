import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { Pixels } from '../../provider/plate/draw-plate.ts';

/**
 * The files that image models send carry a C2PA manifest: a JUMBF box, in PNG as chunk `caBX`, in JPEG as APP11 segments
 * (https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html#_embedding_manifests_into_assets).
 * This one has the right outer boxes, no signature, and says inside that it comes from a stand-in.
 */
export async function encodePicture(pixels: Pixels, mimeType: 'image/png' | 'image/jpeg'): Promise<Buffer> {
  const picture = sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } });
  if (mimeType === 'image/png') {
    const png = await picture.png({ compressionLevel: 3 }).toBuffer();
    // after the signature (8 bytes) and IHDR (25 bytes)
    return Buffer.concat([png.subarray(0, 33), pngChunk('caBX', manifestBox()), png.subarray(33)]);
  }
  const jpeg = await picture.jpeg({ quality: 92 }).toBuffer();
  return Buffer.concat([jpeg.subarray(0, 2), app11(manifestBox()), jpeg.subarray(2)]);
}

/** `jumb` { `jumd` (C2PA's type, label "c2pa"), `json` } (ISO/IEC 19566-5). */
function manifestBox(): Buffer {
  const type = Buffer.from('6332706100110010800000aa00389b71', 'hex');
  const description = box('jumd', Buffer.concat([type, Buffer.from([3]), Buffer.from('c2pa\0')]));
  const said = JSON.stringify({ madeBy: 'softbox sandbox', note: 'a stand-in; not signed by anyone' });
  return box('jumb', Buffer.concat([description, box('json', Buffer.from(said))]));
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Marker, length, "JP", box instance 1, packet 1, box. */
function app11(content: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xffeb, 0);
  head.writeUInt16BE(content.length + 10, 2);
  head.write('JP', 4, 'latin1');
  head.writeUInt16BE(1, 6);
  head.writeUInt32BE(1, 8);
  return Buffer.concat([head, content]);
}
