import type { Result } from '../domain/result.ts';

export interface GuardedRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A form is sent as multipart, as it is read. */
  readonly body?: string | FormData | undefined;
  /** Largest reply that is taken, bytes. */
  readonly maxBytes: number;
  /** For the whole exchange, the reply's body included, milliseconds. */
  readonly timeoutMs: number;
}

export interface GuardedReply {
  readonly status: number;
  /** Names in lower case; of a header that came several times the first. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/**
 * Calls to servers whose addresses somebody else chose (invariant 8): the same guard as `SourceFetcher`, for more than
 * pictures. Never connects to an address that is not public, never follows a redirect: that is an answer.
 */
export interface GuardedHttp {
  /** Failures: url-forbidden, fetch-failed (`details.code`), fetch-timeout, payload-too-large, cancelled. */
  send(
    request: GuardedRequest,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<Result<GuardedReply>>;
}
