import { type Destination, resolveLink } from './deep-links.ts';
import type { AppNotice } from './protocol.ts';
import { placeOf } from './settings.ts';

const menuLinks = ':is(ui-nav-menu, s-app-nav) :is(a, s-link)[href]';

export type Navigation = {
  /** A click on the app's menu in the Admin. */
  follow(href: string): void;
  /** Opens an address as `window.open` with `_top` would. */
  leaveTo(url: string): void;
};

/**
 * A click in the Admin's menu becomes the event `shopify:navigate` on a link of the app, which its router answers
 * (AppProvider of shopify-app-remix listens on window). An app without such a listener is led there by the browser.
 */
function makeFollow(hasListener: () => boolean) {
  return function follow(href: string) {
    const known = [...document.querySelectorAll(menuLinks)].find((link) => {
      const target = new URL(link.getAttribute('href') ?? '', location.href);
      return placeOf(target) === href;
    });
    if (!hasListener()) {
      location.assign(href);
      return;
    }
    const link = known ?? document.createElement('a');
    if (!known) {
      link.setAttribute('href', href);
      document.body.append(link);
    }
    link.dispatchEvent(new Event('shopify:navigate', { bubbles: true }));
    if (!known) link.remove();
  };
}

type Listener = EventListenerOrEventListenerObject;
type Options = boolean | EventListenerOptions;

/** Counts the listeners of `shopify:navigate`, for there is no way to ask a window whether it has one. */
function countNavigateListeners(): () => boolean {
  let count = 0;
  for (const target of [window, document]) {
    const add: typeof target.addEventListener = target.addEventListener.bind(target);
    const remove: typeof target.removeEventListener = target.removeEventListener.bind(target);
    target.addEventListener = (type: string, listener: Listener, options?: Options) => {
      if (type === 'shopify:navigate') count += 1;
      add(type, listener, options);
    };
    target.removeEventListener = (type: string, listener: Listener, options?: Options) => {
      if (type === 'shopify:navigate') count -= 1;
      remove(type, listener, options);
    };
  }
  return () => count > 0;
}

/** Takes over `window.open` and the links that leave the frame, and leads platform addresses into the sandbox. */
export function takeOverNavigation(deps: {
  adminOrigin: string;
  shopName: string;
  tell: (notice: AppNotice) => void;
}): Navigation {
  const originalOpen = window.open.bind(window);
  const here = () => ({
    adminOrigin: deps.adminOrigin,
    shopName: deps.shopName,
    pageUrl: document.baseURI,
  });
  const follow = makeFollow(countNavigateListeners());

  function go(destination: Destination, target: string): void {
    if (target === '_blank') {
      const url = destination.kind === 'app' ? destination.path : destination.url;
      originalOpen(url, '_blank', 'noopener');
    } else if (destination.kind === 'app') {
      follow(destination.path);
    } else {
      deps.tell({ topic: 'open', url: destination.url });
    }
  }

  function leavesFrame(destination: Destination, href: string, target: string): boolean {
    if (destination.kind === 'app' || target === '_top' || target === '_parent') return true;
    const plain = URL.canParse(href, document.baseURI) ? new URL(href, document.baseURI).href : '';
    return destination.url !== plain;
  }

  window.open = (url, target, features) => {
    const href = String(url ?? '');
    const destination = href === '' ? undefined : resolveLink(href, here());
    const where = target ?? '_blank';
    if (!destination || !leavesFrame(destination, href, where)) return originalOpen(url, target, features);
    go(destination, where);
    return null;
  };

  document.addEventListener('click', (event) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    const link = event.target instanceof Element ? event.target.closest('a[href], s-link[href]') : null;
    const href = link?.getAttribute('href');
    if (event.defaultPrevented || !href) return;
    const destination = resolveLink(href, here());
    const target = link?.getAttribute('target') ?? '_self';
    if (!destination || !leavesFrame(destination, href, target)) return;
    event.preventDefault();
    go(destination, isPlain ? target : '_blank');
  });

  return {
    follow,
    leaveTo(url) {
      const destination = resolveLink(url, here());
      if (destination) go(destination, '_top');
    },
  };
}
