import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readForm } from '#sandbox/http/form.ts';
import { type Markup, markupToString } from '#sandbox/http/html.ts';
import type { Session } from '../login/logins.ts';
import { REST_NONCE } from '../login/rest-login.ts';
import type { SandboxWoo } from '../types.ts';
import type { World } from '../world.ts';
import { accessPage } from './access-page.ts';
import { homePage } from './home-page.ts';
import { loginPage } from './login-page.ts';
import { pluginScreen } from './plugin-screen.ts';
import { pluginsPage } from './plugins-page.ts';
import { productEdit } from './product-edit.ts';
import { productList } from './product-list.ts';
import { adminDocument } from './shell.ts';
import { type AdminView, type PageAnswer, refusal } from './view.ts';

type Exchange = {
  readonly world: World;
  readonly sandbox: SandboxWoo;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
};

/** No content security policy, as WordPress has none: what the plugin lets through must be seen, not caught. */
const sendPage = (response: ServerResponse, status: number, page: Markup, headers = {}): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=UTF-8',
    'cache-control': 'no-store',
    'x-frame-options': 'SAMEORIGIN',
    ...headers,
  });
  response.end(markupToString(page));
};

const sendTo = (response: ServerResponse, location: string, headers = {}): void =>
  void response.writeHead(302, { location, 'cache-control': 'no-store', ...headers }).end();

/** `/wp-login.php`, `/wp-admin/…` and the files of these pages. False: the address is none of them. */
export async function handleAdmin(exchange: Exchange, inside: string): Promise<boolean> {
  const { response, world } = exchange;
  if (inside === '/wp-login.php') await login(exchange);
  else if (inside === '/sandbox-admin/style.css') await sendStyle(response);
  else if (inside.startsWith('/sandbox-admin/plugin/')) await sendPluginFile(exchange, inside);
  else if (inside === '/wp-admin') sendTo(response, `${world.site.path}/wp-admin/`);
  else if (inside.startsWith('/wp-admin/')) await admin(exchange, inside.slice('/wp-admin/'.length));
  else return false;
  return true;
}

/** Only below wp-admin, or a page of consent: nobody is sent elsewhere by a login. */
const backTo = (world: World, given: unknown): string => {
  const home = `${world.site.path}/wp-admin/`;
  return typeof given === 'string' && given.startsWith(`${world.site.path}/`) && !given.startsWith('//')
    ? given
    : home;
};

async function login({ world, request, response, url }: Exchange): Promise<void> {
  const session = world.logins.of(request);
  if (url.searchParams.get('action') === 'logout' && session) {
    if (world.logins.isNonce(session, 'log-out', url.searchParams.get('_wpnonce') ?? ''))
      world.logins.close(session);
    return sendTo(response, `${world.site.path}/wp-login.php`, { 'set-cookie': world.logins.cookie(null) });
  }
  if (request.method !== 'POST')
    return sendPage(response, 200, loginPage(world, backTo(world, url.searchParams.get('redirect_to'))));
  const read = await readForm(request);
  const who = read.ok ? read.form.get('log') : null;
  const opened = typeof who === 'string' ? world.logins.open(who) : null;
  if (!opened || !read.ok) return sendPage(response, 400, loginPage(world, backTo(world, null)));
  const cookie = { 'set-cookie': world.logins.cookie(opened) };
  sendTo(response, backTo(world, read.form.get('redirect_to')), cookie);
}

async function sendStyle(response: ServerResponse): Promise<void> {
  const bytes = await readFile(new URL('./style.css', import.meta.url));
  response.writeHead(200, { 'content-type': 'text/css; charset=UTF-8', 'cache-control': 'no-cache' });
  response.end(bytes);
}

async function sendPluginFile({ world, response }: Exchange, inside: string): Promise<void> {
  const file = await world.pluginFiles.read(inside.slice('/sandbox-admin/plugin/'.length));
  const type = { 'content-type': `${file?.contentType ?? 'text/plain'}; charset=UTF-8` };
  response.writeHead(file ? 200 : 404, { ...type, 'cache-control': 'no-cache' });
  response.end(file?.bytes ?? 'Not there.');
}

async function admin(exchange: Exchange, path: string): Promise<void> {
  const { world, sandbox, request, response, url } = exchange;
  const session = world.logins.of(request);
  if (path === 'admin-ajax.php') return freshNonce(world, session, response, url);
  if (!session) {
    const to = encodeURIComponent(`${url.pathname}${url.search}`);
    return sendTo(response, `${world.site.path}/wp-login.php?redirect_to=${to}`);
  }
  const read = request.method === 'POST' ? await readForm(request) : null;
  const view: AdminView = { world, sandbox, session, url, form: read?.ok ? read.form : null };
  const answer = await pageOf(view, path);
  if (answer.kind === 'to') return sendTo(response, answer.location);
  sendPage(response, answer.status ?? 200, adminDocument(view, answer.title, answer.page));
}

/** `admin-ajax.php?action=rest-nonce`: what api-fetch asks for when its nonce has become too old. */
function freshNonce(world: World, session: Session | null, response: ServerResponse, url: URL): void {
  const isAsked = url.searchParams.get('action') === 'rest-nonce' && session !== null;
  response.writeHead(isAsked ? 200 : 400, { 'content-type': 'text/html', 'cache-control': 'no-store' });
  response.end(isAsked ? world.logins.nonce(session, REST_NONCE) : '0');
}

function pageOf(view: AdminView, path: string): PageAnswer | Promise<PageAnswer> {
  const { searchParams } = view.url;
  switch (path) {
    case '':
    case 'index.php':
      return homePage(view);
    case 'plugins.php':
      return pluginsPage(view);
    case 'post.php':
      return productEdit(view);
    case 'edit.php':
      return searchParams.get('page') === 'softbox' ? pluginScreen(view) : productList(view);
    case 'admin.php':
      return searchParams.get('page') === 'softbox' ? pluginScreen(view) : accessPage(view);
    default:
      return refusal('The stand-in has no such page.', 404);
  }
}
