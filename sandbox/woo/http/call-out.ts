import { Agent, fetch as undiciFetch } from 'undici';

/**
 * How the site calls the outside: as WordPress does, over TLS that it can verify. `ca` adds certificates of a test's own
 * TLS front. A real site would refuse loopback addresses (`wp_safe_remote_post`); a stand-in has nothing else to call.
 */
export function makeCallOut(ca: string | undefined): { fetch: typeof fetch; close(): Promise<void> } {
  if (ca === undefined) return { fetch, close: () => Promise.resolve() };
  const agent = new Agent({ connect: { ca } });
  const call = (input: unknown, init: object = {}) =>
    undiciFetch(input as string, { ...init, dispatcher: agent });
  return { fetch: call as unknown as typeof fetch, close: () => agent.destroy() };
}
