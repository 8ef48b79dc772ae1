import { type ButtonRegistry, readTitleBar } from './bar-buttons.ts';
import {
  copyLook,
  type ModalBar,
  type ModalVariant,
  type ModalWindow,
  openModalWindow,
} from './modal-window.ts';

export type ModalDeps = {
  registry: ButtonRegistry;
  /** Adds what a document of the app needs to be let in: shop, host, a fresh id token. */
  launchUrl: (src: string) => Promise<string>;
  onChange: (state: { open: boolean; cover: boolean }) => void;
};

const variants: readonly ModalVariant[] = ['small', 'base', 'large', 'max'];

/**
 * `<ui-modal>`. Inline content is kept in an element of the modal's own (`content`) and moves into the modal's
 * document while it is shown; with `src` the modal holds a page of the app.
 * Source: the element's types in @shopify/app-bridge-types and @shopify/app-bridge-react's `Modal`, which renders a
 * portal into `content`.
 */
export function defineModalElement(deps: ModalDeps): { refresh(): void } {
  const open = new Set<ModalElement>();

  class ModalElement extends HTMLElement {
    #content: HTMLElement | undefined;
    #view: ModalWindow | undefined;

    get variant(): ModalVariant {
      return variants.find((name) => name === this.getAttribute('variant')) ?? 'base';
    }

    set variant(value: ModalVariant) {
      this.setAttribute('variant', value);
    }

    get src(): string | undefined {
      return this.getAttribute('src') ?? undefined;
    }

    set src(value: string | undefined) {
      if (value === undefined) this.removeAttribute('src');
      else this.setAttribute('src', value);
    }

    get content(): HTMLElement | undefined {
      if (this.src !== undefined) return undefined;
      this.#content ??= document.createElement('div');
      // Bars stay; so does the empty box in which React leaves its portal's place.
      for (const child of [...this.children]) {
        if (!child.matches('ui-title-bar, ui-save-bar') && child.hasChildNodes()) this.#content.append(child);
      }
      return this.#content;
    }

    set content(element: HTMLElement | undefined) {
      this.#content = element;
      const body = this.#view?.frame.contentDocument?.body;
      if (element) body?.replaceChildren(element);
    }

    get contentWindow(): Window | null {
      return this.#view?.frame.contentWindow ?? null;
    }

    async show(): Promise<void> {
      if (this.#view || open.has(this)) return;
      open.add(this);
      const src = this.src;
      const source = src === undefined ? ({ inline: true } as const) : { src: await deps.launchUrl(src) };
      // Hidden again while the token was on its way.
      if (!open.has(this)) return;
      const view = openModalWindow({
        source,
        variant: this.variant,
        bar: this.#bar(),
        dismiss: () => void this.hide(),
      });
      this.#view = view;
      this.#report();
      await view.opened;
      if (this.#view !== view) return;
      this.#fill(view);
      this.dispatchEvent(new Event('show'));
    }

    async hide(): Promise<void> {
      if (!open.delete(this)) return;
      const view = this.#view;
      this.#view = undefined;
      // Out of the frame before its document goes, so that React can still unmount it.
      if (this.#content && this.#content.ownerDocument !== document) document.adoptNode(this.#content);
      view?.close();
      this.#report();
      this.dispatchEvent(new Event('hide'));
    }

    toggle(): Promise<void> {
      return open.has(this) ? this.hide() : this.show();
    }

    refresh(): void {
      this.#view?.setVariant(this.variant);
      // A page in the frame brings its own bar, unless this element has one.
      if (this.src === undefined || this.querySelector('ui-title-bar')) this.#view?.setBar(this.#bar());
    }

    disconnectedCallback() {
      void this.hide();
    }

    #bar(): ModalBar {
      const element = this.querySelector('ui-title-bar');
      const bar = element ? readTitleBar(element, deps.registry) : { title: '', back: null, buttons: [] };
      return { ...bar, press: deps.registry.click };
    }

    #fill(view: ModalWindow) {
      const inner = view.frame.contentDocument;
      const content = this.content;
      inner?.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) void this.hide();
      });
      if (!inner || !content) return;
      copyLook(document, inner);
      inner.body.append(content);
      view.fitTo(content);
    }

    #report() {
      const shown = [...open];
      deps.onChange({ open: shown.length > 0, cover: shown.some((modal) => modal.variant === 'max') });
    }
  }
  customElements.define('ui-modal', ModalElement);
  return {
    refresh() {
      for (const modal of open) modal.refresh();
    },
  };
}

type Shown = { show(): Promise<void>; hide(): Promise<void>; toggle(): Promise<void> };

function isShown(element: unknown): element is Shown {
  return element instanceof HTMLElement && 'show' in element && 'hide' in element && 'toggle' in element;
}

/** `shopify.modal` and `shopify.saveBar` by id. An id that names no such element is an error, as on the platform. */
export function showById(tagName: string) {
  const find = async (id: string): Promise<Shown> => {
    const element = document.getElementById(id);
    if (!element?.matches(tagName) || !isShown(element)) {
      throw new Error(`There is no <${tagName}> with the id "${id}".`);
    }
    return element;
  };
  return {
    show: async (id: string) => (await find(id)).show(),
    hide: async (id: string) => (await find(id)).hide(),
    toggle: async (id: string) => (await find(id)).toggle(),
  };
}
