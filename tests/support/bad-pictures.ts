import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { FailureKind } from '#app/domain/failure.ts';

/** A file as a store might give it to us, what it is sent as, and the one kind of failure that it has to end in. */
export interface BadPicture {
  readonly what: string;
  readonly kind: FailureKind;
  readonly contentType: string;
  readonly make: () => Promise<Buffer> | Buffer;
}

const speckled = (width: number, height: number) =>
  sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + (i >> 5) * 31) % 251)), {
    raw: { width, height, channels: 3 },
  });
/** One that can be used. */
export const goodPhoto = () => speckled(320, 240).jpeg().toBuffer();
const png = () => speckled(320, 240).png().toBuffer();
const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>';

/** A PNG of a few bytes whose header, checksum and all, promises 10,000 x 10,000 px. */
const bomb = async () => {
  const small = Buffer.from(await png());
  small.writeUInt32BE(10_000, 16);
  small.writeUInt32BE(10_000, 20);
  small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
  return small;
};

const animated = () =>
  sharp(Buffer.alloc(160 * 320 * 3, Buffer.concat([Buffer.alloc(160 * 160 * 3, 9), Buffer.alloc(1, 200)])), {
    raw: { width: 160, height: 320, channels: 3, pageHeight: 160 },
  })
    .webp()
    .toBuffer();

const damaged = async () => Buffer.from(await png()).fill(0xa5, 3_000, 3_400);
const half = async () => (await goodPhoto()).subarray(0, 4_000);

export const BAD_PICTURES: readonly BadPicture[] = [
  { what: 'a corrupt picture', kind: 'image-corrupt', contentType: 'image/png', make: damaged },
  { what: 'a truncated picture', kind: 'image-truncated', contentType: 'image/jpeg', make: half },
  {
    what: 'a zero-byte picture',
    kind: 'image-empty',
    contentType: 'image/jpeg',
    make: () => Buffer.alloc(0),
  },
  { what: 'a bomb of 100 megapixels', kind: 'image-too-large', contentType: 'image/png', make: bomb },
  { what: 'an animated picture', kind: 'image-animated', contentType: 'image/webp', make: animated },
  {
    what: 'an SVG',
    kind: 'image-type-unsupported',
    contentType: 'image/svg+xml',
    make: () => Buffer.from(svg),
  },
  {
    what: 'a text file named .jpg',
    kind: 'image-type-mismatch',
    contentType: 'image/jpeg',
    make: () => Buffer.from('Dear customer,\nplease find attached'),
  },
  { what: 'a PNG sent as a JPEG', kind: 'image-type-mismatch', contentType: 'image/jpeg', make: png },
];
