import type { BarButton, TitleBar } from './protocol.ts';

export type ModalVariant = 'small' | 'base' | 'large' | 'max';

const styleText = `
  :host { all: initial; }
  dialog { border: 0; padding: 0; border-radius: 12px; background: #fff; color: #0f172a; overflow: hidden;
    font: 14px/1.4 system-ui, sans-serif; box-shadow: 0 24px 60px rgb(15 23 42 / 0.35);
    width: min(620px, calc(100vw - 24px)); max-height: calc(100vh - 32px); }
  dialog[open] { display: flex; flex-direction: column; }
  dialog.small { width: min(380px, calc(100vw - 24px)); }
  dialog.large { width: min(980px, calc(100vw - 24px)); }
  dialog.max { width: 100vw; height: 100vh; max-width: none; max-height: none; margin: 0; border-radius: 0; }
  dialog::backdrop { background: rgb(15 23 42 / 0.5); }
  header, footer { display: flex; align-items: center; gap: 8px; padding: 12px 16px; flex: none; }
  header { border-bottom: 1px solid #e2e8f0; background: #f8fafc; }
  footer { border-top: 1px solid #e2e8f0; justify-content: flex-end; flex-wrap: wrap; }
  h2 { font-size: 16px; margin: 0; flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  iframe { border: 0; width: 100%; flex: 1 1 auto; min-height: 64px; background: #fff; }
  button { font: inherit; font-weight: 600; border-radius: 8px; border: 1px solid #cbd5e1; background: #fff;
    color: #0f172a; padding: 6px 12px; cursor: pointer; min-height: 34px; }
  button.primary { background: #1e293b; border-color: #1e293b; color: #fff; }
  button.critical { background: #b91c1c; border-color: #b91c1c; color: #fff; }
  button.close { border-color: transparent; background: transparent; font-size: 20px; line-height: 1; padding: 4px 10px; }
  button:disabled { opacity: 0.5; cursor: default; }
  button:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px; }
  .bar { display: contents; }
`;

/** A title bar with what its buttons do; the page in a modal's frame brings its own. */
export type ModalBar = TitleBar & { press: (id: string) => void };

/** How a page in a modal's frame hands over its bar: an event on the frame, with a `ModalBar` as its detail. */
export const MODAL_BAR_EVENT = 'sandbox:title-bar';

export type ModalWindow = {
  readonly frame: HTMLIFrameElement;
  /** Resolves once the frame's document is there. */
  opened: Promise<void>;
  setVariant(variant: ModalVariant): void;
  setBar(bar: ModalBar): void;
  fitTo(content: HTMLElement): void;
  close(): void;
};

function makeButton(button: BarButton, press: (id: string) => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = button.loading ? `${button.label} …` : button.label;
  element.disabled = button.disabled || button.loading;
  element.classList.toggle('primary', button.primary);
  element.classList.toggle('critical', button.critical);
  element.addEventListener('click', () => press(button.id));
  return element;
}

/**
 * The overlay of `<ui-modal>`: a dialog over the app's page whose body is a document of its own, as on the platform,
 * so that an app that reaches for its modal's content in the page's document fails here too.
 */
export function openModalWindow(options: {
  source: { src: string } | { inline: true };
  variant: ModalVariant;
  bar: ModalBar;
  dismiss: () => void;
}): ModalWindow {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleText);
  root.adoptedStyleSheets = [sheet];

  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  const header = document.createElement('header');
  const footer = document.createElement('footer');
  dialog.append(header, frame, footer);
  root.append(dialog);
  let observer: ResizeObserver | undefined;
  let shownBar = '';

  const opened = new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve(), { once: true });
  });
  if ('src' in options.source) frame.src = options.source.src;
  else frame.srcdoc = '<!doctype html><html><head></head><body></body></html>';
  frame.addEventListener(MODAL_BAR_EVENT, (event) => {
    // Of another document, so of another `CustomEvent`; only a page of the app's own origin reaches this frame.
    if ('detail' in event) view.setBar(event.detail as ModalBar);
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    options.dismiss();
  });
  document.body.append(host);
  dialog.showModal();

  const view: ModalWindow = {
    frame,
    opened,
    setVariant(variant) {
      dialog.className = variant;
      frame.style.height = 'src' in options.source && variant !== 'max' ? '70vh' : '';
    },
    setBar(bar) {
      const text = JSON.stringify([dialog.className, bar]);
      if (text === shownBar) return;
      shownBar = text;
      const title = document.createElement('h2');
      title.textContent = bar.title;
      dialog.setAttribute('aria-label', bar.title || 'Dialog');
      frame.title = bar.title || 'Dialog';
      const close = document.createElement('button');
      close.type = 'button';
      close.className = 'close';
      close.textContent = '×';
      close.setAttribute('aria-label', 'Close');
      close.addEventListener('click', options.dismiss);
      const ordered = bar.buttons.toSorted((a, b) => Number(a.primary) - Number(b.primary));
      const buttons = ordered.map((button) => makeButton(button, bar.press));
      const inHeader = dialog.classList.contains('max');
      header.replaceChildren(title, ...(inHeader ? buttons : []), close);
      footer.replaceChildren(...(inHeader ? [] : buttons));
      footer.hidden = inHeader || buttons.length === 0;
      footer.style.display = footer.hidden ? 'none' : '';
    },
    fitTo(content) {
      // The frame's own kind: an observer of this document does not hear of another's layout.
      const Observer = content.ownerDocument.defaultView?.ResizeObserver ?? ResizeObserver;
      observer = new Observer(() => {
        if (dialog.classList.contains('max')) return;
        const height = Math.ceil(content.ownerDocument.body.getBoundingClientRect().height);
        frame.style.height = `${Math.min(height, window.innerHeight * 0.7)}px`;
      });
      observer.observe(content);
    },
    close() {
      observer?.disconnect();
      dialog.close();
      host.remove();
    },
  };
  view.setVariant(options.variant);
  view.setBar(options.bar);
  return view;
}

/** Gives the modal's document the page's look: its style sheets, and the classes and attributes of its root. */
export function copyLook(from: Document, to: Document): void {
  const copyAttributes = (source: Element, target: Element) => {
    for (const { name, value } of source.attributes) target.setAttribute(name, value);
  };
  copyAttributes(from.documentElement, to.documentElement);
  copyAttributes(from.body, to.body);
  to.body.style.overflow = 'auto';
  to.body.style.margin = '0';
  for (const sheet of from.querySelectorAll('link[rel="stylesheet"], style')) {
    to.head.append(to.importNode(sheet, true));
  }
}
