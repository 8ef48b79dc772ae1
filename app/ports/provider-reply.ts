import type { Failure } from '#app/domain/failure.ts';
import type { ProviderUsage } from '#app/domain/providers/usage.ts';

/** Limits of one call. */
export interface ProviderCallOptions {
  /**
   * Our own id of the call, the one of its row in the book. Sent along where the provider has a place for it (Vertex AI
   * `labels`, a request header that its export repeats), so that a call whose reply was lost can still be found in the export.
   */
  readonly callId: string;
  /** Aborts the call; the reply is then `unknown` if the request may have been sent, else `failed` with `cancelled`. */
  readonly signal: AbortSignal;
  /** Longest time of the whole call, body included, in milliseconds. */
  readonly timeoutMs: number;
}

/** What every reply carries for the provider-call book. Null: not known. */
export interface ProviderReplyFacts {
  /** The provider's own id of the call (response id or request-id header), by which its export names it. */
  readonly requestId: string | null;
  /** Bytes of the request's body as sent, and of the reply's body as far as it was read. */
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/**
 * How a call to a provider ended; closed. An adapter never throws for what a provider or a network can do, never retries by
 * itself (the SDK's own retries are switched off: every try is a row in the book), and never invents a usage.
 */
export type ProviderReply<T> = ProviderReplyFacts &
  (
    | {
        readonly status: 'succeeded';
        readonly value: T;
        readonly usage: ProviderUsage;
        /** The version that answered, as the provider names it. */
        readonly modelVersion: string | null;
      }
    | {
        readonly status: 'failed';
        /** One of `PROVIDER_FAILURE_KINDS` except `provider-reply-lost`, or unsupported-option, payload-too-large, cancelled. */
        readonly failure: Failure;
        /** What was billed all the same (a blocked output costs its prompt); null when the provider reported none. */
        readonly usage: ProviderUsage | null;
      }
    | {
        /** Sent, and no complete answer: it may have been billed. The book keeps the upper bound until it is reconciled. */
        readonly status: 'unknown';
        /** `provider-reply-lost`. */
        readonly failure: Failure;
      }
  );
