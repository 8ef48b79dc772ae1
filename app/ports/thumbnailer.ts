import type { Result } from '../domain/result.ts';

/** Makes small copies of pictures for screens; never stored as an asset, never published. */
export interface Thumbnailer {
  /**
   * A copy no wider or higher than `side` px, WebP, oriented, without metadata. Failures: image-*.
   */
  thumbnail(
    bytes: Uint8Array,
    side: number,
  ): Promise<Result<{ readonly bytes: Uint8Array; readonly contentType: 'image/webp' }>>;
}
