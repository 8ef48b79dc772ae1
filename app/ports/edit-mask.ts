import type { Result } from '#app/domain/result.ts';

/** A painted region, read and made the same whoever painted it. */
export interface EditMask {
  /** One-channel PNG of the picture's size, nothing but black and white; white where something may change. */
  readonly png: Uint8Array;
  /** Share of the picture that may change, 0..1. */
  readonly share: number;
}

/**
 * Reads a mask as somebody sent it: it may be anything. Failures: invalid-input and image-*, all with the field `mask`: no
 * PNG, damaged, of another size, a photo instead of black and white, nothing painted.
 */
export type ReadEditMask = (
  bytes: Uint8Array,
  canvas: { readonly width: number; readonly height: number },
) => Promise<Result<EditMask>>;
