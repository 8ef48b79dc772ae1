import sharp from 'sharp';
import type { OutputFormat, Recipe } from '#app/domain/recipe/recipe.ts';
import type { Canvas } from './canvas.ts';
import { type Covered, isBackgroundExact, LOSSY_MARGIN } from './exact-background.ts';
import { joinRgbJpeg } from './rgb-jpeg.ts';
import { putXmpIntoPng } from './xmp.ts';

export const CONTENT_TYPES = {
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
} as const satisfies Record<OutputFormat, string>;

/** Enough that one step of a grey DC coefficient is less than one level: then any flat colour comes back exactly. */
const EXACT_QUALITY = 90;

type Options = Pick<Recipe, 'format' | 'quality' | 'lossless'>;

const open = ({ data, width, height, channels }: Canvas) => sharp(data, { raw: { width, height, channels } });

/** Encodes with the XMP packet. JPEG keeps full colour resolution: product edges are where colours meet. */
const encode = async (
  canvas: Canvas,
  { format, quality, lossless }: Options,
  xmp: string,
): Promise<Uint8Array> => {
  const image = open(canvas);
  switch (format) {
    case 'jpeg':
      return image.withXmp(xmp).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
    case 'webp':
      return image.withXmp(xmp).webp({ quality, lossless, smartSubsample: true, effort: 3 }).toBuffer();
    case 'png':
      return putXmpIntoPng(await image.png({ compressionLevel: 6 }).toBuffer(), xmp);
  }
};

/** The other way of the same format that keeps flat colours: RGB JPEG, near-lossless WebP. */
const encodeExact = async (
  canvas: Canvas,
  { format, quality }: Options,
  xmp: string,
): Promise<Uint8Array> => {
  if (format !== 'jpeg')
    return open(canvas).withXmp(xmp).webp({ nearLossless: true, quality: 60, effort: 3 }).toBuffer();
  const plane = (channel: 0 | 1 | 2) =>
    open(canvas)
      .extractChannel(channel)
      .jpeg({ quality: Math.max(quality, EXACT_QUALITY) })
      .toBuffer();
  const [red, green, blue] = await Promise.all([plane(0), plane(1), plane(2)]);
  return joinRgbJpeg(red, green, blue, xmp);
};

export const encodePicture = (canvas: Canvas, recipe: Options, xmp: string): Promise<Uint8Array> =>
  encode(canvas, recipe, xmp);

/**
 * Encodes and then reads the finished file back: `exact` is what was found there, not what was meant. Where the usual way of
 * a lossy format changes the background colour, the other way of the same format is taken.
 */
export const encodeExactly = async (
  canvas: Canvas,
  recipe: Options,
  xmp: string,
  ground: readonly number[],
  covered: Covered,
): Promise<{ readonly bytes: Uint8Array; readonly exact: boolean }> => {
  const lossy = recipe.format === 'jpeg' || (recipe.format === 'webp' && !recipe.lossless);
  const margin = lossy ? LOSSY_MARGIN : 0;
  const check = async (bytes: Uint8Array): Promise<boolean> => {
    const { data, info } = await sharp(bytes, { limitInputPixels: false })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (ground.length === 1) return isBackgroundExact(alphaOf(data, info.channels), ground, covered, margin);
    return info.channels === 3 && isBackgroundExact(data, ground, covered, margin);
  };
  if (!lossy || ground.length === 1 || survives(recipe.format, ground)) {
    const bytes = await encode(canvas, recipe, xmp);
    const exact = await check(bytes);
    if (exact || !lossy || ground.length === 1) return { bytes, exact };
  }
  const bytes = await encodeExact(canvas, recipe, xmp);
  return { bytes, exact: await check(bytes) };
};

const alphaOf = (data: Uint8Array, channels: number): Uint8Array => {
  const alpha = new Uint8Array(data.length / channels);
  for (let i = 0, s = channels - 1; i < alpha.length; i++, s += channels) alpha[i] = data[s] ?? 0;
  return alpha;
};

/** Whether a colour can come back from the format's 8-bit YCbCr at all; spares an encode that has to fail. */
const survives = (format: OutputFormat, ground: readonly number[]): boolean => {
  const [r = 0, g = 0, b = 0] = ground;
  if (format !== 'jpeg') return true;
  // ITU-T T.871, the conversion JFIF files use
  const y = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  const cb = Math.round(-0.168736 * r - 0.331264 * g + 0.5 * b) + 128;
  const cr = Math.round(0.5 * r - 0.418688 * g - 0.081312 * b) + 128;
  const back = [
    y + 1.402 * (cr - 128),
    y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128),
    y + 1.772 * (cb - 128),
  ].map((v) => Math.max(0, Math.min(255, Math.round(v))));
  return back[0] === r && back[1] === g && back[2] === b;
};
