import type { Result } from '../domain/result.ts';

export interface FetchedSource {
  readonly bytes: Uint8Array;
  /** Content-Type without parameters, lower case; null when the other side sent none. */
  readonly contentType: string | null;
  /** Where the bytes came from in the end, after redirects. */
  readonly url: string;
}

/**
 * Fetches a picture from a URL that somebody else chose (invariant 8). Never connects to an address that is not public,
 * whatever the name resolves to and wherever it redirects.
 */
export interface SourceFetcher {
  /** Failures: url-forbidden, fetch-failed, fetch-timeout, payload-too-large, cancelled. */
  fetch(url: string, options?: { readonly signal?: AbortSignal }): Promise<Result<FetchedSource>>;
}
