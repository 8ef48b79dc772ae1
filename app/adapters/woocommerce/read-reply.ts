import { type Failure, failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { GuardedReply } from '#app/ports/guarded-http.ts';
import { type ErrorReply, errorReply } from './protocol.ts';

const HOUR_MS = 3_600_000;

/**
 * The JSON of a body. A byte order mark and what PHP printed before it (notices of other plugins) are passed over: the site did
 * what it was asked. `undefined`: there is no JSON in it.
 */
export const readJson = (
  body: Uint8Array,
): { readonly value: unknown; readonly isClean: boolean } | undefined => {
  const text = new TextDecoder().decode(body).trim();
  const clean = parse(text);
  if (clean !== undefined) return { value: clean, isClean: true };
  // a notice is whole lines of text before the reply, which begins a line of its own or follows a tag
  for (const match of text.matchAll(/(?:^|[\n>])\s*(?=[[{])/g)) {
    const value = parse(text.slice((match.index ?? 0) + match[0].length));
    if (value !== undefined) return { value, isClean: false };
  }
  return undefined;
};

const parse = (text: string): unknown => {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const retryAfterMs = (header: string | undefined): number => {
  const seconds = Number(header);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(HOUR_MS, Math.ceil(seconds * 1_000)) : 5_000;
};

/** An error reply that a caller may know what to do about: by its code. */
export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly error: ErrorReply;
}

/** What a reply says: a value, a refusal with a code, or a failure that needs no more looking at. */
export const judgeReply = (reply: GuardedReply): Result<{ value: unknown } | { refusal: Refusal }> => {
  const { status, headers } = reply;
  const json = readJson(reply.body);
  const details = { status };
  if (status >= 200 && status < 300) {
    if (json) return ok({ value: json.value });
    return err(
      failure(
        'store-unavailable',
        'The site answered with a web page instead of data. It may be in maintenance, or a security plugin stands in the way.',
        { details },
      ),
    );
  }
  if (status >= 300 && status < 400) {
    return err(
      failure('store-disconnected', 'The site has moved to another address. Connect it again from there.', {
        details,
      }),
    );
  }
  if (status === 429) {
    return err(
      failure('store-throttled', 'The site asks us to slow down.', {
        retryAfterMs: retryAfterMs(headers.get('retry-after')),
        details,
      }),
    );
  }
  const error = json ? errorReply.safeParse(json.value) : null;
  if (error?.success) {
    if (error.data.code === 'softbox_busy') return err(busy(headers.get('retry-after')));
    return ok({ refusal: { code: error.data.code, status, error: error.data } });
  }
  return err(withoutJson(status));
};

const busy = (retryAfter: string | undefined): Failure =>
  failure('store-throttled', 'Somebody is changing the product at this moment.', {
    retryAfterMs: retryAfterMs(retryAfter ?? '2'),
  });

/** A page of the host's or of a security plugin's. */
const withoutJson = (status: number): Failure => {
  const details = { status };
  if (status === 401 || status === 403) {
    return failure(
      'store-unauthorized',
      'Something in front of the site (a firewall, a security plugin or a password) refuses our calls.',
      { details },
    );
  }
  if (status === 404) {
    return failure(
      'store-disconnected',
      'There is no WordPress REST API at the address of the site. Was it moved, or were its permalinks changed?',
      { details },
    );
  }
  if (status === 413) {
    return failure('payload-too-large', 'The host of the site does not take a request of this size.', {
      details,
    });
  }
  return failure('store-unavailable', 'The site cannot be reached at the moment.', { details });
};

/** What a refusal means that its caller has no answer to. */
export const refusalFailure = ({ code, status, error }: Refusal): Failure => {
  const details = { status, code };
  switch (code) {
    case 'woocommerce_rest_authentication_error': {
      const readOnly = /does not have (?:write|read) permissions/.test(error.message ?? '');
      return failure(
        'store-unauthorized',
        readOnly
          ? 'The key of the site may only read. Connect again and allow reading and writing.'
          : 'The site no longer accepts our key. Connect it again.',
        { details: { ...details, readOnly } },
      );
    }
    case 'rest_no_route':
      return failure('store-disconnected', 'WooCommerce or the Softbox plugin is not active on the site.', {
        details,
      });
    case 'softbox_storage_failed':
      return failure('store-unavailable', 'The site could not keep the file: its disk may be full.', {
        details,
      });
    default:
      break;
  }
  if (status === 401 || status === 403) {
    return failure('store-unauthorized', 'The site no longer accepts our key. Connect it again.', {
      details,
    });
  }
  if (status >= 500) return failure('store-unavailable', 'The site had an error of its own.', { details });
  return failure('publish-rejected', 'The site refused the call.', { details });
};
