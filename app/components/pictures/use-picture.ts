import { useEffect, useState } from 'react';

export type PictureState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly url: string }
  | { readonly status: 'failed'; readonly message: string };

/**
 * Loads a picture of ours by `fetch`, which App Bridge gives the session token, and hands out an object URL: no token ever
 * stands in a URL. The object URL is given back when the component goes or shows another picture.
 */
export function usePicture(path: string | null): PictureState {
  const [state, setState] = useState<PictureState>({ status: 'loading' });
  useEffect(() => {
    if (path === null) return;
    const abort = new AbortController();
    let objectUrl: string | null = null;
    setState({ status: 'loading' });
    fetch(path, { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(`The picture could not be loaded (${response.status}).`);
        objectUrl = URL.createObjectURL(await response.blob());
        if (!abort.signal.aborted) setState({ status: 'ready', url: objectUrl });
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setState({
          status: 'failed',
          message: error instanceof Error ? error.message : 'The picture could not be loaded.',
        });
      });
    return () => {
      abort.abort();
      if (objectUrl) URL.revokeObjectURL(objectUrl);
    };
  }, [path]);
  return state;
}
