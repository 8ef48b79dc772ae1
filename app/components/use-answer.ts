import { useEffect, useState } from 'react';
import { askServer, wordsOf } from './ask-server.ts';

export type Answer<T> =
  | { readonly status: 'idle' }
  | { readonly status: 'asking' }
  | { readonly status: 'answered'; readonly value: T }
  | { readonly status: 'failed'; readonly message: string };

/** A pause in typing or dragging, after which the question is put. */
const QUIET_MS = 300;

/**
 * The server's answer to a question that changes while a form is filled in: asked when it rests; an overtaken answer is dropped.
 * `path` null asks nothing; `json` makes it a POST.
 */
export function useAnswer<T>(path: string | null, json?: unknown): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ status: 'idle' });
  const question = path === null ? null : JSON.stringify({ path, json });
  useEffect(() => {
    if (question === null) {
      setAnswer({ status: 'idle' });
      return;
    }
    const abort = new AbortController();
    const asked = JSON.parse(question) as { path: string; json?: unknown };
    setAnswer({ status: 'asking' });
    const timer = setTimeout(() => {
      askServer<T>(asked.path, { signal: abort.signal, json: asked.json }).then(
        (value) => {
          if (!abort.signal.aborted) setAnswer({ status: 'answered', value });
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setAnswer({ status: 'failed', message: wordsOf(error) });
        },
      );
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question]);
  return answer;
}
