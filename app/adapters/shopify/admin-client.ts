import { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { CallOptions } from '#app/ports/store-platform.ts';
import { API_VERSION } from './api-version.ts';
import { makeQueryBudget, msUntil } from './budget.ts';
import { BodyTooLarge, readCapped } from './capped-body.ts';

const REPLY_TIMEOUT_MS = 20_000;
const REPLY_MAX_BYTES = 8 * 1024 * 1024;
/** A refused query had no effect, so it is asked again here, but only as long as that is quick. */
const THROTTLE_TRIES = 3;
const THROTTLE_WAIT_MS = 5_000;

/** Whose call it is: the shop's domain and a token that is good now. */
export interface ShopAccess {
  /** Failures: store-disconnected, store-unauthorized, store-unavailable. `rejected`: a token the platform refused. */
  accessOf(
    storeId: string,
    options: { readonly rejected?: string; readonly signal?: AbortSignal | undefined },
  ): Promise<Result<{ readonly shop: string; readonly token: string }>>;
}

export interface AdminClientDeps {
  readonly fetch: typeof fetch;
  readonly access: ShopAccess;
  readonly clock: Clock;
  readonly log: Log;
  /** For one call, its reply included. */
  readonly timeoutMs?: number | undefined;
}

/** One typed call: `operation` names it in logs and in the budget. */
export interface AdminCall<T> {
  readonly operation: string;
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly reply: z.ZodType<T>;
}

export interface AdminClient {
  call<T>(storeId: string, call: AdminCall<T>, options?: CallOptions): Promise<Result<T>>;
}

const throttleSchema = z.object({
  maximumAvailable: z.number(),
  currentlyAvailable: z.number(),
  restoreRate: z.number(),
});
const envelopeSchema = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z.object({ requestedQueryCost: z.number(), throttleStatus: throttleSchema }).optional(),
    })
    .optional(),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** The Admin GraphQL API. Foreign errors end here: what comes out is a value or one of our failures. */
export const makeAdminClient = (deps: AdminClientDeps): AdminClient => {
  const budget = makeQueryBudget(deps.clock);

  const post = async (
    target: { shop: string; token: string },
    call: AdminCall<unknown>,
    signal: AbortSignal | undefined,
  ): Promise<Result<{ status: number; retryAfter: string | null; body: Uint8Array }>> => {
    const limit = AbortSignal.timeout(deps.timeoutMs ?? REPLY_TIMEOUT_MS);
    try {
      const response = await deps.fetch(`https://${target.shop}/admin/api/${API_VERSION}/graphql.json`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-shopify-access-token': target.token,
        },
        body: JSON.stringify({ query: call.document, variables: call.variables }),
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const body = await readCapped(response, REPLY_MAX_BYTES);
      return ok({ status: response.status, retryAfter: response.headers.get('retry-after'), body });
    } catch (error) {
      return err(networkFailure(error, signal));
    }
  };

  const once = async <T>(
    storeId: string,
    call: AdminCall<T>,
    signal: AbortSignal | undefined,
    rejected?: string,
  ): Promise<Result<T>> => {
    const access = await deps.access.accessOf(storeId, { ...(rejected ? { rejected } : {}), signal });
    if (!access.ok) return access;
    const sent = await post(access.value, call, signal);
    if (!sent.ok) return sent;
    const { status, retryAfter, body } = sent.value;
    // a token can be revoked before its time; one fresh token is tried, a second refusal is final
    if (status === 401 && rejected === undefined) return once(storeId, call, signal, access.value.token);
    const refusal = statusFailure(status, retryAfter);
    if (refusal) return err(refusal);
    const envelope = envelopeSchema.safeParse(parseJson(body));
    if (!envelope.success)
      return err(failure('store-unavailable', 'Shopify sent a reply that cannot be read.'));
    const cost = envelope.data.extensions?.cost;
    if (cost) budget.report(storeId, call.operation, cost.requestedQueryCost, cost.throttleStatus);
    return readData(call, envelope.data);
  };

  return {
    call: async (storeId, call, { signal } = {}) => {
      for (let attempt = 1; ; attempt++) {
        const wait = budget.waitMs(storeId, call.operation);
        if (wait > 0 && !(await slept(deps.clock, wait, signal))) return err(cancelled());
        const result = await once(storeId, call, signal);
        if (result.ok) return result;
        const { kind, retryAfterMs = 1_000 } = result.error;
        deps.log.warn({ storeId, operation: call.operation, kind, attempt }, 'a call to Shopify failed');
        if (kind !== 'store-throttled' || attempt >= THROTTLE_TRIES || retryAfterMs > THROTTLE_WAIT_MS)
          return result;
        if (!(await slept(deps.clock, retryAfterMs, signal))) return err(cancelled());
      }
    },
  };
};

