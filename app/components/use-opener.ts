import { type RefObject, useEffect, useRef } from 'react';

/**
 * What opened a dialog: the element around the control that was used last, for Polaris' Modal as its `activator`, which gives the
 * focus back to the first control inside when it closes. Kept by the click itself, because Polaris' buttons drop the focus
 * before their handlers run; so each control that opens a dialog needs an element of its own around it.
 */
export const useOpener = (): RefObject<HTMLElement> => {
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const keep = ({ target }: MouseEvent) => {
      const control = target instanceof Element ? target.closest('button') : null;
      if (control && !control.closest('[role="dialog"]')) opener.current = control.parentElement;
    };
    document.addEventListener('click', keep, true);
    return () => document.removeEventListener('click', keep, true);
  }, []);
  return opener;
};
