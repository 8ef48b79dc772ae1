import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { StorePlatform } from '#app/ports/store-platform.ts';
import { cancelled } from './admin-client.ts';
import { BodyTooLarge, readCapped } from './capped-body.ts';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * What shoppers get. The address is the platform's own answer, but it is still checked: https, unless the stand-in of
 * this machine is used, and no redirects.
 */
export const makeReadLiveFile =
  (deps: {
    readonly fetch: typeof fetch;
    readonly allowedHttpOrigin: string | null;
  }): StorePlatform['readLiveFile'] =>
  async (_storeId, url, { signal } = {}) => {
    const target = URL.canParse(url) ? new URL(url) : null;
    if (!target || (target.protocol !== 'https:' && target.origin !== deps.allowedHttpOrigin)) {
      return err(failure('url-forbidden', 'The address of the picture is not one that may be fetched.'));
    }
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await deps.fetch(url, {
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      if (!response.ok) {
        await response.body?.cancel();
        const details = { status: response.status };
        return err(failure('fetch-failed', 'The picture cannot be fetched from the store.', { details }));
      }
      return ok(await readCapped(response, MAX_BYTES));
    } catch (error) {
      if (signal?.aborted) return err(cancelled());
      if (error instanceof BodyTooLarge)
        return err(failure('payload-too-large', 'The picture is too large.'));
      if (limit.aborted) return err(failure('fetch-timeout', 'The picture took too long to come.'));
      return err(failure('fetch-failed', 'The picture cannot be fetched from the store.'));
    }
  };
