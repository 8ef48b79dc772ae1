import sharp from 'sharp';

/** A picture with the product's alpha, in the frame of its photo. */
export interface Layer {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly rgb: Uint8Array;
  /** One byte a pixel, 255 = product. */
  readonly alpha: Uint8Array;
}

/** Three bytes a pixel, no alpha. */
export type Picture = Omit<Layer, 'alpha'>;

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const rawOf = ({ rgb, width, height }: Picture) => sharp(rgb, { raw: { width, height, channels: 3 } });

/** Decodes upright to sRGB on light grey, at most `maxSide` on its longer side. */
export const decodePicture = async (bytes: Uint8Array, maxSide: number): Promise<Picture> => {
  const { data, info } = await sharp(bytes, { limitInputPixels: 60_000_000 })
    .autoOrient()
    .flatten({ background: '#eeeeee' })
    .toColourspace('srgb')
    .resize(maxSide, maxSide, { fit: 'inside', withoutEnlargement: true })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels === 3) return { rgb: data, width: info.width, height: info.height };
  const rgb = new Uint8Array(info.width * info.height * 3);
  for (let i = 0; i < rgb.length / 3; i++) rgb.fill(data[i * info.channels] ?? 0, i * 3, i * 3 + 3);
  return { rgb, width: info.width, height: info.height };
};

/** Decodes a mask to this size. */
export const decodeMask = async (bytes: Uint8Array, width: number, height: number): Promise<Uint8Array> =>
  sharp(bytes)
    .extractChannel(0)
    .resize(width, height, { fit: 'fill' })
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer();

export const encodeMask = (alpha: Uint8Array, width: number, height: number): Promise<Buffer> =>
  sharp(alpha, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer();

/** Box of alpha >= 128; null when there is none. */
export const alphaBox = ({ alpha, width, height }: Layer): Box | null => {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      if ((alpha[i] ?? 0) >= 128) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
      }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
};

export const areaOf = (alpha: Uint8Array): number => {
  let n = 0;
  for (let i = 0; i < alpha.length; i++) if ((alpha[i] ?? 0) >= 128) n += 1;
  return n;
};

export const rgbaOf = ({ rgb, alpha, width, height }: Layer): Uint8Array => {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < alpha.length; i++) {
    rgba.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
    rgba[i * 4 + 3] = alpha[i] ?? 0;
  }
  return rgba;
};

/** Lightness-like value 0..255 of each pixel. */
export const greyOf = ({ rgb }: Picture): Float32Array => {
  const grey = new Float32Array(rgb.length / 3);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * (rgb[i * 3] ?? 0) + 0.587 * (rgb[i * 3 + 1] ?? 0) + 0.114 * (rgb[i * 3 + 2] ?? 0);
  return grey;
};

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A plane of bytes enlarged or shrunk. */
export const resizedMask = async (mask: Uint8Array, from: Size, to: Size): Promise<Uint8Array> =>
  sharp(mask, { raw: { width: from.width, height: from.height, channels: 1 } })
    .resize(to.width, to.height, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer();
