/**
 * A JPEG that stores red, green and blue instead of luma and chroma.
 *
 * Why: an ordinary JPEG goes through 8-bit YCbCr, and only about a quarter of all sRGB colours come back from there as they
 * went in. A background of one exact brand colour needs the other way. ITU-T T.81 leaves the colour space to the
 * application; the Adobe marker (APP14, transform 0) says "RGB", and libjpeg, ImageMagick and browsers obey it
 * (https://www.iso.org/standard/54989.html, ISO/IEC 10918-6, 6.5.3).
 *
 * How: each channel is encoded as a grey JPEG with the same quality; a grey scan is exactly what a scan of one component
 * of a three-component file looks like, so the three are put one after the other under a common frame header.
 */
export const joinRgbJpeg = (
  red: Uint8Array,
  green: Uint8Array,
  blue: Uint8Array,
  xmp: string,
): Uint8Array => {
  const planes = [red, green, blue].map(readGrey);
  const [first] = planes;
  if (!first) throw new Error('a colour JPEG has three planes');
  const parts: Uint8Array[] = [
    Uint8Array.of(0xff, 0xd8),
    xmpSegment(xmp),
    ADOBE_RGB,
    first.quantisation,
    frameHeader(first.frame),
  ];
  planes.forEach((plane, i) => {
    const id = COMPONENT_IDS[i] ?? 0;
    parts.push(plane.huffman, Uint8Array.of(0xff, 0xda, 0, 8, 1, id, 0x00, 0, 63, 0), plane.entropy);
  });
  parts.push(Uint8Array.of(0xff, 0xd9));
  return Buffer.concat(parts);
};

/** 'R', 'G', 'B': decoders that ignore the Adobe marker guess RGB from these. */
const COMPONENT_IDS = [0x52, 0x47, 0x42];
/** APP14 "Adobe", version 100, no flags, transform 0. */
const ADOBE_RGB = Uint8Array.of(0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0);
const XMP_NAME = 'http://ns.adobe.com/xap/1.0/\0';

const xmpSegment = (xmp: string): Uint8Array => {
  const body = Buffer.from(XMP_NAME + xmp, 'utf8');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

interface GreyJpeg {
  readonly quantisation: Uint8Array;
  readonly huffman: Uint8Array;
  /** Body of the SOF0 segment: precision, height, width, components. */
  readonly frame: Uint8Array;
  readonly entropy: Uint8Array;
}

/** Takes a baseline grey JPEG apart. What is not of our own encoder's making is a bug, so it throws. */
const readGrey = (bytes: Uint8Array): GreyJpeg => {
  const quantisation: Uint8Array[] = [];
  const huffman: Uint8Array[] = [];
  let frame: Uint8Array | null = null;
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1];
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const segment = bytes.subarray(at, at + 2 + length);
    at += 2 + length;
    if (marker === 0xdb) quantisation.push(segment);
    else if (marker === 0xc4) huffman.push(segment);
    else if (marker === 0xc0) frame = segment.subarray(4);
    else if (marker === 0xda) {
      if (frame?.[5] !== 1) break;
      const entropy = bytes.subarray(at, bytes.length - 2);
      return { quantisation: Buffer.concat(quantisation), huffman: Buffer.concat(huffman), frame, entropy };
    }
  }
  throw new Error('expected a baseline grey JPEG');
};

const frameHeader = (grey: Uint8Array): Uint8Array => {
  const components = COMPONENT_IDS.flatMap((id) => [id, 0x11, 0]);
  return Uint8Array.of(0xff, 0xc0, 0, 17, ...grey.subarray(0, 5), 3, ...components);
};
