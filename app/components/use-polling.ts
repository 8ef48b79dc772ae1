import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

/** Loads the screen's data again and again while `active`; not while the page is hidden or the computer is offline. */
export const usePolling = (active: boolean, everyMs = 1_500): void => {
  const { state, revalidate } = useRevalidator();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (state === 'idle' && navigator.onLine && !document.hidden) revalidate();
    }, everyMs);
    return () => clearInterval(timer);
  }, [active, everyMs, state, revalidate]);
};
