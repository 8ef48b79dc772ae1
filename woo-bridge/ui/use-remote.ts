import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { type Failure, failureOf } from './api/client.ts';

export interface Remote<T> {
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  /** Asks again and keeps what is shown until the answer is there. */
  readonly reload: () => void;
}

/**
 * Loads something, and again when `key` changes or, while `pollMs` is a number, that often. An answer that was overtaken is
 * dropped; a failed repeat keeps the last good answer beside its failure.
 */
export function useRemote<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  pollMs: (data: T | null) => number | null = () => null,
): Remote<T> {
  const [state, setState] = useState<{
    key: string | null;
    data: T | null;
    failure: Failure | null;
    loading: boolean;
  }>({
    key,
    data: null,
    failure: null,
    loading: key !== null,
  });
  const [round, setRound] = useState(0);
  const latest = useRef({ load, pollMs });
  latest.current = { load, pollMs };
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    let timer = 0;
    setState((s) => ({ key, data: s.key === key ? s.data : null, failure: null, loading: true }));
    const ask = async () => {
      let data: T | null = null;
      try {
        data = await latest.current.load(abort.signal);
        if (abort.signal.aborted) return;
        setState({ key, data, failure: null, loading: false });
      } catch (error) {
        if (abort.signal.aborted) return;
        setState((s) => ({ ...s, failure: failureOf(error), loading: false }));
      }
      const wait = latest.current.pollMs(data);
      if (wait !== null) timer = window.setTimeout(() => void ask(), wait);
    };
    void ask();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((n) => n + 1), []);
  return { data: state.data, failure: state.failure, loading: state.loading, reload };
}

/** Runs one action at a time and tells how it went. */
export function useAction(): {
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly run: (work: () => Promise<void>) => Promise<void>;
  readonly clear: () => void;
} {
  const [state, setState] = useState<{ busy: boolean; failure: Failure | null }>({
    busy: false,
    failure: null,
  });
  const running = useRef(false);
  const run = useCallback(async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, failure: null });
    try {
      await work();
      setState({ busy: false, failure: null });
    } catch (error) {
      setState({ busy: false, failure: failureOf(error) });
    } finally {
      running.current = false;
    }
  }, []);
  const clear = useCallback(() => setState((s) => ({ ...s, failure: null })), []);
  return { ...state, run, clear };
}
