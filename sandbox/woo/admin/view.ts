import type { Content } from '#sandbox/http/html.ts';
import type { Session } from '../login/logins.ts';
import { type Capability, can } from '../login/users.ts';
import type { SandboxWoo } from '../types.ts';
import type { World } from '../world.ts';

/** What every page of wp-admin is made of. */
export type AdminView = {
  readonly world: World;
  readonly sandbox: SandboxWoo;
  readonly session: Session;
  readonly url: URL;
  /** Of a POST. */
  readonly form: FormData | null;
};

export type PageAnswer =
  | { readonly kind: 'page'; readonly status?: number; readonly title: string; readonly page: AdminPage }
  | { readonly kind: 'to'; readonly location: string };

export type Section = 'home' | 'products' | 'softbox' | 'plugins' | 'access';
export type AdminPage = {
  readonly section: Section;
  readonly body: Content;
  /** Loads the plugin's screens and what they need of WordPress. */
  readonly withPlugin?: boolean;
  /** Ask for the page again after so many seconds. */
  readonly refreshSeconds?: number;
};

export const adminPath = (world: World, path: string): string => `${world.site.path}/wp-admin/${path}`;

export const mayDo = (view: AdminView, capability: Capability): boolean => can(view.session.user, capability);

/** The nonce of a link or form, and whether the one that came back is it. */
export const nonceOf = ({ world, session }: AdminView, action: string): string =>
  world.logins.nonce(session, action);
export const hasNonce = ({ world, session, url, form }: AdminView, action: string): boolean => {
  const given = form?.get('_wpnonce') ?? url.searchParams.get('_wpnonce');
  return typeof given === 'string' && world.logins.isNonce(session, action, given);
};

export const refusal = (text: string, status = 403): PageAnswer => ({
  kind: 'page',
  status,
  title: 'Not allowed',
  page: { section: 'home', body: text },
});
export const notAllowed = (): PageAnswer => refusal('Sorry, you are not allowed to access this page.');
/** What WordPress says to a nonce that is wrong or too old. */
export const linkExpired = (): PageAnswer => refusal('The link you followed has expired. Please try again.');
