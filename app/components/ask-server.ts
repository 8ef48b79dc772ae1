/** What the server refused, in its words. */
export class Refusal extends Error {
  /** The field of the screen that is at fault, where it is one. */
  readonly field: string | null;
  constructor(words: string, field: string | null) {
    super(words);
    this.field = field;
  }
}

/**
 * A small request of a screen to its own server. Rejects with a `Refusal` in the words of the answer, or of `otherwise`
 * where there are none.
 * App Bridge gives `fetch` the session token.
 */
export const askServer = async <T>(
  path: string,
  init: RequestInit & { readonly json?: unknown } = {},
  otherwise = 'That did not work. Try again.',
): Promise<T> => {
  const { json, ...rest } = init;
  const body =
    json === undefined
      ? rest
      : {
          ...rest,
          method: 'POST',
          body: JSON.stringify(json),
          headers: { 'Content-Type': 'application/json' },
        };
  const response = await fetch(path, body);
  const answer = (await response.json().catch(() => null)) as { detail?: string; field?: string } | null;
  if (!response.ok || answer === null) {
    throw new Refusal(answer?.detail ?? otherwise, answer?.field ?? null);
  }
  return answer as T;
};

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'That did not work. Try again.';
