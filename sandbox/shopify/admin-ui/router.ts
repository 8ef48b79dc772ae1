import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost, isOwnOrigin, readForm } from '#sandbox/http/form.ts';
import { answerStorefront } from '../storefront/storefront.ts';
import type { PageHandler } from '../types.ts';
import { answerAppBridge } from './app-bridge-answers.ts';
import { type AdminUiDeps, isAppInstalled, type StoreView, shopNameOf, storePath } from './context.ts';
import { appFramePage } from './pages/app-frame.ts';
import { faultsPage } from './pages/faults.ts';
import { filesPage } from './pages/files.ts';
import { homePage } from './pages/home.ts';
import { installationPage } from './pages/installation.ts';
import { type Problem, problemPage } from './pages/problem.ts';
import { productPage } from './pages/product.ts';
import { productsPage } from './pages/products.ts';
import { storesPage } from './pages/stores.ts';
import { webhooksPage } from './pages/webhooks.ts';
import {
  createProduct,
  deleteFile,
  deleteProduct,
  type FormAction,
  type ProductChange,
  productAction,
  seeOther,
} from './product-actions.ts';
import { type Reply, sendReply } from './reply.ts';
import { armFault, clearFaults, installApp, sendCompliance, uninstallApp } from './store-actions.ts';

const productChanges: readonly ProductChange[] = ['', 'alt', 'move', 'detach', 'upload', 'variant'];

function problem(status: number, what: Problem, view?: StoreView): Reply {
  return { kind: 'page', status, document: problemPage(what, view) };
}

function numberOf(part: string | undefined): number | undefined {
  return part !== undefined && /^\d{1,15}$/.test(part) ? Number(part) : undefined;
}

function missing(view: StoreView): Reply {
  return problem(
    404,
    {
      title: 'There is no such page',
      text: 'The sandbox has a small part of an admin: products, files, the app, and its own switches.',
      back: { label: 'To the store', path: `/store/${encodeURIComponent(view.shopName)}` },
    },
    view,
  );
}

/** Pages of one store, by the parts of the address behind `/store/{shop}`. */
async function storeReply(view: StoreView, parts: string[]): Promise<Reply> {
  const [section = '', second] = parts;
  const shown = (document: ReturnType<typeof homePage>): Reply => ({ kind: 'page', status: 200, document });
  if (section === 'apps' && (second === view.app.handle || second === view.sandbox.clientId)) {
    const rest = view.url.pathname.split('/').slice(5).join('/');
    if (second !== view.app.handle) {
      const path = `${storePath(view, 'apps', view.app.handle)}/${rest}${view.url.search}`;
      return { kind: 'see-other', location: path };
    }
    if (!isAppInstalled(view)) return shown(installationPage(view));
    return shown(appFramePage(view, `/${rest}${view.url.search}`));
  }
  if (section === 'storefront') return answerStorefront(view, parts.slice(1));
  if (section === 'app-bridge' && parts.length === 2 && second !== undefined) {
    return (await answerAppBridge(view, second, 'GET')) ?? missing(view);
  }
  if (section === 'products' && parts.length === 2) {
    const product = view.shop.products.get(numberOf(second) ?? -1);
    return product ? shown(productPage(view, product)) : missing(view);
  }
  if (parts.length > 1) return missing(view);
  switch (section) {
    case '':
      return shown(homePage(view));
    case 'products':
      return shown(productsPage(view));
    case 'files':
      return shown(filesPage(view));
    case 'webhooks':
      return shown(webhooksPage(view));
    case 'installation':
      return shown(installationPage(view));
    case 'faults':
      return shown(faultsPage(view));
    default:
      return missing(view);
  }
}

