import sharp, { type Metadata } from 'sharp';
import { type Failure, failure } from '#app/domain/failure.ts';
import {
  MAX_SOURCE_BYTES,
  MAX_SOURCE_PIXELS,
  MAX_SOURCE_SIDE,
  MIN_SOURCE_SIDE,
  type SourceFacts,
  type SourceType,
} from '#app/domain/imaging/source-image.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { ImageInspector } from '#app/ports/imaging.ts';
import { readContainer, type Sniffed, sniffImage } from './sniff-image.ts';

const TYPE_OF = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' } as const satisfies Record<
  'jpeg' | 'png' | 'webp',
  SourceType
>;

/** Content types that say nothing about the content. */
const NO_TYPE = ['', 'application/octet-stream', 'binary/octet-stream'];
const ALIASES: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'image/pjpeg': 'image/jpeg' };

/** Looks at source pictures with sharp: header first, then one cheap decode that finds broken data. */
export const makeSharpInspector = (): ImageInspector => ({
  async inspect(bytes, { declaredType, signal } = {}) {
    if (signal?.aborted) return err(failure('cancelled', 'The work was cancelled.'));
    const type = readableType(bytes, declaredType);
    if (!type.ok) return type;
    const container = await readSafely(type.value, bytes);
    if (!container.ok) return container;
    const { metadata } = container;
    const size = orientedSize(metadata);
    const wrongSize = checkSize(size.width, size.height);
    if (wrongSize) return err(wrongSize);
    const decoded = await decodeOnce(bytes, metadata.hasAlpha);
    if (!decoded.ok) return decoded;
    const facts: SourceFacts = {
      type: TYPE_OF[type.value],
      ...size,
      orientation: metadata.orientation ?? 1,
      transparent: decoded.value.transparent,
      colourSpace: metadata.space,
      bytes: bytes.length,
    };
    return ok(facts);
  },
});

const NAMES: Readonly<Partial<Record<Sniffed, string>>> = {
  svg: 'an SVG drawing',
  heif: 'a HEIC picture',
  avif: 'an AVIF picture',
  gif: 'a GIF',
  tiff: 'a TIFF',
  bmp: 'a BMP',
  pdf: 'a PDF',
  text: 'text',
};

/** The type by content, if we read it and it agrees with what was declared. */
const readableType = (
  bytes: Uint8Array,
  declaredType: string | undefined,
): Result<'jpeg' | 'png' | 'webp'> => {
  if (bytes.length === 0) return err(failure('image-empty', 'The picture file is empty (0 bytes).'));
  if (bytes.length > MAX_SOURCE_BYTES) {
    const most = Math.round(MAX_SOURCE_BYTES / 1024 / 1024);
    return err(
      failure('image-too-large', `The picture file is larger than ${most} MB.`, {
        details: { bytes: bytes.length },
      }),
    );
  }
  const found = sniffImage(bytes);
  const declared = normalType(declaredType);
  if (found === 'gif' && gifIsAnimated(bytes)) return err(animated('GIF'));
  if (found === 'jpeg' || found === 'png' || found === 'webp') {
    if (declared === null || declared === TYPE_OF[found]) return ok(found);
    return err(mismatch(declared, TYPE_OF[found]));
  }
  const name = NAMES[found] ?? 'not a picture we know';
  // bytes that are no picture at all, sent under a picture's name, are a lie about the type rather than an unknown type
  if ((found === 'text' || found === 'unknown' || found === 'pdf') && declared?.startsWith('image/')) {
    return err(mismatch(declared, name));
  }
  const details = { detected: found, ...(declared ? { declared } : {}) };
  return err(
    failure('image-type-unsupported', `The file is ${name}; we read JPEG, PNG and WebP.`, { details }),
  );
};

