import sharp from 'sharp';
import { failure } from '../../domain/failure.ts';
import { err, ok } from '../../domain/result.ts';
import type { Thumbnailer } from '../../ports/thumbnailer.ts';

/** Pictures come from our own storage, where only inspected ones lie; the cap is a second fence. */
const MAX_PIXELS = 120_000_000;

export const makeSharpThumbnailer = (): Thumbnailer => ({
  thumbnail: async (bytes, side) => {
    try {
      const small = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
        .rotate()
        .toColourspace('srgb')
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 86 })
        .toBuffer();
      return ok({ bytes: small, contentType: 'image/webp' });
    } catch {
      return err(failure('image-corrupt', 'The picture could not be read.'));
    }
  },
});
