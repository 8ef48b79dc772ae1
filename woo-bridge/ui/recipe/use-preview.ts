import { useEffect, useRef, useState } from '@wordpress/element';
import { failureOf, fetchPicture } from '../api/client.ts';
import type { LocalRecipe } from '../api/types.ts';

export interface PreviewState {
  /** Object URL of the last picture, kept while the next one is made. */
  readonly url: string | null;
  readonly busy: boolean;
  readonly error: string | null;
}

/** A pause in typing or dragging, after which the preview is asked for. */
const QUIET_MS = 300;
/** This site waits some seconds at most; the first cut-out of a photo may take longer, and is kept for the next try. */
const TRIES = 6;
const AGAIN_MS = 1_500;

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = window.setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      window.clearTimeout(timer);
      reject(new DOMException('overtaken', 'AbortError'));
    });
  });

const ask = async (productId: string, recipe: unknown, signal: AbortSignal): Promise<string> => {
  for (let tries = 1; ; tries++) {
    try {
      return await fetchPicture('/recipes/preview', { signal, method: 'POST', data: { productId, recipe } });
    } catch (error) {
      if (signal.aborted || tries >= TRIES || failureOf(error).code !== 'softbox_timeout') throw error;
      await pause(AGAIN_MS, signal);
    }
  }
};

/** A small picture of the product by the recipe, whenever either rests; an answer that has been overtaken is dropped. */
export function usePreview(productId: string | null, recipe: LocalRecipe): PreviewState {
  const [state, setState] = useState<PreviewState>({ url: null, busy: false, error: null });
  const shown = useRef<string | null>(null);
  const key = JSON.stringify(recipe);
  useEffect(() => {
    if (productId === null) return;
    const abort = new AbortController();
    const work = async () => {
      await pause(QUIET_MS, abort.signal);
      setState((s) => ({ ...s, busy: true, error: null }));
      const url = await ask(productId, JSON.parse(key), abort.signal);
      if (shown.current !== null) URL.revokeObjectURL(shown.current);
      shown.current = url;
      setState({ url, busy: false, error: null });
    };
    work().catch((error: unknown) => {
      if (!abort.signal.aborted) setState((s) => ({ ...s, busy: false, error: failureOf(error).message }));
    });
    return () => abort.abort();
  }, [productId, key]);
  useEffect(
    () => () => {
      if (shown.current !== null) URL.revokeObjectURL(shown.current);
    },
    [],
  );
  return state;
}