const readData = <T>(call: AdminCall<T>, envelope: Envelope): Result<T> => {
  const codes = (envelope.errors ?? []).map((e) => e.extensions?.code ?? 'UNKNOWN');
  if (codes.length > 0) return err(topLevelFailure(call.operation, codes, envelope));
  const data = call.reply.safeParse(envelope.data);
  if (data.success) return ok(data.data);
  // the reply's shape is the schema's, which our documents are tested against: this is a bug of ours
  throw new Error(`reply of ${call.operation} has another shape: ${z.prettifyError(data.error)}`);
};

const topLevelFailure = (operation: string, codes: readonly string[], envelope: Envelope): Failure => {
  const details = { operation, codes: [...codes] };
  if (codes.includes('THROTTLED')) {
    const cost = envelope.extensions?.cost;
    const missing = cost ? cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable : 0;
    const retryAfterMs = cost ? Math.max(200, msUntil(missing, cost.throttleStatus.restoreRate)) : 1_000;
    return failure('store-throttled', 'Shopify asks us to slow down.', { retryAfterMs, details });
  }
  if (codes.includes('ACCESS_DENIED')) {
    return failure(
      'store-unauthorized',
      'Shopify refused the call: a permission that Softbox needs is missing. Open Softbox in Shopify and agree to it.',
      {
        details,
      },
    );
  }
  if (codes.some((code) => code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT')) {
    return failure('store-unavailable', 'Shopify had an error of its own.', { details });
  }
  return failure('internal', 'Shopify did not understand a call of ours.', { details });
};

const statusFailure = (status: number, retryAfter: string | null): Failure | null => {
  if (status >= 200 && status < 300) return null;
  const details = { status };
  if (status === 401 || status === 403) {
    return failure(
      'store-unauthorized',
      'Shopify no longer accepts our access. Open the app in Shopify once.',
      {
        details,
      },
    );
  }
  if (status === 404) return failure('store-disconnected', 'Shopify does not know this shop.', { details });
  if (status === 429) {
    const seconds = Number(retryAfter);
    const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds * 1_000) : 2_000;
    return failure('store-throttled', 'Shopify asks us to slow down.', { retryAfterMs, details });
  }
  // 402 (frozen) and 423 (locked) end when the merchant has paid; 5xx by itself
  if (status >= 500 || status === 402 || status === 423) {
    return failure('store-unavailable', 'Shopify cannot be reached at the moment.', { details });
  }
  return failure('internal', 'Shopify did not understand a call of ours.', { details });
};

/** What a failed or interrupted connection is to us. The error itself stays here: it may quote addresses. */
export const networkFailure = (error: unknown, signal: AbortSignal | undefined): Failure => {
  if (signal?.aborted) return cancelled();
  if (error instanceof BodyTooLarge) return failure('store-unavailable', 'Shopify sent more than we take.');
  const timedOut = error instanceof Error && error.name === 'TimeoutError';
  return failure(
    'store-unavailable',
    timedOut ? 'Shopify took too long to answer.' : 'Shopify cannot be reached at the moment.',
    { details: { timedOut } },
  );
};

export const cancelled = (): Failure => failure('cancelled', 'The work was stopped.');

/** Waits; false when it was aborted meanwhile. */
export const slept = async (clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<boolean> => {
  if (signal?.aborted) return false;
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal?.aborted) return false;
    throw error;
  }
};

const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
};