const normalType = (declared: string | undefined): string | null => {
  const type = (declared ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return NO_TYPE.includes(type) ? null : (ALIASES[type] ?? type);
};

const mismatch = (declared: string, found: string): Failure =>
  failure('image-type-mismatch', `The picture says it is ${declared}, but its content is ${found}.`, {
    details: { declared, detected: found },
  });

const animated = (what: string): Failure =>
  failure('image-animated', `The picture is an animated ${what}; we work on still pictures.`);

/** Two image descriptors in a GIF are two frames. Counted by its block structure. */
const gifIsAnimated = (b: Uint8Array): boolean => {
  const table = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + table(b[10] ?? 0);
  const skipBlocks = () => {
    while (at < b.length && (b[at] ?? 0) !== 0) at += 1 + (b[at] ?? 0);
    at += 1;
  };
  let frames = 0;
  while (at < b.length && frames < 2) {
    if (b[at] === 0x2c) {
      frames += 1;
      at += 10 + table(b[at + 9] ?? 0) + 1;
      skipBlocks();
    } else if (b[at] === 0x21) {
      at += 2;
      skipBlocks();
    } else break;
  }
  return frames > 1;
};

/** Container and header, without decoding a pixel. */
const readSafely = async (
  type: 'jpeg' | 'png' | 'webp',
  bytes: Uint8Array,
): Promise<
  { readonly ok: true; readonly metadata: Metadata } | { readonly ok: false; readonly error: Failure }
> => {
  const container = readContainer(type, bytes);
  if (container.animated) return err(animated(type === 'png' ? 'PNG' : 'WebP'));
  try {
    const metadata = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
    if ((metadata.pages ?? 1) > 1) return err(animated(type));
    const tooLarge = checkSize(metadata.width, metadata.height, 'largest');
    if (tooLarge) return err(tooLarge);
    if (container.truncated) return err(truncated());
    return { ok: true, metadata };
  } catch {
    return err(container.truncated ? truncated() : corrupt());
  }
};

const orientedSize = (m: Metadata): { readonly width: number; readonly height: number } =>
  (m.orientation ?? 1) >= 5 ? { width: m.height, height: m.width } : { width: m.width, height: m.height };

const checkSize = (width: number, height: number, only?: 'largest'): Failure | null => {
  const details = { width, height };
  if (width * height > MAX_SOURCE_PIXELS || Math.max(width, height) > MAX_SOURCE_SIDE) {
    const most = `${MAX_SOURCE_PIXELS / 1_000_000} megapixels and ${MAX_SOURCE_SIDE} px a side`;
    return failure('image-too-large', `The picture is ${width} × ${height} px; we read at most ${most}.`, {
      details,
    });
  }
  if (!only && Math.min(width, height) < MIN_SOURCE_SIDE) {
    const least = `at least ${MIN_SOURCE_SIDE} px on each side`;
    return failure('image-too-small', `The picture is ${width} × ${height} px; it needs ${least}.`, {
      details,
    });
  }
  return null;
};

const truncated = (): Failure =>
  failure('image-truncated', 'The picture file ends in the middle; it was not uploaded or downloaded whole.');
const corrupt = (): Failure => failure('image-corrupt', 'The picture file is damaged and cannot be read.');

/** Decodes every byte once, at a small size; libvips names what is wrong with the data. */
const decodeOnce = async (
  bytes: Uint8Array,
  hasAlpha: boolean,
): Promise<Result<{ readonly transparent: boolean }>> => {
  try {
    const image = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_SOURCE_PIXELS });
    if (!hasAlpha) {
      await image.resize(32, 32, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer();
      return ok({ transparent: false });
    }
    const alpha = await image.extractChannel('alpha').raw({ depth: 'uchar' }).toBuffer();
    return ok({ transparent: alpha.some((a) => a < 255) });
  } catch (e) {
    const message = e instanceof Error ? e.message : '';
    return err(/premature end|truncated|end of (file|stream)/i.test(message) ? truncated() : corrupt());
  }
};
