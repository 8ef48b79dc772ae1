import sharp, { type Sharp } from 'sharp';

/** Pictures as merchants really have them: each kind spoils a good photo in one way. */
export type AwkwardKind = 'tiny' | 'huge' | 'transparent' | 'cmyk' | 'turned';

/** A photo and its mask as raw pixels, top row first. */
export interface RawPicture {
  photo: Buffer;
  mask: Buffer;
  width: number;
  height: number;
}

export interface EncodedPicture {
  photo: Buffer;
  mask: Buffer;
}

/** What is unusual about each kind, in words for the catalogue. */
export const AWKWARD_NOTES = {
  tiny: '40 pixels wide',
  huge: '5000 pixels on its longer side, strongly compressed',
  transparent: 'PNG with an alpha channel of its own',
  cmyk: 'CMYK JPEG with a print profile',
  turned: 'EXIF orientation 6, with made-up GPS position and owner',
} satisfies Record<AwkwardKind, string>;

const TINY_SIDE = 40;
const HUGE_SIDE = 5000;

function rgb(picture: RawPicture): Sharp {
  return sharp(picture.photo, { raw: { width: picture.width, height: picture.height, channels: 3 } });
}

function grey(picture: RawPicture): Sharp {
  return sharp(picture.mask, { raw: { width: picture.width, height: picture.height, channels: 1 } });
}

function maskFile(image: Sharp): Promise<Buffer> {
  return image.toColourspace('b-w').png({ compressionLevel: 9, effort: 10 }).toBuffer();
}

/** An ordinary photo: JPEG with its mask. */
export async function encodeOrdinary(picture: RawPicture): Promise<EncodedPicture> {
  return {
    photo: await rgb(picture).jpeg({ quality: 87, mozjpeg: true }).toBuffer(),
    mask: await maskFile(grey(picture)),
  };
}

export function encodeAwkward(kind: AwkwardKind, picture: RawPicture): Promise<EncodedPicture> {
  switch (kind) {
    case 'tiny':
      return encodeResized(picture, TINY_SIDE, 90);
    case 'huge':
      return encodeResized(picture, HUGE_SIDE, 62);
    case 'transparent':
      return encodeTransparent(picture);
    case 'cmyk':
      return encodeCmyk(picture);
    case 'turned':
      return encodeTurned(picture);
  }
}

async function encodeResized(picture: RawPicture, longest: number, quality: number): Promise<EncodedPicture> {
  const scale = longest / Math.max(picture.width, picture.height);
  const width = Math.round(picture.width * scale);
  const height = Math.round(picture.height * scale);
  return {
    photo: await rgb(picture).resize(width, height).jpeg({ quality, mozjpeg: true }).toBuffer(),
    mask: await maskFile(grey(picture).resize(width, height)),
  };
}

/** The product cut out already: its own alpha is the mask. */
async function encodeTransparent(picture: RawPicture): Promise<EncodedPicture> {
  const { width, height } = picture;
  const cut = rgb(picture).joinChannel(picture.mask, { raw: { width, height, channels: 1 } });
  return {
    photo: await cut.png({ compressionLevel: 9, effort: 10 }).toBuffer(),
    mask: await maskFile(grey(picture)),
  };
}

/** As a print shop sends it. */
async function encodeCmyk(picture: RawPicture): Promise<EncodedPicture> {
  const ordinary = await encodeOrdinary(picture);
  const photo = await rgb(picture)
    .toColourspace('cmyk')
    .withIccProfile('cmyk')
    .jpeg({ quality: 84 })
    .toBuffer();
  return { ...ordinary, photo };
}

/** As a phone held upright saves it: pixels lying on their side, EXIF says how to turn them; GPS and owner included. */
async function encodeTurned(picture: RawPicture): Promise<EncodedPicture> {
  const ordinary = await encodeOrdinary(picture);
  const lying = await rgb(picture).rotate(270).raw().toBuffer();
  const photo = await sharp(lying, { raw: { width: picture.height, height: picture.width, channels: 3 } })
    .withMetadata({
      orientation: 6,
      exif: {
        IFD0: {
          Make: 'Samplephone',
          Model: 'Nine',
          Artist: 'Jane Example',
          Copyright: 'Jane Example, 1 Invented Street',
        },
        IFD2: { DateTimeOriginal: '2026:03:14 15:09:26', BodySerialNumber: 'SN-0001-EXAMPLE' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '46/1 12/1 3456/100',
          GPSLongitudeRef: 'E',
          GPSLongitude: '7/1 45/1 1234/100',
        },
      },
    })
    .jpeg({ quality: 87, mozjpeg: true })
    .toBuffer();
  return { ...ordinary, photo };
}
