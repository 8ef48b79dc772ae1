/** Milliseconds of life a token must still have to be handed out again. */
const spareMs = 10_000;

function expiryOf(token: string): number {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/')));
    const expiry = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : 0;
    return typeof expiry === 'number' ? expiry * 1000 : 0;
  } catch {
    return 0;
  }
}

/**
 * Asks the Admin for an id token and keeps it until shortly before it expires. Callers that ask at the same moment
 * share one question. `fresh` forgets the kept one (the app's server has refused it).
 */
export function makeIdTokens(deps: { ask: () => Promise<unknown>; now: () => number }) {
  let kept: string | undefined;
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const token = await deps.ask();
    if (typeof token !== 'string') throw new Error('The sandbox Admin gave no id token.');
    kept = token;
    return token;
  }

  return function idToken(options: { fresh?: boolean } = {}): Promise<string> {
    if (options.fresh) kept = undefined;
    if (kept !== undefined && expiryOf(kept) - deps.now() > spareMs) return Promise.resolve(kept);
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
