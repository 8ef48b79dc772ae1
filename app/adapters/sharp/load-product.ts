import sharp, { type Sharp } from 'sharp';
import { failure } from '#app/domain/failure.ts';
import type { Box } from '#app/domain/imaging/cut-out-facts.ts';
import { boxOf, type Placement } from '#app/domain/imaging/placement.ts';
import { MAX_SOURCE_PIXELS } from '#app/domain/imaging/source-image.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { CutOutMask } from '#app/ports/imaging.ts';

/** The product at output scale: its own pixels after exactly one resampling, and their alpha. */
export interface Product {
  readonly rgb: Uint8Array;
  readonly alpha: Uint8Array;
  /** Where the old background may have left its colour: all half-covered pixels of a product that was cut out by us. */
  readonly edges: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** Alpha below this is nothing, above the other is solid: resampling leaves a breath of both around edges. */
const NOTHING = 4;
const SOLID = 251;

/** The first channel alone, 8 bits. */
export const greyPlane = async (
  image: Sharp,
): Promise<{ data: Uint8Array; width: number; height: number }> => {
  // sharp may hand a resized one-channel picture back as three; extractChannel(0) makes it one again
  const { data, info } = await image
    .extractChannel(0)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};

/** Reads the mask and lets `place` decide where the product goes. */
export const placeFromMask = async (
  mask: CutOutMask,
  place: (box: Box, support: Box) => Result<Placement>,
): Promise<Result<{ readonly placement: Placement; readonly plane: Uint8Array; readonly width: number }>> => {
  const plane = await greyPlane(sharp(mask.png, { limitInputPixels: MAX_SOURCE_PIXELS }));
  if (plane.width !== mask.facts.width || plane.height !== mask.facts.height) {
    return err(failure('internal', 'The stored mask has another size than its record says.'));
  }
  const box = mask.facts.box ?? boxOf(plane.data, plane.width, plane.height, 128);
  const support = boxOf(plane.data, plane.width, plane.height, NOTHING);
  if (!box || !support) {
    return err(failure('mask-empty', 'No product was found in the picture, so there is nothing to place.'));
  }
  const placement = place(box, support);
  return placement.ok ? ok({ placement: placement.value, plane: plane.data, width: plane.width }) : placement;
};

/** Resizes the product's region, colour and alpha, once, straight from the source. */
export const loadProduct = async (
  source: Uint8Array,
  mask: CutOutMask,
  plane: Uint8Array,
  { region, target, scale }: Placement,
): Promise<Result<Product>> => {
  const { width, height } = target;
  const size = { width, height, fit: 'fill', fastShrinkOnLoad: false } as const;
  const oriented = sharp(source, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS }).autoOrient();
  const colour = oriented.extract(region).resize({ ...size, kernel: 'lanczos3' });
  if (mask.facts.method === 'alpha') {
    const rgba = await readColours(colour.ensureAlpha());
    return rgba ? ok(splitRgba(rgba, width, height)) : err(DAMAGED);
  }
  const raw = { width: mask.facts.width, height: mask.facts.height, channels: 1 } as const;
  // Lanczos rings around a hard edge: a ghost line outside, half-covered pixels inside. These kernels do not.
  const kernel = scale > 1 ? 'mitchell' : 'linear';
  const resizedMask = sharp(plane, { raw })
    .extract(region)
    .resize({ ...size, kernel });
  const [rgb, alpha] = await Promise.all([
    readColours(colour.flatten({ background: '#ffffff' })),
    greyPlane(resizedMask),
  ]);
  if (!rgb) return err(DAMAGED);
  const edges = settleEdges(alpha.data, width, height, scale);
  return ok({
    rgb: rgb.length === width * height ? tripled(rgb) : rgb,
    alpha: alpha.data,
    edges,
    width,
    height,
  });
};

const DAMAGED = failure('image-corrupt', 'The picture file is damaged and cannot be read.');

/** sRGB bytes, or null when the source cannot be decoded: what libvips says then depends on what else it is doing. */
export const readColours = (image: Sharp): Promise<Uint8Array | null> =>
  image
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer()
    .catch(() => null);

/**
 * Cleans a resampled alpha in place and returns where it is half-way. Everything after the first scan looks at edge pixels
 * only, of which there are few.
 */
const settleEdges = (alpha: Uint8Array, width: number, height: number, scale: number): Uint32Array => {
  const found: number[] = [];
  // An enlarged mask has an enlarged ramp. It is made as steep as it was in the photo, and moved a little inwards, to
  // where pixels hold less of the old background.
  const steep = Math.max(1, scale);
  const middle = 127.5 + 51 * (1 - 1 / steep);
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i] ?? 0;
    if (a === 0 || a === 255) continue;
    const b = (a - middle) * steep + 127.5;
    const settled = b < NOTHING ? 0 : b > SOLID ? 255 : Math.round(b);
    alpha[i] = settled;
    if (settled > 0 && settled < 255) found.push(i);
  }
  return settleInside(alpha, width, height, found);
};

/** Pixels two steps or more inside the product are solid: there the source's own pixels have to stay (invariant 3). */
const settleInside = (
  alpha: Uint8Array,
  width: number,
  height: number,
  edges: readonly number[],
): Uint32Array => {
  const around: number[] = [];
  for (let v = -2; v <= 2; v++) {
    for (let u = -2; u <= 2; u++) if (Math.abs(u) + Math.abs(v) <= 2) around.push(v * width + u);
  }
  const isInside = (at: number): boolean => {
    const x = at % width;
    const y = (at - x) / width;
    if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) return false;
    for (const d of around) if ((alpha[at + d] ?? 0) < 128) return false;
    return true;
  };
  const left = edges.filter((at) => {
    if (!isInside(at)) return true;
    alpha[at] = 255;
    return false;
  });
  return Uint32Array.from(left);
};

/** One grey channel as three. */
export const tripled = (grey: Uint8Array): Uint8Array => {
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
  // a source that came cut out has clean colours of its own: no edge needs attention
  return { rgb, alpha, edges: new Uint32Array(), width, height };
};
