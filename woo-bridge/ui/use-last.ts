import { useRef } from '@wordpress/element';

/** The last value that was there, while the next is on its way: what is shown does not jump. */
export function useLast<T>(value: T | null): T | null {
  const last = useRef<T | null>(null);
  if (value !== null) last.current = value;
  return last.current;
}
