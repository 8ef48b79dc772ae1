import sharp from 'sharp';
import { MAX_SOURCE_PIXELS } from '#app/domain/imaging/source-image.ts';
import { MODEL_PIXELS, MODEL_SIDE } from './isnet-model.ts';

/** A decoded source: upright, sRGB, three channels; and its own alpha, where it has one that is not opaque. */
export interface Pixels {
  readonly rgb: Uint8Array;
  readonly alpha: Uint8Array | null;
  readonly width: number;
  readonly height: number;
}

/** Decodes once; everything else works on these pixels. Transparent parts are laid on white. */
export const decodeSource = async (bytes: Uint8Array): Promise<Pixels> => {
  const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS }).autoOrient();
  const { hasAlpha } = await sharp(bytes, { limitInputPixels: MAX_SOURCE_PIXELS }).metadata();
  const alpha = hasAlpha ? await open().extractChannel('alpha').raw({ depth: 'uchar' }).toBuffer() : null;
  const { data, info } = await open()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const opaque = alpha?.every((a) => a === 255) ?? true;
  return {
    rgb: info.channels === 3 ? data : tripled(data, info.channels),
    alpha: opaque ? null : alpha,
    width: info.width,
    height: info.height,
  };
};

const tripled = (data: Uint8Array, channels: number): Uint8Array => {
  const rgb = new Uint8Array((data.length / channels) * 3);
  for (let i = 0, s = 0; i < rgb.length; i += 3, s += channels) rgb.fill(data[s] ?? 0, i, i + 3);
  return rgb;
};

/** The photo stretched to the model's square, as bytes. */
export const squareOf = async ({ rgb, width, height }: Pixels): Promise<Uint8Array> =>
  sharp(rgb, { raw: { width, height, channels: 3 } })
    .resize(MODEL_SIDE, MODEL_SIDE, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();

/** Interleaved bytes to the model's planes. */
export const planesOf = (square: Uint8Array): Float32Array => {
  const planes = new Float32Array(3 * MODEL_PIXELS);
  for (let i = 0, s = 0; i < MODEL_PIXELS; i++, s += 3) {
    planes[i] = ((square[s] ?? 0) - 128) / 256;
    planes[i + MODEL_PIXELS] = ((square[s + 1] ?? 0) - 128) / 256;
    planes[i + 2 * MODEL_PIXELS] = ((square[s + 2] ?? 0) - 128) / 256;
  }
  return planes;
};

/** A plane of 0..1 as bytes, enlarged or shrunk to the source's size. */
export const stretched = async (plane: Float32Array, width: number, height: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(plane.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round((plane[i] ?? 0) * 255);
  return sharp(bytes, { raw: { width: MODEL_SIDE, height: MODEL_SIDE, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer();
};
