import type {
  BarButton,
  NavigationItem,
  SaveBar,
  TitleBar,
  ToastMessage,
} from '../../app-bridge/protocol.ts';
import { element } from './dialogs.ts';

/** What of the Admin around the frame the app fills: menu, title bar, save bar, toasts, loading. Text is only text. */

export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

function barButton(button: BarButton, press: (id: string) => void): HTMLButtonElement {
  const tone = button.critical ? ' critical' : button.primary ? ' primary' : '';
  const made = element('button', { type: 'button', class: `button${tone}` }, button.label);
  made.disabled = button.disabled || button.loading;
  if (button.loading) made.setAttribute('aria-busy', 'true');
  made.addEventListener('click', () => press(button.id));
  return made;
}

function buttonGroup(label: string, buttons: BarButton[], press: (id: string) => void): HTMLElement {
  const menu = element(
    'details',
    { class: 'popover' },
    element('summary', { class: 'button' }, label),
    element('div', { class: 'card stack menu' }, ...buttons.map((button) => barButton(button, press))),
  );
  menu.addEventListener('click', (event) => {
    if (event.target instanceof HTMLButtonElement) menu.removeAttribute('open');
  });
  return menu;
}

export function showTitleBar(bar: TitleBar | null, appName: string, press: (id: string) => void): void {
  byId('app-title').textContent = bar?.title || appName;
  const back = byId('app-back');
  back.hidden = !bar?.back;
  back.setAttribute('aria-label', bar?.back?.label || 'Back');
  back.onclick = () => {
    if (bar?.back) press(bar.back.id);
  };
  const groups = new Map<string, BarButton[]>();
  const single: HTMLElement[] = [];
  // The primary action stands last, where the eye ends.
  const ordered = (bar?.buttons ?? []).toSorted((a, b) => Number(a.primary) - Number(b.primary));
  for (const button of ordered) {
    if (button.group === null) single.push(barButton(button, press));
    else groups.set(button.group, [...(groups.get(button.group) ?? []), button]);
  }
  const menus = [...groups].map(([label, buttons]) => buttonGroup(label, buttons, press));
  byId('app-actions').replaceChildren(...menus, ...single);
}

export function showNavigation(options: {
  items: NavigationItem[];
  path: string;
  base: string;
  go: (item: NavigationItem) => void;
}): void {
  const list = byId('app-navigation');
  list.hidden = options.items.length === 0;
  const pathOf = (href: string) => href.replace(/[?#].*$/, '');
  const here = pathOf(options.path);
  const current = options.items
    .filter((item) => here === pathOf(item.href) || here.startsWith(`${pathOf(item.href)}/`))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
  list.replaceChildren(
    ...options.items.map((item) => {
      const link = element('a', { href: `${options.base}${item.href}` }, element('span', {}, item.label));
      if (item === current) link.setAttribute('aria-current', 'page');
      link.addEventListener('click', (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        options.go(item);
      });
      return element('li', {}, link);
    }),
  );
}

export function showSaveBar(bar: SaveBar | null): void {
  byId('save-bar').hidden = bar === null;
  document.body.classList.toggle('unsaved', bar !== null);
  if (!bar) return;
  for (const [id, button] of Object.entries({ 'save-bar-save': bar.save, 'save-bar-discard': bar.discard })) {
    const shown = byId(id);
    shown.textContent = button.label;
    shown.toggleAttribute('disabled', button.disabled || button.loading);
    shown.setAttribute('aria-busy', String(button.loading));
  }
}

export function makeToastArea(onAction: (id: string) => void, onDismissed: (id: string) => void) {
  const area = byId('toasts');
  const shown = new Map<string, HTMLElement>();

  function hide(id: string): void {
    const toast = shown.get(id);
    if (!toast) return;
    shown.delete(id);
    toast.remove();
    onDismissed(id);
  }

  return {
    hide,
    show(toast: ToastMessage): void {
      const close = element('button', { type: 'button', class: 'toast-close', 'aria-label': 'Dismiss' }, '×');
      close.addEventListener('click', () => hide(toast.id));
      const box = element(
        'div',
        { class: toast.isError ? 'toast bad' : 'toast', role: toast.isError ? 'alert' : 'status' },
        element('span', {}, toast.message),
      );
      if (toast.action !== null) {
        const action = element('button', { type: 'button', class: 'toast-action' }, toast.action);
        action.addEventListener('click', () => {
          onAction(toast.id);
          hide(toast.id);
        });
        box.append(action);
      }
      box.append(close);
      shown.get(toast.id)?.remove();
      shown.set(toast.id, box);
      area.append(box);
      // At most three in view, the oldest goes.
      for (const id of [...shown.keys()].slice(0, -3)) hide(id);
      let left = window.setTimeout(() => hide(toast.id), toast.durationMs);
      // Time stands still while somebody reads or aims.
      box.addEventListener('pointerenter', () => window.clearTimeout(left));
      box.addEventListener('pointerleave', () => {
        left = window.setTimeout(() => hide(toast.id), 2000);
      });
    },
  };
}
