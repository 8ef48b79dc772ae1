/** Limits of one exchange with a provider. */
export interface ExchangeLimits {
  readonly signal: AbortSignal;
  /** For the whole exchange, the reply's body included, milliseconds. */
  readonly timeoutMs: number;
  /** Largest reply that is taken, bytes. */
  readonly maxReplyBytes: number;
}

/**
 * How the exchange ended, whatever the SDK made of it.
 * - `unsent`: nothing left this machine (no connection, or stopped before).
 * - `complete`: status, headers and the whole body came.
 * - `lost`: sent, and no whole reply: it was cut, timed out or stopped on the way.
 * - `too-large`: the reply is larger than is taken; the rest was not read.
 */
export type ExchangeEnd = 'unsent' | 'complete' | 'lost' | 'too-large';

export interface ExchangeFacts {
  /**
   * How often the SDK asked for something to be sent. 0: it stopped on its own account. Only the first is sent; more than one
   * is a retry of its own, which has to be off, because every try is a row in the book.
   */
  readonly asked: number;
  readonly end: ExchangeEnd;
  /** True when the caller's own signal stopped it. */
  readonly aborted: boolean;
  /** Null before the reply's head came. */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** The body as text, as far as it was read. */
  readonly body: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/** One exchange: a `fetch` to be handed to a vendor's SDK for exactly one request, and what is known of it afterwards. */
export interface ProviderExchange {
  readonly fetch: typeof fetch;
  facts(): ExchangeFacts;
}

/**
 * Opens an exchange. SDKs hide what the provider-call book needs (bytes, headers of failures, whether the request was sent,
 * whether the reply was whole), so this looks below them; and it holds the time limit and the size cap that they leave out.
 */
export type OpenExchange = (limits: ExchangeLimits) => ProviderExchange;
