import { type RefObject, useEffect, useRef, useState } from '@wordpress/element';

/** Whether an element was ever within a screen of being seen, so that a long list does not ask for all its pictures at once. */
export function useNear<E extends HTMLElement>(): { readonly ref: RefObject<E>; readonly near: boolean } {
  const ref = useRef<E>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || near) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '100%' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return { ref, near };
}
