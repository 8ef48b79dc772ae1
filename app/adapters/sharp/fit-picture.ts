import sharp from 'sharp';
import { failure } from '#app/domain/failure.ts';
import { MAX_SOURCE_PIXELS } from '#app/domain/imaging/source-image.ts';
import { err, ok } from '#app/domain/result.ts';
import type { FitPicture } from '#app/ports/fit-picture.ts';

/** A copy smaller than this shows a product no more. */
const MIN_SIDE = 128;
/** High enough that a model sees the product and not the encoding; full chroma, because print on a label is thin. */
const JPEG = { quality: 92, chromaSubsampling: '4:4:4' } as const;
const WEBP = { quality: 92, alphaQuality: 100 } as const;

const corrupt = () => err(failure('image-corrupt', 'The picture could not be read.'));

/** An upright copy whose longer side is `side` px. Null when the source cannot be decoded. */
const copyOf = (bytes: Uint8Array, side: number, hasAlpha: boolean) => {
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS })
    .autoOrient()
    .toColourspace('srgb')
    .resize(side, side, { fit: 'inside', withoutEnlargement: true });
  const encoded = hasAlpha ? image.webp(WEBP) : image.jpeg(JPEG);
  return encoded.toBuffer({ resolveWithObject: true }).catch(() => null);
};

/** Makes pictures small enough to be sent, with sharp. */
export const makeFitPicture = (): FitPicture => async (picture, limit, options) => {
  const { bytes, contentType } = picture;
  const header = await sharp(bytes, { limitInputPixels: MAX_SOURCE_PIXELS })
    .metadata()
    .catch(() => null);
  if (!header) return corrupt();
  const longer = Math.max(header.width, header.height);
  if (bytes.length <= limit.bytes && (limit.side === null || longer <= limit.side)) {
    return ok({ bytes, contentType, scaled: null });
  }
  let side = Math.min(longer, limit.side ?? longer);
  while (side >= Math.min(MIN_SIDE, longer)) {
    if (options?.signal?.aborted) return err(failure('cancelled', 'The work was cancelled.'));
    const copy = await copyOf(bytes, side, header.hasAlpha);
    if (!copy) return corrupt();
    const { data, info } = copy;
    if (data.length <= limit.bytes) {
      const { width, height } = info;
      const made = header.hasAlpha ? 'image/webp' : 'image/jpeg';
      return ok({ bytes: new Uint8Array(data), contentType: made, scaled: { width, height } });
    }
    // a file grows about as its area does; a little less than that, and never the same side twice
    side = Math.floor(side * Math.min(0.9, 0.97 * Math.sqrt(limit.bytes / data.length)));
  }
  const most = `${Math.floor(limit.bytes / 1000).toLocaleString('en-US')} kB`;
  return err(failure('payload-too-large', `No copy of the picture fits into ${most}.`));
};
