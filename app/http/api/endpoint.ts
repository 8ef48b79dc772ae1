import type { z } from 'zod';
import type { FailureKind } from '#app/domain/failure.ts';
import type { Result } from '#app/domain/result.ts';
import type { Caller } from '../authenticate.ts';
import type { Refusal } from '../problem.ts';
import type { ApiServices } from './services.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Areas of the API, in the order of the document. */
export const TAGS = [
  'Catalogue',
  'Recipes',
  'Batches',
  'Jobs',
  'Assets',
  'Edits',
  'Review',
  'Edits',
  'Words',
  'Publications',
  'Usage',
] as const;
export type Tag = (typeof TAGS)[number];

/** What a handler is given: everything parsed, the caller known. */
export interface Call<Params, Query, Body> {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body as it came; empty where the endpoint takes none. */
  readonly bytes: Uint8Array;
  /** Headers of the request, for conditional requests and stream positions. */
  readonly headers: Headers;
  /** The `Idempotency-Key` of this write; null when the caller sent none. */
  readonly idempotencyKey: string | null;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

export interface JsonAnswer<Reply> {
  readonly body: Reply;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How an endpoint answers when all goes well. */
export type ReplySpec<Reply> =
  | {
      readonly kind: 'json';
      readonly status: 200 | 201 | 202;
      readonly description: string;
      readonly schema: z.ZodType<Reply>;
      readonly example: Reply;
    }
  | {
      /** A `Response` of the handler's own making. */
      readonly kind: 'raw';
      readonly status: 200;
      readonly description: string;
      readonly contentTypes: readonly string[];
      /** An example of a text body. */
      readonly example?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

interface EndpointBase {
  readonly operationId: string;
  readonly method: HttpMethod;
  /** Below `/api/v1`; parameters in braces. */
  readonly path: `/${string}`;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** Failures of its own, beside those any request can meet. */
  readonly failures: readonly FailureKind[];
}

export interface RawBodySpec {
  readonly contentType: 'image/png';
  /** Others that are taken as well. */
  readonly alsoContentTypes?: readonly ('image/jpeg' | 'image/webp')[];
  readonly maxBytes: number;
  readonly description: string;
}

interface TypedParts<Params, Query, Body, Reply> extends EndpointBase {
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly bodyExample?: unknown;
  /** Instead of `body`: bytes of one content type, which the handler finds in `bytes` as they came. */
  readonly rawBody?: RawBodySpec;
  /** Fills in what is left out of a raw body and has a default that only the services know; leaves anything else as it is. */
  completeBody?(body: unknown, services: ApiServices): unknown;
  /**
   * Looks at the raw body first, where the domain has better words for what is wrong with a part of it than the schema
   * has (a recipe's options).
   */
  explainBody?(body: unknown): Refusal | null;
  readonly reply: ReplySpec<Reply>;
  handle(
    call: Call<Params, Query, Body>,
    services: ApiServices,
  ): Promise<Result<JsonAnswer<Reply> | Response, Refusal>>;
}

/** An endpoint whose parts fit together; the table holds these with their types forgotten. */
export type Endpoint = TypedParts<unknown, unknown, unknown, unknown>;

/**
 * One row of the table from which routing, validation and the OpenAPI document are made. The types are checked here, once:
 * the handler gets what the schemas give, and answers what the reply's schema says.
 */
export const defineEndpoint = <Params = undefined, Query = undefined, Body = undefined, Reply = unknown>(
  parts: TypedParts<Params, Query, Body, Reply>,
): Endpoint => parts;
