import type { ModelAspect } from '../providers/capabilities.ts';
import type { OutputFormat } from './output-options.ts';

/** Most versions of one picture, edits in the making included: a tree that a person can still look through. */
export const MAX_REVISIONS = 200;

/** Largest file of a painted mask: black and white of our largest frame is a fraction of this. */
export const MAX_MASK_BYTES = 4_000_000;

/** Frames are whole pixels, so a named aspect is met within rounding; a model's picture of it is, too. */
const ROUNDING = 0.01;

/**
 * The aspect by which a model is asked to edit a picture of this size (pixels); null when it makes none near enough: its
 * picture would have to be cropped, and what is edited would not lie where it was.
 */
export const canvasAspect = (
  { width, height }: { readonly width: number; readonly height: number },
  aspects: readonly ModelAspect[],
): ModelAspect | null => {
  const off = (aspect: ModelAspect): number => {
    const [x = 1, y = 1] = aspect.split(':').map(Number);
    return Math.abs(Math.log((width * y) / (height * x)));
  };
  const [nearest] = [...aspects].sort((a, b) => off(a) - off(b));
  return nearest !== undefined && off(nearest) <= ROUNDING ? nearest : null;
};

/**
 * Format of an edit whose caller names none: the picture's own; but with a mask one that gives pixels back as they are, because
 * a JPEG is encoded anew as a whole, outside the mask too.
 */
export const editOutput = (
  canvas: { readonly format: OutputFormat },
  masked: boolean,
): { readonly format: OutputFormat; readonly lossless: boolean } => {
  if (!masked) return { format: canvas.format, lossless: false };
  return canvas.format === 'webp' ? { format: 'webp', lossless: true } : { format: 'png', lossless: false };
};
