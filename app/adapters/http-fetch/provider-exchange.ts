import type { ExchangeEnd, ExchangeFacts, OpenExchange } from '#app/ports/provider-transport.ts';

/** Codes of a connection that never came to be: nothing was sent. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

const codeOf = (error: unknown): string | null => {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  // several addresses tried: none connected only if every one of them failed that way
  if (error instanceof AggregateError) {
    const codes = error.errors.map(codeOf);
    return codes.every((code) => code !== null && NEVER_CONNECTED.has(code)) ? (codes[0] ?? null) : null;
  }
  return codeOf(error.cause);
};

const lengthOf = (body: unknown): number => {
  if (typeof body === 'string') return Buffer.byteLength(body);
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  return 0;
};

/**
 * Exchanges over `real` (the platform's fetch). Follows no redirect: what is sent holds a key, and a redirect is then the
 * reply. An exchange makes one request; a second is a bug of the SDK's set-up (its own retries) and throws.
 */
export const makeOpenExchange =
  (real: typeof fetch): OpenExchange =>
  ({ signal, timeoutMs, maxReplyBytes }) => {
    let end: ExchangeEnd = 'unsent';
    let asked = 0;
    let status: number | null = null;
    let headers: ReadonlyMap<string, string> = new Map();
    let bytesOut = 0;
    const parts: Uint8Array[] = [];
    let bytesIn = 0;

    const readBody = async (response: Response): Promise<void> => {
      const reader = response.body?.getReader();
      for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
        bytesIn += next.value.byteLength;
        if (bytesIn > maxReplyBytes) {
          end = 'too-large';
          await reader?.cancel();
          throw new Error(`the reply is larger than ${maxReplyBytes} bytes`);
        }
        parts.push(next.value);
      }
    };

    const guarded: typeof fetch = async (input, init) => {
      asked += 1;
      if (asked > 1) throw new Error('an exchange makes one request; the second was not sent');
      signal.throwIfAborted();
      const limit = AbortSignal.any([
        signal,
        AbortSignal.timeout(timeoutMs),
        ...(init?.signal ? [init.signal] : []),
      ]);
      bytesOut = lengthOf(init?.body);
      // from here on it may have reached the provider
      end = 'lost';
      let response: Response;
      try {
        response = await real(input, { ...init, redirect: 'manual', signal: limit });
      } catch (error) {
        const code = codeOf(error);
        if (code !== null && NEVER_CONNECTED.has(code)) {
          end = 'unsent';
          bytesOut = 0;
        }
        throw error;
      }
      status = response.status;
      headers = new Map(response.headers);
      await readBody(response);
      end = 'complete';
      const forward = new Headers(response.headers);
      // these told of the body as it came over the wire
      forward.delete('content-encoding');
      forward.delete('content-length');
      // a Response with one of these must not have a body (Fetch standard, "null body status")
      const isBodiless = [204, 205, 304].includes(response.status);
      const { status: code, statusText } = response;
      return new Response(isBodiless ? null : Buffer.concat(parts), {
        status: code,
        statusText,
        headers: forward,
      });
    };

    const facts = (): ExchangeFacts => ({
      asked,
      end,
      aborted: signal.aborted && end !== 'complete',
      status,
      headers,
      body: Buffer.concat(parts).toString('utf8'),
      bytesOut,
      bytesIn,
    });
    return { fetch: guarded, facts };
  };
