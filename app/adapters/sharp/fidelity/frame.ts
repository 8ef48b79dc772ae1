import sharp from 'sharp';
import { linearOf } from '#app/domain/fidelity/lab.ts';
import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import { MAX_SOURCE_PIXELS } from '#app/domain/imaging/source-image.ts';
import { makePlane, type Plane, planeOf } from './plane.ts';

/** A picture to be measured: linear light 0..1 in three planes, a perceptual grey, and the product's alpha. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly linear: readonly [Plane, Plane, Plane];
  /** sRGB luma 0..1. */
  readonly grey: Plane;
  /** 0..1; null where no mask is known. */
  readonly mask: Plane | null;
}

const LINEAR = Float32Array.from({ length: 256 }, (_, v) => linearOf(v / 255));

const open = (bytes: Uint8Array) =>
  sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS }).autoOrient();

/** Size of the picture as shown. */
export const sizeOf = async (bytes: Uint8Array): Promise<{ width: number; height: number }> => {
  const { autoOrient } = await sharp(bytes, { limitInputPixels: MAX_SOURCE_PIXELS }).metadata();
  return { width: autoOrient.width, height: autoOrient.height };
};

export interface Cut {
  /** Part of the picture as shown. */
  readonly box: Box;
  /** Size it is brought to. */
  readonly width: number;
  readonly height: number;
}

/** Decodes a part of a picture, with that part of its mask, at the size asked for. */
export const readFrame = async (bytes: Uint8Array, mask: Mask | null, cut: Cut): Promise<Frame> => {
  const { width, height } = cut;
  const raw = await open(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .extract(cut.box)
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { data } = raw;
  const step = raw.info.channels;
  // a grey picture's one channel is all three
  const [second, third] = step >= 3 ? [1, 2] : [0, 0];
  const grey = makePlane(width, height);
  const linear = [makePlane(width, height), makePlane(width, height), makePlane(width, height)] as const;
  const [red, green, blue] = linear;
  for (let i = 0, at = 0; i < grey.data.length; i++, at += step) {
    const r = data[at] ?? 0;
    const g = data[at + second] ?? 0;
    const b = data[at + third] ?? 0;
    red.data[i] = LINEAR[r] ?? 0;
    green.data[i] = LINEAR[g] ?? 0;
    blue.data[i] = LINEAR[b] ?? 0;
    grey.data[i] = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
  }
  return { width, height, linear, grey, mask: mask ? await scaledMask(mask, cut) : null };
};

/** A mask as it was cut out: one byte a pixel, of the picture's own size. */
export interface Mask {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const readMask = async (png: Uint8Array): Promise<Mask> => {
  const { data, info } = await sharp(png, { limitInputPixels: MAX_SOURCE_PIXELS })
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

const scaledMask = async (
  { data, width, height }: Mask,
  { box, width: toWidth, height: toHeight }: Cut,
): Promise<Plane> => {
  const bytes = await sharp(data, { raw: { width, height, channels: 1 } })
    .extract(box)
    .resize(toWidth, toHeight, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer();
  return planeOf(makePlane(toWidth, toHeight), (i) => (bytes[i] ?? 0) / 255);
};

/** Box of the product in a mask, in the mask's own pixels; null when it is empty. Thin stray pixels do not count. */
export const productBox = ({ data, width, height }: Mask): Box | null => {
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      if ((data[i] ?? 0) >= 128) {
        columns[x] = (columns[x] ?? 0) + 1;
        rows[y] = (rows[y] ?? 0) + 1;
      }
  const [left, right] = ends(columns);
  const [top, bottom] = ends(rows);
  return right < left || bottom < top
    ? null
    : { left, top, width: right - left + 1, height: bottom - top + 1 };
};

const ends = (counts: Uint32Array): [number, number] => {
  let [first, last] = [0, counts.length - 1];
  while (first <= last && (counts[first] ?? 0) < 2) first += 1;
  while (last >= first && (counts[last] ?? 0) < 2) last -= 1;
  return [first, last];
};
