import { readCapped } from './capped-body.ts';

export interface FetchBounds {
  /** For the whole call, its body included, milliseconds. */
  readonly timeoutMs: number;
  /** Largest body that is taken, bytes. */
  readonly maxBytes: number;
}

/** Ample for a token, which is what Shopify's own library asks for; a merchant waits at the other end. */
const LIBRARY_CALLS: FetchBounds = { timeoutMs: 15_000, maxBytes: 1024 * 1024 };

/**
 * A `fetch` for code that sets no bounds of its own: it ends in time, also when the body stalls, takes a bounded body, heeds
 * the caller's signal, and follows no redirect, because what it sends holds secrets. Rejects with a TimeoutError,
 * `BodyTooLarge`, or what `real` rejects with.
 */
export const makeBoundedFetch =
  (real: typeof fetch, { timeoutMs, maxBytes }: FetchBounds = LIBRARY_CALLS): typeof fetch =>
  async (input, init) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const theirs = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    const signal = theirs ? AbortSignal.any([theirs, limit]) : limit;
    const response = await real(input, { ...init, redirect: 'error', signal });
    const body = await readCapped(response, maxBytes);
    const headers = new Headers(response.headers);
    // these told of the body as it came over the wire
    headers.delete('content-encoding');
    headers.delete('content-length');
    // a Response with one of these must not have a body (Fetch standard, "null body status")
    const isBodiless = [204, 205, 304].includes(response.status);
    return new Response(isBodiless ? null : Uint8Array.from(body), {
      status: response.status,
      statusText: response.statusText,
      headers,
    });
  };
