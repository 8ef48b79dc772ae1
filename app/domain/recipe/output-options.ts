import { z } from 'zod';
import { DEFAULT_FRAME, frameSchema } from './frame.ts';

export const SHADOWS = ['none', 'contact', 'soft'] as const;
export type Shadow = (typeof SHADOWS)[number];

export const OUTPUT_FORMATS = ['jpeg', 'webp', 'png'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export const shadow = z.enum(SHADOWS).meta({
  description:
    'none; contact: tight dark line where the product meets the floor; soft: blurred shadow on the floor',
});
export const fill = z.number().min(0.3).max(1).meta({
  description: "longest side of the product's box (alpha >= 0.5) over the frame's side on that axis",
});
const format = z.enum(OUTPUT_FORMATS);
const quality = z.int().min(40).max(100).meta({ description: 'JPEG and lossy WebP quality' });
const lossless = z.boolean().meta({ description: 'WebP only; PNG is lossless by nature' });
/**
 * `allow` (default): a small photo is enlarged to the frame asked for, and the result says by how much (`upscaled`), so
 * that a whole catalogue comes out in one size and the merchant sees which pictures to shoot again. `refuse`: such a
 * photo fails with `image-too-small`, naming the largest frame it is good for.
 */
const upscale = z.enum(['allow', 'refuse']);

/** Options that every recipe with a frame of its own has. */
export const output = {
  fill,
  frame: frameSchema.default(DEFAULT_FRAME),
  format: format.default('jpeg'),
  quality: quality.default(90),
  lossless: lossless.default(false),
  upscale: upscale.default('allow'),
};
