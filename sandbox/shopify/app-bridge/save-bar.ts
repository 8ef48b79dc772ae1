import { isSet } from './bar-buttons.ts';
import type { SaveBar, SaveBarButton } from './protocol.ts';

type Shown = { owner: Element; bar: SaveBar; save: () => void; discard: () => void };

export type SaveBars = {
  show(owner: Element, actions: Omit<Shown, 'owner'>): void;
  hide(owner: Element): void;
  isShowing(owner?: Element): boolean;
  /** Reads the shown element's buttons again (they were disabled, or began loading). */
  refresh(): void;
  save(): void;
  discard(): void;
};

/** At most one save bar is in view: the one shown last. */
export function makeSaveBars(tell: (bar: SaveBar | null) => void): SaveBars {
  let shown: Shown | undefined;
  let told = 'null';

  function report() {
    const text = JSON.stringify(shown?.bar ?? null);
    if (text === told) return;
    told = text;
    tell(shown?.bar ?? null);
  }

  return {
    show(owner, actions) {
      shown = { owner, ...actions };
      report();
    },
    hide(owner) {
      if (shown?.owner !== owner) return;
      shown = undefined;
      report();
    },
    isShowing: (owner) => shown !== undefined && (owner === undefined || shown.owner === owner),
    refresh() {
      if (!shown) return;
      if (!shown.owner.isConnected) shown = undefined;
      else if (shown.owner.matches('ui-save-bar')) shown = { ...shown, bar: readSaveBar(shown.owner) };
      report();
    },
    save: () => shown?.save(),
    discard: () => shown?.discard(),
  };
}

function buttonsOf(element: Element) {
  const save = element.querySelector<HTMLElement>('button[variant="primary"]');
  const discard = element.querySelector<HTMLElement>('button:not([variant="primary"])');
  return { save, discard };
}

function describeButton(button: HTMLElement | null, label: string): SaveBarButton {
  return {
    label: button?.textContent?.trim() || label,
    disabled: button !== null && isSet(button, 'disabled'),
    loading: button !== null && isSet(button, 'loading'),
  };
}

function readSaveBar(element: Element): SaveBar {
  const { save, discard } = buttonsOf(element);
  return {
    save: describeButton(save, 'Save'),
    discard: describeButton(discard, 'Discard'),
    confirmDiscard: isSet(element, 'discardConfirmation'),
  };
}

/** `<ui-save-bar>` with `show`, `hide`, `toggle` and `showing`. */
export function defineSaveBarElement(bars: SaveBars): void {
  class SaveBarElement extends HTMLElement {
    get showing(): boolean {
      return bars.isShowing(this);
    }

    get discardConfirmation(): boolean {
      return isSet(this, 'discardConfirmation');
    }

    set discardConfirmation(value: boolean) {
      this.toggleAttribute('discardConfirmation', value);
    }

    async show(): Promise<void> {
      if (this.showing) return;
      bars.show(this, {
        bar: readSaveBar(this),
        save: () => buttonsOf(this).save?.click(),
        discard: () => buttonsOf(this).discard?.click(),
      });
      this.dispatchEvent(new Event('show'));
    }

    async hide(): Promise<void> {
      if (!this.showing) return;
      bars.hide(this);
      this.dispatchEvent(new Event('hide'));
    }

    toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }

    disconnectedCallback() {
      bars.hide(this);
    }
  }
  customElements.define('ui-save-bar', SaveBarElement);
}

/** The form's present answers, comparable; files by name and size. */
function snapshot(form: HTMLFormElement): string {
  const entries = [...new FormData(form).entries()].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `${value.name}:${value.size}`,
  ]);
  return JSON.stringify(entries);
}

const plainButton: Omit<SaveBarButton, 'label'> = { disabled: false, loading: false };

/**
 * `<form data-save-bar>`: the bar shows while the answers differ from those before the first change; Save submits
 * and Discard resets the form.
 * Source: https://shopify.dev/docs/api/app-home/latest/app-bridge-web-components/save-bar
 */
export function watchSaveBarForms(bars: SaveBars): void {
  const clean = new WeakMap<HTMLFormElement, string>();
  const formOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>('form[data-save-bar]') : null;

  const remember = (event: Event) => {
    const form = formOf(event);
    if (form && !clean.has(form)) clean.set(form, snapshot(form));
  };
  const compare = (event: Event) => {
    const form = formOf(event);
    if (!form) return;
    if (clean.get(form) === snapshot(form)) {
      bars.hide(form);
      return;
    }
    bars.show(form, {
      bar: {
        save: { label: 'Save', ...plainButton },
        discard: { label: 'Discard', ...plainButton },
        confirmDiscard: isSet(form, 'data-discard-confirmation'),
      },
      save: () => form.requestSubmit(),
      discard: () => form.reset(),
    });
  };
  const settle = (event: Event) => {
    const form = formOf(event);
    if (!form) return;
    bars.hide(form);
    clean.delete(form);
  };
  // A form is seen before its first change: focus or pointer always comes before input.
  for (const type of ['focusin', 'pointerdown']) document.addEventListener(type, remember, true);
  for (const type of ['input', 'change']) document.addEventListener(type, compare);
  for (const type of ['submit', 'reset']) document.addEventListener(type, settle);
}
