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

/** Decodes a part of a picture, and of its mask (a picture of the same size), at the size asked for. */
export const readFrame = async (bytes: Uint8Array, mask: Uint8Array | null, cut: Cut): Promise<Frame> => {
  const { width, height } = cut;
  const raw = await open(bytes)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .extract(cut.box)
    .resize(width, height, { fit: 'fill', kernel: 'lanczos3' })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const step = raw.info.channels;
  const grey = makePlane(width, height);
  const channel = (c: number) =>
    planeOf(grey, (i) => LINEAR[raw.data[i * step + Math.min(c, step - 1)] ?? 0] ?? 0);
  const weights = step >= 3 ? [0.299, 0.587, 0.114] : [1, 0, 0];
  for (let i = 0; i < grey.data.length; i++) {
    let v = 0;
    for (let c = 0; c < Math.min(3, step); c++) v += (weights[c] ?? 0) * (raw.data[i * step + c] ?? 0);
    grey.data[i] = v / 255;
  }
  const alpha = mask ? await readMask(mask, cut) : null;
  return { width, height, linear: [channel(0), channel(1), channel(2)], grey, mask: alpha };
};

const readMask = async (mask: Uint8Array, { box, width, height }: Cut): Promise<Plane> => {
  const bytes = await sharp(mask, { limitInputPixels: MAX_SOURCE_PIXELS })
    .extractChannel(0)
    .extract(box)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer();
  return planeOf(makePlane(width, height), (i) => (bytes[i] ?? 0) / 255);
};

/** Box of the product in a mask, in the mask's own pixels; null when it is empty. Thin stray pixels do not count. */
export const productBox = async (mask: Uint8Array): Promise<Box | null> => {
  const { data, info } = await sharp(mask, { limitInputPixels: MAX_SOURCE_PIXELS })
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const columns = new Uint32Array(info.width);
  const rows = new Uint32Array(info.height);
  for (let y = 0, i = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++, i++)
      if ((data[i * info.channels] ?? 0) >= 128) {
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
