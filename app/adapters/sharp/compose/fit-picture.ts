import sharp from 'sharp';
import { MAX_SOURCE_PIXELS, type SourceFacts } from '#app/domain/imaging/source-image.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import { readColours, tripled } from '../load-product.ts';
import { type PictureName, unreadable } from './read-safely.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Point of a picture that stays where it is when the picture is cropped, in shares of its sides. */
interface Anchor {
  readonly x: number;
  readonly y: number;
}

/** How many output pixels one pixel of the picture becomes when it covers the frame. */
export const coverScale = (picture: Size, frame: Size): number =>
  Math.max(frame.width / picture.width, frame.height / picture.height);

/**
 * RGB pixels of the frame's size: turned upright, in sRGB, opaque, scaled once to cover the frame and cropped about the
 * anchor, which has the same share of the frame as it had of the picture.
 */
export const fitPicture = async (
  bytes: Uint8Array,
  facts: SourceFacts,
  frame: Size,
  anchor: Anchor,
  name: PictureName,
): Promise<Result<Uint8Array>> => {
  const scale = coverScale(facts, frame);
  const width = Math.max(frame.width, Math.round(facts.width * scale));
  const height = Math.max(frame.height, Math.round(facts.height * scale));
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({ width, height, fit: 'fill', kernel: 'lanczos3', fastShrinkOnLoad: false })
    .extract({
      left: Math.round((width - frame.width) * within(anchor.x)),
      top: Math.round((height - frame.height) * within(anchor.y)),
      ...frame,
    });
  const pixels = await readColours(image);
  if (!pixels) return err(unreadable(name, 'image-corrupt'));
  return ok(pixels.length === frame.width * frame.height ? tripled(pixels) : pixels);
};

const within = (share: number): number => Math.max(0, Math.min(1, share));
