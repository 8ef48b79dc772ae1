import type { Result } from '#app/domain/result.ts';

/**
 * Who made a picture, to be shown wherever it is shown: "Photo by <name> on <library>", both linked
 * (https://help.unsplash.com/en/articles/2511315-guideline-attribution).
 */
export interface Attribution {
  readonly authorName: string;
  readonly authorUrl: string;
  readonly libraryName: string;
  readonly libraryUrl: string;
}

export interface InspirationPicture {
  /** The library's own id. */
  readonly id: string;
  readonly description: string;
  /** Hotlinked: shown from the library's own address, never copied to ours. */
  readonly previewUrl: string;
  readonly width: number;
  readonly height: number;
  /** Average colour, #rrggbb, for the space it will fill. */
  readonly colour: string | null;
  readonly attribution: Attribution;
}

export interface InspirationPage {
  readonly pictures: readonly InspirationPicture[];
  readonly total: number;
  /** Null on the last page. */
  readonly nextPage: number | null;
}

export interface InspirationOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Pictures to be inspired by. Failures of every call: provider-throttled, provider-unavailable, provider-unauthorized,
 * provider-bad-reply, cancelled.
 */
export interface InspirationLibrary {
  /** 'unsplash', or 'own' for our own set when no key is configured. */
  readonly kind: 'unsplash' | 'own';
  /** What people call it; honest about which it is. */
  readonly displayName: string;
  /** `page` counts from 1; `perPage` at most 30. Failure: invalid-input for an empty query. */
  search(
    query: { readonly text: string; readonly page: number; readonly perPage: number },
    options: InspirationOptions,
  ): Promise<Result<InspirationPage>>;
  /** Failure: not-found. */
  get(id: string, options: InspirationOptions): Promise<Result<InspirationPicture>>;
  /**
   * The merchant uses the picture: tells the library (the download ping its rules ask for, once per use) and reads the bytes
   * that vision looks at. Failures: not-found, payload-too-large.
   */
  use(
    id: string,
    options: InspirationOptions,
  ): Promise<
    Result<{
      readonly picture: InspirationPicture;
      readonly bytes: Uint8Array;
      readonly contentType: string;
    }>
  >;
}
