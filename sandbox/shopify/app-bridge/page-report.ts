import { type ButtonRegistry, readTitleBar } from './bar-buttons.ts';
import { MODAL_BAR_EVENT, type ModalBar } from './modal-window.ts';
import type { AppNotice, NavigationItem } from './protocol.ts';
import { placeOf } from './settings.ts';

function placeOfLink(link: Element): string | undefined {
  const href = link.getAttribute('href');
  if (href === null || !URL.canParse(href, location.href)) return undefined;
  const url = new URL(href, location.href);
  return url.origin === location.origin ? placeOf(url) : undefined;
}

/** The links of `<ui-nav-menu>` or `<s-app-nav>`: the one with `rel="home"` is where the app's name leads. */
function readNavigation(): AppNotice {
  const links = [...document.querySelectorAll(':is(ui-nav-menu, s-app-nav) :is(a, s-link)[href]')];
  const items: NavigationItem[] = [];
  let home: string | null = null;
  links.forEach((link, index) => {
    const href = placeOfLink(link);
    if (href === undefined) return;
    if (link.getAttribute('rel') === 'home') home = href;
    else items.push({ id: String(index), label: link.textContent?.trim() ?? '', href });
  });
  return { topic: 'navigation', home, items };
}

function readPageBar(registry: ButtonRegistry): AppNotice {
  const bar = [...document.querySelectorAll('ui-title-bar')].find((element) => !element.closest('ui-modal'));
  return { topic: 'title-bar', bar: bar ? readTitleBar(bar, registry) : null };
}

/**
 * Tells the Admin what the page declares (its menu, its title bar, its title) whenever that changes. A page inside a
 * modal has no menu and no address of its own; its title bar is that of the modal around it.
 */
export function reportPage(deps: {
  isModal: boolean;
  registry: ButtonRegistry;
  tell: (notice: AppNotice) => void;
  onChange: () => void;
}): void {
  const told = new Map<string, string>();
  const tell = (notice: AppNotice) => {
    const text = JSON.stringify(notice);
    if (told.get(notice.topic) === text) return;
    told.set(notice.topic, text);
    deps.tell(notice);
  };

  function look() {
    deps.onChange();
    const bar = readPageBar(deps.registry);
    if (deps.isModal) {
      if (bar.topic === 'title-bar' && bar.bar) {
        const detail: ModalBar = { ...bar.bar, press: deps.registry.click };
        window.frameElement?.dispatchEvent(new CustomEvent(MODAL_BAR_EVENT, { detail }));
      }
      return;
    }
    tell(readNavigation());
    tell(bar);
    tell({ topic: 'document-title', title: document.title });
  }

  let isPlanned = false;
  const plan = () => {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      look();
    }, 16);
  };
  new MutationObserver(plan).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  plan();
}

/** Tells the Admin each new place within the app, so that a reload of the Admin finds it again. */
export function reportPlace(tell: (notice: AppNotice) => void): void {
  let told = '';
  const report = () => {
    const path = placeOf(new URL(location.href));
    if (path === told) return;
    told = path;
    tell({ topic: 'path', path });
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...change) => {
      original(...change);
      report();
    };
  }
  for (const type of ['popstate', 'hashchange', 'pageshow']) window.addEventListener(type, report);
}
