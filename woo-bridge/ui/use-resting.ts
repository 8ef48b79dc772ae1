import { useEffect, useState } from '@wordpress/element';

/** A value once it has not changed for a while: what was typed or dragged, when the hand rests. */
export function useResting<T>(value: T, quietMs: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), quietMs);
    return () => window.clearTimeout(timer);
  }, [value, quietMs]);
  return rested;
}
