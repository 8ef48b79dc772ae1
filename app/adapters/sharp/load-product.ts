import sharp, { type Sharp } from 'sharp';
import { failure } from '#app/domain/failure.ts';
import { boxOf, type Placement, placeProduct } from '#app/domain/imaging/placement.ts';
import { MAX_SOURCE_PIXELS } from '#app/domain/imaging/source-image.ts';
import type { Recipe } from '#app/domain/recipe/recipe.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CutOutMask } from '#app/ports/imaging.ts';

/** The product at output scale: its own pixels after exactly one resampling, and their alpha. */
export interface Product {
  readonly rgb: Uint8Array;
  readonly alpha: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Alpha below this is nothing, above the other is solid: resampling leaves a breath of both around edges. */
const NOTHING = 4;
const SOLID = 251;

const greyPlane = async (image: Sharp): Promise<{ data: Uint8Array; width: number; height: number }> => {
  // sharp may hand a resized one-channel picture back as three; extractChannel(0) makes it one again
  const { data, info } = await image
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Reads the mask and decides where the product goes. */
export const placeFromMask = async (
  mask: CutOutMask,
  recipe: Recipe,
): Promise<Result<{ readonly placement: Placement; readonly plane: Uint8Array; readonly width: number }>> => {
  const plane = await greyPlane(sharp(mask.png, { limitInputPixels: MAX_SOURCE_PIXELS }));
  if (plane.width !== mask.facts.width || plane.height !== mask.facts.height) {
    return err(failure('internal', 'The stored mask has another size than its record says.'));
  }
  const box = boxOf(plane.data, plane.width, plane.height, 128);
  const support = boxOf(plane.data, plane.width, plane.height, NOTHING);
  if (!box || !support) {
    return err(failure('mask-empty', 'No product was found in the picture, so there is nothing to place.'));
  }
  const placement = placeProduct(recipe, box, support);
  return placement.ok ? ok({ placement: placement.value, plane: plane.data, width: plane.width }) : placement;
};

/** Resizes the product's region, colour and alpha, once, straight from the source. */
export const loadProduct = async (
  source: Uint8Array,
  mask: CutOutMask,
  plane: Uint8Array,
  { region, target, scale }: Placement,
): Promise<Product> => {
  const size = { width: target.width, height: target.height, fit: 'fill', fastShrinkOnLoad: false } as const;
  const oriented = sharp(source, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS }).autoOrient();
  const colour = oriented.extract(region).resize({ ...size, kernel: 'lanczos3' });
  if (mask.facts.method === 'alpha') {
    const rgba = await colour.ensureAlpha().toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer();
    return splitRgba(rgba, target.width, target.height);
  }
  const raw = { width: mask.facts.width, height: mask.facts.height, channels: 1 } as const;
  // Lanczos rings around a hard edge: a ghost line outside, half-covered pixels inside. These kernels do not.
  const kernel = scale > 1 ? 'mitchell' : 'linear';
  const [rgb, alpha] = await Promise.all([
    colour
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true }),
    greyPlane(
      sharp(plane, { raw })
        .extract(region)
        .resize({ ...size, kernel }),
    ),
  ]);
  if (scale > 1) crispen(alpha.data, scale);
  settle(alpha.data);
  settleInside(alpha.data, target.width, target.height);
  const data = rgb.info.channels === 1 ? tripled(rgb.data) : rgb.data;
  return { rgb: data, alpha: alpha.data, width: target.width, height: target.height };
};

const settle = (alpha: Uint8Array): void => {
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i] ?? 0;
    if (a === 0 || a === 255) continue;
    if (a < NOTHING) alpha[i] = 0;
    else if (a > SOLID) alpha[i] = 255;
  }
};

/**
 * An enlarged mask has an enlarged ramp. It is made as steep as it was in the photo, and moved a little inwards, to where
 * pixels hold less of the old background.
 */
const crispen = (alpha: Uint8Array, scale: number): void => {
  const middle = 127.5 + 51 * (1 - 1 / scale);
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i] ?? 0;
    if (a !== 0 && a !== 255) alpha[i] = Math.max(0, Math.min(255, Math.round((a - middle) * scale + 127.5)));
  }
};

/** Pixels two steps or more inside the product are solid: there the source's own pixels have to stay (invariant 3). */
const settleInside = (alpha: Uint8Array, width: number, height: number): void => {
  const around: number[] = [];
  for (let v = -2; v <= 2; v++) {
    for (let u = -2; u <= 2; u++) if (Math.abs(u) + Math.abs(v) <= 2) around.push(v * width + u);
  }
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const at = y * width + x;
      const a = alpha[at] ?? 0;
      if (a >= 128 && a < 255 && around.every((d) => (alpha[at + d] ?? 0) >= 128)) alpha[at] = 255;
    }
  }
};

const tripled = (grey: Uint8Array): Uint8Array => {
  const rgb = new Uint8Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) rgb.fill(grey[i] ?? 0, i * 3, i * 3 + 3);
  return rgb;
};

const splitRgba = (rgba: Uint8Array, width: number, height: number): Product => {
  const channels = rgba.length / (width * height);
  const grey = channels === 2;
  const rgb = new Uint8Array(width * height * 3);
  const alpha = new Uint8Array(width * height);
  for (let i = 0, s = 0, t = 0; i < alpha.length; i++, s += channels, t += 3) {
    rgb[t] = rgba[s] ?? 0;
    rgb[t + 1] = rgba[grey ? s : s + 1] ?? 0;
    rgb[t + 2] = rgba[grey ? s : s + 2] ?? 0;
    alpha[i] = rgba[s + channels - 1] ?? 0;
  }
  settle(alpha);
  return { rgb, alpha, width, height };
};
