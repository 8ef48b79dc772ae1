import sharp from 'sharp';
import { type Failure, failure } from '#app/domain/failure.ts';
import { MAX_SOURCE_PIXELS } from '#app/domain/imaging/source-image.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { ImageInspector } from '#app/ports/imaging.ts';
import { greyPlane } from '../load-product.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From here on a grey pixel counts as white: something may change there. */
const WHITE = 128;

const refused = (message: string): Failure => failure('invalid-input', message, { field: 'mask' });

/** Where something may change: 1, elsewhere 0. The mask has to be a PNG of exactly the canvas's size with some white in it. */
export const readEditMask = async (
  inspector: ImageInspector,
  bytes: Uint8Array,
  canvas: Size,
): Promise<Result<Uint8Array>> => {
  const facts = await inspector.inspect(bytes);
  if (!facts.ok) return err(refused(`The mask cannot be read. ${facts.error.message}`));
  const { type, width, height } = facts.value;
  if (type !== 'image/png') return err(refused('The mask has to be a PNG: other formats blur its border.'));
  if (width !== canvas.width || height !== canvas.height) {
    const message = `The mask is ${width} × ${height} px; it has to be of the picture's size, ${canvas.width} × ${canvas.height} px.`;
    return err(refused(message));
  }
  const plane = await greyPlane(
    sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS })
      .autoOrient()
      .flatten({ background: '#000000' })
      .toColourspace('b-w'),
  ).catch(() => null);
  if (!plane) return err(refused('The mask cannot be read: the file is damaged.'));
  const open = plane.data.map((v) => (v >= WHITE ? 1 : 0));
  if (!open.includes(1))
    return err(refused('The mask is all black, so nothing may change: paint where it may.'));
  return ok(open);
};

/** Chamfer steps: a straight step counts 3, a diagonal one 4. */
const STRAIGHT = 3;
const DIAGONAL = 4;

/**
 * Weight of the edited picture, 0..255 a pixel: 0 outside the mask without exception, rising from its border to 255 over
 * `feather` pixels inside. The picture's own border is no seam.
 */
export const featherInside = (open: Uint8Array, { width, height }: Size, feather: number): Uint8Array => {
  const most = Math.max(1, Math.round(feather * STRAIGHT));
  const far = new Uint16Array(open.length);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? most : (far[y * width + x] ?? 0);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (open[i] === 0) continue;
      far[i] = Math.min(
        most,
        at(x - 1, y) + STRAIGHT,
        at(x, y - 1) + STRAIGHT,
        at(x - 1, y - 1) + DIAGONAL,
        at(x + 1, y - 1) + DIAGONAL,
      );
    }
  }
  const weight = new Uint8Array(open.length);
  for (let y = height - 1, i = open.length - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      if (open[i] === 0) continue;
      const d = Math.min(
        far[i] ?? 0,
        at(x + 1, y) + STRAIGHT,
        at(x, y + 1) + STRAIGHT,
        at(x + 1, y + 1) + DIAGONAL,
        at(x - 1, y + 1) + DIAGONAL,
      );
      far[i] = d;
      const t = d / most;
      weight[i] = Math.round(255 * t * t * (3 - 2 * t));
    }
  }
  return weight;
};
