/** Media types of source pictures we read. */
export const SOURCE_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** Header says more than this: refused before decoding (a 64 MP photo is the largest a current camera phone makes). */
export const MAX_SOURCE_PIXELS = 64_000_000;
export const MAX_SOURCE_SIDE = 16_000;
/** Below this there is no product to cut out. */
export const MIN_SOURCE_SIDE = 100;
/** Files larger than this are not read. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024;

/** What we know of a usable source picture. */
export interface SourceFacts {
  readonly type: SourceType;
  /** Pixels, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1..8 (1 = upright). */
  readonly orientation: number;
  /** Has an alpha channel that is not opaque everywhere. */
  readonly transparent: boolean;
  /** As the decoder names it: srgb, cmyk, b-w, rgb16 ... */
  readonly colourSpace: string;
  readonly bytes: number;
}
