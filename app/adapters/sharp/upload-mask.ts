import sharp from 'sharp';
import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { ReadEditMask } from '#app/ports/edit-mask.ts';
import type { ImageInspector } from '#app/ports/imaging.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const FIELD = { field: 'mask' } as const;
const refused = (message: string): Failure => failure('invalid-input', message, FIELD);

/** From here on a pixel counts as white. */
const WHITE = 128;
/** A channel between these is neither black nor white. */
const DARK = 40;
const LIGHT = 215;
/** Brushes have soft borders, and a thin line is nearly all border; more grey than this is no painted region. */
const MOST_GREY = 0.25;

/** Pixels as three channels, what is transparent as black. Null when the data cannot be decoded. */
const decode = async (bytes: Uint8Array, { width, height }: Size): Promise<Uint8Array | null> => {
  const raw = await sharp(bytes, { failOn: 'error', limitInputPixels: width * height })
    .flatten({ background: '#000000' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (!raw || raw.info.width !== width || raw.info.height !== height) return null;
  if (raw.info.channels === 3) return raw.data;
  const first = raw.info.channels;
  const spread = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) spread.fill(raw.data[i * first] ?? 0, i * 3, i * 3 + 3);
  return spread;
};

interface Painted {
  /** 255 where something may change, else 0. */
  readonly plane: Uint8Array;
  readonly white: number;
  /** Pixels that are neither black nor white, or coloured. */
  readonly grey: number;
}

const threshold = (data: Uint8Array, pixels: number): Painted => {
  const plane = new Uint8Array(pixels);
  let white = 0;
  let grey = 0;
  for (let i = 0; i < pixels; i++) {
    const r = data[i * 3] ?? 0;
    const g = data[i * 3 + 1] ?? 0;
    const b = data[i * 3 + 2] ?? 0;
    const most = Math.max(r, g, b);
    const least = Math.min(r, g, b);
    if (most > DARK && least < LIGHT) grey += 1;
    if ((r + g + b) / 3 < WHITE) continue;
    plane[i] = 255;
    white += 1;
  }
  return { plane, white, grey };
};

/** What of a header is wrong with a mask for this picture. */
const headerFault = (
  { type, width, height }: Size & { readonly type: string },
  canvas: Size,
): Failure | null => {
  if (type !== 'image/png') {
    return refused('The painted region has to be a PNG: other formats blur its border.');
  }
  if (width === canvas.width && height === canvas.height) return null;
  return refused(
    `The painted region is ${width} × ${height} px; it has to be of the picture's size, ${canvas.width} × ${canvas.height} px.`,
  );
};

/** Reads painted regions with sharp: header first, then the pixels, made nothing but black and white. */
export const makeReadEditMask =
  (inspector: ImageInspector): ReadEditMask =>
  async (bytes, canvas) => {
    const facts = await inspector.inspect(bytes);
    if (!facts.ok) {
      const { kind, message, details } = facts.error;
      const named = { ...FIELD, ...(details ? { details } : {}) };
      return err(failure(kind, `The painted region cannot be read. ${message}`, named));
    }
    const wrong = headerFault(facts.value, canvas);
    if (wrong) return err(wrong);
    const data = await decode(bytes, canvas);
    if (!data)
      return err(failure('image-corrupt', 'The painted region is damaged and cannot be read.', FIELD));
    const pixels = canvas.width * canvas.height;
    const { plane, white, grey } = threshold(data, pixels);
    // of what is painted, not of the whole picture: a photo of something small on black is no region either
    if (grey > MOST_GREY * Math.max(white, grey) && grey > pixels / 2_000) {
      return err(
        refused(
          'The painted region has greys or colours. Paint white where something may change, black elsewhere.',
        ),
      );
    }
    if (white === 0) return err(refused('Nothing is painted: paint where something may change.'));
    const raw = { width: canvas.width, height: canvas.height, channels: 1 as const };
    const png = await sharp(plane, { raw }).toColourspace('b-w').png({ compressionLevel: 9 }).toBuffer();
    return ok({ png, share: white / pixels });
  };
