/**
 * A small request of a screen to its own server. Rejects with the words of the answer, or with `otherwise` where there are none.
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
  const answer = (await response.json().catch(() => null)) as { detail?: string } | null;
  if (!response.ok || answer === null) throw new Error(answer?.detail ?? otherwise);
  return answer as T;
};

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'That did not work. Try again.';
