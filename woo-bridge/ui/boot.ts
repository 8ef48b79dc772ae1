import type { Placement } from './api/types.ts';

/** What PHP says of the connection; it calls nobody to find out. */
export interface ConnectionView {
  /** other-address: a copy of the connected site; unreadable: the site's salts changed. */
  readonly state: 'none' | 'connected' | 'other-address' | 'unreadable';
  readonly address: string | null;
  readonly storeName: string | null;
  readonly connectedAt: string | null;
  readonly defaultAddress: string;
  readonly begun: boolean;
  readonly canPair: boolean;
  readonly mayManage: boolean;
  readonly mayPublish: boolean;
  readonly currency: string;
}

export interface SettingsView {
  readonly placement: Placement;
  readonly aiLabel: string;
  readonly removeData: boolean;
}

export interface Boot {
  readonly connection: ConnectionView;
  readonly settings: SettingsView;
  readonly screenUrl: string;
  readonly productUrl: string;
  readonly locale: string;
}

declare global {
  interface Window {
    readonly softboxBoot?: Boot;
  }
}

/** Printed into the page by `Admin/Screen.php`; holds no secret. */
export const boot = (): Boot => {
  if (!window.softboxBoot) throw new Error('softboxBoot is missing from the page');
  return window.softboxBoot;
};
