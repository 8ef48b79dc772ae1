import type { SandboxShopify } from '#sandbox/shopify/types.ts';

/** The job API as a merchant's page calls it: each request with a fresh session token of the sandbox's staff user. */
export interface ApiClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T>;
  bytes(path: string): Promise<Uint8Array>;
}

/** What the API says when it refuses (RFC 9457). */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
}

const TIMEOUT_MS = 60_000;
const TRIES = 8;

export const makeApiClient = (options: {
  readonly sandbox: Pick<SandboxShopify, 'sessionToken'>;
  readonly shop: string;
  readonly webUrl: string;
}): ApiClient => {
  const { sandbox, shop, webUrl } = options;
  const send = async (method: string, path: string, body?: unknown, key?: string): Promise<Response> => {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(`${webUrl}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${sandbox.sessionToken(shop)}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.ok) return response;
      const wait = Number(response.headers.get('Retry-After') ?? 0);
      if (response.status === 429 && attempt < TRIES) {
        await new Promise((done) => setTimeout(done, Math.max(250, wait * 1000)));
        continue;
      }
      const problem = (await response.json().catch(() => ({}))) as Problem;
      throw new Error(`${method} ${path}: ${response.status} ${problem.detail ?? problem.title ?? ''}`);
    }
  };
  return {
    get: async <T>(path: string) => (await (await send('GET', path)).json()) as T,
    post: async <T>(path: string, body: unknown, key?: string) =>
      (await (await send('POST', path, body, key)).json()) as T,
    bytes: async (path) => new Uint8Array(await (await send('GET', path)).arrayBuffer()),
  };
};

/** Every item of a cursor-paged list. */
export async function* everyItem<T>(client: ApiClient, path: string): AsyncGenerator<T> {
  const join = path.includes('?') ? '&' : '?';
  let cursor: string | null = null;
  do {
    const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: T[]; nextCursor: string | null } = await client.get(
      `${path}${join}limit=100${next}`,
    );
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
