import { useEffect, useRef, useState } from 'react';
import type { Recipe } from '#app/domain/recipe/recipe.ts';

export interface PreviewState {
  /** Object URL of the last picture, kept while the next one is made. */
  readonly url: string | null;
  readonly busy: boolean;
  readonly error: string | null;
}

/** A pause in typing or dragging, after which the preview is asked for. */
const QUIET_MS = 250;

/**
 * The live preview: asks the server for a small picture of `productId`'s main photo by `recipe` whenever either rests, and
 * drops an answer that has been overtaken. The same renderer draws the preview and the run.
 */
export function useRecipePreview(productId: string | null, recipe: Recipe): PreviewState {
  const [state, setState] = useState<PreviewState>({ url: null, busy: false, error: null });
  const shown = useRef<string | null>(null);
  const key = JSON.stringify(recipe);
  useEffect(() => {
    if (productId === null) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      setState((s) => ({ ...s, busy: true, error: null }));
      try {
        const response = await fetch('/app/preview', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ productId, recipe: JSON.parse(key) }),
          signal: abort.signal,
        });
        if (!response.ok) {
          const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
          throw new Error(problem?.detail ?? `The preview could not be made (${response.status}).`);
        }
        const url = URL.createObjectURL(await response.blob());
        if (shown.current) URL.revokeObjectURL(shown.current);
        shown.current = url;
        setState({ url, busy: false, error: null });
      } catch (error) {
        if (abort.signal.aborted) return;
        setState((s) => ({
          ...s,
          busy: false,
          error: error instanceof Error ? error.message : 'The preview failed.',
        }));
      }
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [productId, key]);
  useEffect(
    () => () => {
      if (shown.current) URL.revokeObjectURL(shown.current);
    },
    [],
  );
  return state;
}
