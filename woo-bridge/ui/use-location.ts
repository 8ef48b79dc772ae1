import { useCallback, useEffect, useState } from '@wordpress/element';
import { boot } from './boot.ts';

export const TABS = [
  'connect',
  'products',
  'create',
  'batches',
  'review',
  'published',
  'activity',
  'settings',
] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  readonly tab: Tab;
  readonly params: URLSearchParams;
}

const OWN = new Set(['post_type', 'page', 'tab']);

const read = (): Place => {
  const params = new URLSearchParams(window.location.search);
  const tab = TABS.find((t) => t === params.get('tab')) ?? 'products';
  for (const name of OWN) params.delete(name);
  return { tab, params };
};

/** The address of a tab of our screen, for links that open in their own window too. */
export const hrefOf = (tab: Tab, params: Readonly<Record<string, string>> = {}): string => {
  const url = new URL(boot().screenUrl, window.location.href);
  url.searchParams.set('tab', tab);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.toString();
};

export type GoTo = (tab: Tab, params?: Readonly<Record<string, string>>) => void;

/** Where the person is, kept in the address so that reload and back work. */
export function useLocation(): { readonly place: Place; readonly goTo: GoTo } {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const back = () => setPlace(read());
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  const goTo = useCallback<GoTo>((tab, params = {}) => {
    window.history.pushState({}, '', hrefOf(tab, params));
    setPlace(read());
    window.scrollTo(0, 0);
  }, []);
  return { place, goTo };
}
