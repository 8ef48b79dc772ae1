import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { z } from 'zod';
import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { GuardedHttp, GuardedReply } from '#app/ports/guarded-http.ts';
import type { Log } from '#app/ports/log.ts';
import type { CallOptions } from '#app/ports/store-platform.ts';
import { BRIDGE_NAMESPACE } from './protocol.ts';
import { judgeReply, type Refusal, refusalFailure } from './read-reply.ts';
import type { SiteAccess } from './site-access.ts';

// a CommonJS module marked as one of ES: under Node its default export is one level further down than its types say
const { default: WooCommerceRestApi } = createRequire(import.meta.url)(
  '@woocommerce/woocommerce-rest-api',
) as typeof import('@woocommerce/woocommerce-rest-api');

const READ_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 60_000;
/** A page of a hundred products with long descriptions and the meta data of many plugins. */
const REPLY_MAX_BYTES = 32 * 1024 * 1024;

/** One call. `operation` names it in logs. */
export interface SiteCall<T> {
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly namespace: 'wc/v3' | typeof BRIDGE_NAMESPACE;
  /** Below the namespace, without a slash before it. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Instead of a body: one file, sent as it is read. */
  readonly file?: { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };
  readonly reply: z.ZodType<T>;
  /** The hash of the body as the query names it; worked out when not given. */
  readonly sha256?: string;
  /** Sent without any key: for the one route that has another proof. */
  readonly isAnonymous?: boolean;
  /** Turns a refusal that this call can meet into its failure; null: it is handled as any other. */
  readonly refused?: (refusal: Refusal) => Failure | null;
}

export interface SiteReply<T> {
  readonly value: T;
  readonly headers: ReadonlyMap<string, string>;
}

export interface SiteClient {
  call<T>(site: SiteAccess, call: SiteCall<T>, options?: CallOptions): Promise<Result<SiteReply<T>>>;
}

/** The parts of the official client's request that its transport gets. */
interface Prepared {
  readonly url?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly auth?: { readonly username: string; readonly password: string };
}

/**
 * The WooCommerce REST API and the plugin's routes beside it. The official client makes the address and the proof (Basic over
 * https, OAuth 1.0a over http); the bytes go through the guarded transport, because the client's own (axios) follows
 * redirects, takes bodies of any size and connects to whatever a name resolves to (docs/decisions/040-woocommerce-client.md).
 */
export const makeSiteClient = (deps: { readonly http: GuardedHttp; readonly log: Log }): SiteClient => ({
  call: async (site, call, { signal } = {}) => {
    const sent = await send(deps.http, site, call, signal);
    const judged = sent.ok ? readReply(call, sent.value) : err(networkFailure(sent.error));
    if (!judged.ok) {
      const { kind, details } = judged.error;
      deps.log.warn(
        { site: site.address.identity, operation: call.operation, kind, ...details },
        'a call to a WooCommerce site failed',
      );
    }
    return judged;
  },
});

const readReply = <T>(call: SiteCall<T>, sent: GuardedReply): Result<SiteReply<T>> => {
  const judged = judgeReply(sent);
  if (!judged.ok) return judged;
  if ('refusal' in judged.value) {
    const { refusal } = judged.value;
    return err(call.refused?.(refusal) ?? refusalFailure(refusal));
  }
  const parsed = call.reply.safeParse(judged.value.value);
  if (parsed.success) return ok({ value: parsed.data, headers: sent.headers });
  // whoever wrote the site's plugins decides what comes: a strange reply is a case and no bug of ours
  const fields = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.'));
  return err(
    failure(
      'store-unavailable',
      'The site sent a reply that cannot be read. Another plugin may have changed it.',
      {
        details: { fields },
      },
    ),
  );
};

const send = async <T>(
  http: GuardedHttp,
  site: SiteAccess,
  call: SiteCall<T>,
  signal: AbortSignal | undefined,
): Promise<Result<GuardedReply>> => {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const carry = (prepared: Prepared): Promise<Result<GuardedReply>> =>
    http.send(
      {
        method: call.method,
        url: withParams(prepared, call.isAnonymous === true),
        headers: {
          accept: 'application/json',
          ...(prepared.auth && !call.isAnonymous ? { authorization: basic(prepared.auth) } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: call.file ? toForm(call.file) : body,
        maxBytes: REPLY_MAX_BYTES,
        timeoutMs: call.method === 'GET' ? READ_TIMEOUT_MS : WRITE_TIMEOUT_MS,
      },
      { signal },
    );
  const { address } = site;
  const client = new WooCommerceRestApi({
    url: address.url,
    consumerKey: site.consumerKey,
    consumerSecret: site.consumerSecret,
    wpAPIPrefix: address.restPrefix,
    // its types know WooCommerce's own namespaces only; it puts whatever it gets into the address
    version: call.namespace as 'wc/v3',
    axiosConfig: {
      adapter: async (prepared: Prepared) => ({ data: await carry(prepared), status: 200, headers: {} }),
      transformResponse: [(data: unknown) => data],
    },
  });
  const query = {
    ...call.query,
    ...(isSigned(call) ? { sha256: call.sha256 ?? hashOf(call.file?.bytes ?? body ?? '') } : {}),
  };
  const answer: { data: Result<GuardedReply> } =
    call.method === 'GET' ? await client.get(call.path, query) : await client.post(call.path, {}, query);
  return answer.data;
};

/** A POST to the plugin names the hash of its body in the query, which is what OAuth signs. */
const isSigned = (call: Pick<SiteCall<unknown>, 'method' | 'namespace'>): boolean =>
  call.method === 'POST' && call.namespace === BRIDGE_NAMESPACE;

const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const withParams = ({ url = '', params = {} }: Prepared, isAnonymous: boolean): string => {
  const full = new URL(url);
  for (const [name, value] of Object.entries(params)) {
    if (!isAnonymous || !name.startsWith('oauth_')) full.searchParams.set(name, String(value));
  }
  return full.href;
};

const basic = ({ username, password }: { username: string; password: string }): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const toForm = (file: { name: string; contentType: string; bytes: Uint8Array }): FormData => {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(file.bytes)], { type: file.contentType }), file.name);
  return form;
};

/** What a connection that failed is to us. */
const networkFailure = (why: Failure): Failure => {
  switch (why.kind) {
    case 'cancelled':
    case 'url-forbidden':
      return why;
    case 'fetch-timeout':
      return failure('store-unavailable', 'The site took too long to answer.', {
        details: { timedOut: true },
      });
    case 'payload-too-large':
      return failure('store-unavailable', 'The site sent more than we take.');
    default:
      return failure('store-unavailable', 'The site cannot be reached at the moment.', {
        ...(why.details ? { details: why.details } : {}),
      });
  }
};
