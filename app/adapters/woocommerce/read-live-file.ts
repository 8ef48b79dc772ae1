import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { GuardedHttp } from '#app/ports/guarded-http.ts';
import type { CallOptions } from '#app/ports/store-platform.ts';

const TIMEOUT_MS = 30_000;
const MAX_BYTES = 32 * 1024 * 1024;
/** Pictures of many sites lie on another host, or move from http to https on the way. */
const REDIRECTS = 3;

/** What shoppers get. Every hop is checked by the guard. */
export const readLiveFile = async (
  http: GuardedHttp,
  url: string,
  { signal }: CallOptions,
): Promise<Result<Uint8Array>> => {
  let next = url;
  for (let hop = 0; hop <= REDIRECTS; hop++) {
    const answer = await http.send(
      {
        method: 'GET',
        url: next,
        headers: { accept: 'image/*' },
        maxBytes: MAX_BYTES,
        timeoutMs: TIMEOUT_MS,
      },
      { signal },
    );
    if (!answer.ok) return answer;
    const { status, headers, body } = answer.value;
    const location = headers.get('location');
    if (status === 200) return ok(body);
    if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, next)) {
      return err(
        failure('fetch-failed', 'The picture cannot be fetched from the store.', { details: { status } }),
      );
    }
    next = new URL(location, next).href;
  }
  return err(failure('fetch-failed', 'The address of the picture redirects too often.'));
};
