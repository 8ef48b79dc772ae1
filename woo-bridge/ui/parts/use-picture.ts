import { useEffect, useState } from '@wordpress/element';
import { failureOf, fetchPicture } from '../api/client.ts';

export type PictureState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'failed'; readonly message: string };

/** The side of the stored small copies. */
export type Side = '160' | '480' | '960' | '1600';

export const thumbnailPath = (assetId: string, side: Side, of: 'result' | 'source' = 'result'): string =>
  `/assets/${assetId}/thumbnail?side=${side}&of=${of}`;

/** Loads a picture when it comes near the window, and gives its memory back when it goes. */
export function usePicture(path: string | null, near: boolean): PictureState {
  const [state, setState] = useState<PictureState>({ status: 'loading' });
  useEffect(() => {
    if (path === null || !near) return;
    const abort = new AbortController();
    let url: string | null = null;
    setState({ status: 'loading' });
    fetchPicture(path, { signal: abort.signal }).then(
      (made) => {
        url = made;
        if (abort.signal.aborted) URL.revokeObjectURL(made);
        else setState({ status: 'ready', url: made });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ status: 'failed', message: failureOf(error).message });
      },
    );
    return () => {
      abort.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [path, near]);
  return state;
}
