import { z } from 'zod';

/** The largest picture we make: what Shopify accepts without doubt (4472 px a side, 20 megapixels). */
export const MAX_SIDE = 4472;
export const MAX_PIXELS = 20_000_000;
/** Smallest side of an output; below this a product picture is of no use anywhere. */
export const MIN_SIDE = 100;

export const ASPECTS = ['1:1', '4:5', '3:4', '2:3', '16:9', '9:16'] as const;
export type Aspect = (typeof ASPECTS)[number];

const side = z.int().min(MIN_SIDE).max(MAX_SIDE);

/** Either a named aspect with its longest side, or free width and height; pixels. */
export const frameSchema = z.union([
  z.strictObject({
    aspect: z.enum(ASPECTS),
    size: side.default(2048).meta({ description: 'longest side in pixels' }),
  }),
  z.strictObject({ width: side, height: side }).refine((f) => f.width * f.height <= MAX_PIXELS, {
    message: 'a picture has at most 20 megapixels',
    path: ['width'],
  }),
]);
export type Frame = z.infer<typeof frameSchema>;

export const DEFAULT_FRAME: Frame = { aspect: '1:1', size: 2048 };

/** Width and height in pixels of a frame. The shorter side of a named aspect is rounded to the nearest pixel. */
export const frameSize = (frame: Frame): { readonly width: number; readonly height: number } => {
  if ('width' in frame) return { width: frame.width, height: frame.height };
  const [w = 1, h = 1] = frame.aspect.split(':').map(Number);
  return w >= h
    ? { width: frame.size, height: Math.round((frame.size * h) / w) }
    : { width: Math.round((frame.size * w) / h), height: frame.size };
};
