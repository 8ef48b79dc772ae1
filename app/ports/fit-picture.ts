import type { Result } from '#app/domain/result.ts';

type SentType = 'image/jpeg' | 'image/png' | 'image/webp';

/** What a picture must keep to before it may be sent. */
export interface PictureLimit {
  /** Most bytes of the file. */
  readonly bytes: number;
  /** Most pixels of its longer side; null: no limit known. */
  readonly side: number | null;
}

export interface FittedPicture {
  readonly bytes: Uint8Array;
  readonly contentType: SentType;
  /** Null: it fitted, and these are its own bytes. Else the size in pixels of the copy that was made. */
  readonly scaled: { readonly width: number; readonly height: number } | null;
}

/**
 * A picture that fits the limit: its own bytes where they do, else a smaller copy, upright, in sRGB, of the same aspect, never
 * enlarged, without metadata. The same bytes and limit give the same copy. Failures: image-corrupt; payload-too-large where no
 * copy is small enough; cancelled.
 */
export type FitPicture = (
  picture: { readonly bytes: Uint8Array; readonly contentType: SentType },
  limit: PictureLimit,
  options?: { readonly signal?: AbortSignal },
) => Promise<Result<FittedPicture>>;