/** The action a form of a store posts to; undefined when there is none at that address. */
function actionAt(parts: string[]): FormAction | undefined {
  const [section = '', second = '', third = ''] = parts;
  const id = numberOf(second);
  if (parts.length > 3) return undefined;
  if (section === 'products' && second === '') return createProduct;
  if (section === 'products' && id !== undefined) {
    if (third === 'delete') return deleteProduct(id);
    const change = productChanges.find((name) => name === third);
    return change === undefined ? undefined : productAction(change, id);
  }
  if (section === 'files' && id !== undefined && third === 'delete') return deleteFile(id);
  switch (parts.join('/')) {
    case 'installation/install':
      return installApp;
    case 'installation/uninstall':
      return uninstallApp;
    case 'installation/compliance':
      return sendCompliance;
    case 'faults':
      return armFault;
    case 'faults/clear':
      return clearFaults;
    default:
      return undefined;
  }
}

async function storePost(view: StoreView, parts: string[], request: IncomingMessage): Promise<Reply> {
  if (!isOwnOrigin(request)) {
    return problem(403, {
      title: 'That came from another site',
      text: 'Only the pages of the sandbox may change things here.',
      back: { label: 'To the stores', path: '/' },
    });
  }
  if (parts[0] === 'app-bridge' && parts.length === 2 && parts[1] !== undefined) {
    return (await answerAppBridge(view, parts[1], 'POST')) ?? missing(view);
  }
  const action = actionAt(parts);
  if (!action) return missing(view);
  const read = await readForm(request);
  if (read.ok) return action(view, read.form);
  const back = `/store/${[view.shopName, ...parts.slice(0, 2)].map(encodeURIComponent).join('/')}`;
  return seeOther(back, read.failure);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function replyTo(deps: AdminUiDeps, request: IncomingMessage, url: URL): Promise<Reply | undefined> {
  const parts = url.pathname.split('/').slice(1).map(decode);
  if (parts.at(-1) === '') parts.pop();
  if (parts.length === 0) return { kind: 'page', status: 200, document: storesPage(deps) };
  if (parts[0] === 'app-bridge.js' || parts[0] === '_sandbox') {
    const asset = parts.length <= 2 ? await deps.bundle(parts.at(-1) ?? '') : undefined;
    return asset && { kind: 'asset', ...asset, crossOrigin: parts[0] === 'app-bridge.js' };
  }
  const [, name = '', ...rest] = parts;
  const shop =
    deps.sandbox.state.shop(`${name.toLowerCase()}.myshopify.com`) ??
    deps.sandbox.state.shop(name.toLowerCase());
  if (!shop) {
    return problem(404, {
      title: 'There is no such store',
      text: 'The sandbox does not know a store of that name.',
      back: { label: 'Choose a store', path: '/' },
    });
  }
  const view: StoreView = { ...deps, shop, shopName: shopNameOf(shop.record.domain), url };
  if (request.method === 'POST') return storePost(view, rest, request);
  return storeReply(view, rest);
}

const ownPaths = /^\/(?:$|store\/|_sandbox\/|app-bridge\.js$)/;

/**
 * The browser part of the sandbox: the Admin, the App Bridge script and the storefront. Answers false for every
 * address that is not one of its own.
 */
export function makeAdminUi(deps: AdminUiDeps): PageHandler {
  const origins = { appOrigin: new URL(deps.sandbox.appUrl).origin, sandboxOrigin: deps.sandbox.origin };

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', 'http://sandbox.invalid');
    if (!ownPaths.test(url.pathname)) return false;
    const send = (reply: Reply) =>
      sendReply(response, reply, { origins, withoutBody: request.method === 'HEAD' });
    if (!isLoopbackHost(request)) {
      send({ kind: 'json', status: 421, body: { error: 'The sandbox answers to loopback names only.' } });
      return true;
    }
    if (!['GET', 'HEAD', 'POST'].includes(request.method ?? '')) {
      send({ kind: 'json', status: 405, body: { error: 'Only GET, HEAD and POST.' } });
      return true;
    }
    const home = { label: 'To the stores', path: '/' };
    try {
      const reply = await replyTo(deps, request, url);
      send(reply ?? problem(404, { title: 'There is no such page', text: 'Nothing is here.', back: home }));
    } catch (error) {
      console.error('sandbox page failed', url.pathname, error);
      if (response.headersSent) response.end();
      else {
        const text = 'The sandbox could not make this page. Its output in the terminal says why.';
        send(problem(500, { title: 'Something broke', text, back: home }));
      }
    }
    return true;
  };
}
