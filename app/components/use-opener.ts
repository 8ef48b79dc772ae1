import { type RefObject, useRef } from 'react';

export interface Opener {
  /** For Polaris' Modal, as its `activator`. */
  readonly opener: RefObject<HTMLElement>;
  /** To be called by the handler that opens the dialog. */
  readonly remember: () => void;
  /** For a dialog that is taken away at once, without Polaris' closing. */
  readonly giveBack: () => void;
}

/**
 * Where the focus goes when a dialog closes: to what opened it. Polaris focuses the first control inside its activator, so the
 * control that opens needs an element of its own around it.
 */
export const useOpener = (): Opener => {
  const opener = useRef<HTMLElement | null>(null);
  return {
    opener,
    remember: () => {
      opener.current = document.activeElement?.parentElement ?? null;
    },
    giveBack: () => {
      requestAnimationFrame(() => opener.current?.querySelector('button')?.focus());
    },
  };
};
