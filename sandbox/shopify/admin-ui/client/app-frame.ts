/** The script of the page that frames the app: the Admin's end of App Bridge. */
import { type AppCall, type AppNotice, isAppPath } from '../../app-bridge/protocol.ts';
import { byId, makeToastArea, showNavigation, showSaveBar, showTitleBar } from './app-chrome.ts';
import { type AppWindow, makeAppLink } from './app-link.ts';
import { askInDialog, element } from './dialogs.ts';
import { pickResources } from './picker/pick-resources.ts';
import { requestScopes } from './request-scopes.ts';

/** An app that has not spoken after this long is looked after. */
const patienceMs = 8000;

const app = byId('app');
const frame = byId('app-frame') as HTMLIFrameElement;
const setting = (name: string) => app.dataset[name] ?? '';
const base = setting('base');
const appOrigin = setting('appOrigin');

let path = location.pathname.slice(base.length) || '/';
let navigation: Extract<AppNotice, { topic: 'navigation' }> = { topic: 'navigation', home: null, items: [] };
let hasSpoken = false;
let isUnsaved = false;
let confirmsDiscard = false;
let saveBarOwner: AppWindow | undefined;
const toastOwners = new Map<string, AppWindow>();

async function question(name: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${setting('api')}/${name}`, init);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`The sandbox refused "${name}" with status ${response.status}.`);
  return body;
}

function mayLeave(): Promise<boolean> {
  if (!isUnsaved) return Promise.resolve(true);
  return askInDialog({
    title: 'Leave with unsaved changes?',
    text: 'What was changed on this page is lost when you leave it.',
    yes: 'Leave page',
    no: 'Stay',
  });
}

async function answer(call: AppCall, params: unknown): Promise<unknown> {
  switch (call) {
    case 'id-token': {
      const body = await question('id-token', { method: 'POST' });
      return typeof body === 'object' && body !== null && 'idToken' in body ? body.idToken : undefined;
    }
    case 'resource-picker':
      return pickResources(setting('api'), params);
    case 'user':
      return question('user');
    case 'scopes':
      return question('scopes');
    case 'scopes-request':
      return requestScopes(question, params);
    case 'confirm-leave':
      return mayLeave();
  }
}

const link = makeAppLink({
  listen: (listener) => window.addEventListener('message', listener),
  frameWindow: () => frame.contentWindow,
  appOrigin,
  onNotice,
  answer,
});
const toasts = makeToastArea(
  (id) => link.tell({ topic: 'toast-action', id }, toastOwners.get(id)),
  (id) => {
    link.tell({ topic: 'toast-dismissed', id }, toastOwners.get(id));
    toastOwners.delete(id);
  },
);

async function goTo(href: string, itemId: string | null): Promise<void> {
  if (!(await mayLeave())) return;
  isUnsaved = false;
  showSaveBar(null);
  link.tell({ topic: 'navigate', itemId, href });
}

function drawNavigation(): void {
  showNavigation({ items: navigation.items, path, base, go: (item) => void goTo(item.href, item.id) });
}

/** Keeps the Admin's address at the app's place, so that a reload and a bookmark find it. */
function followPath(next: string): void {
  path = next;
  const address = `${base}${next}`;
  if (`${location.pathname}${location.search}${location.hash}` !== address) {
    history.replaceState(history.state, '', address);
  }
  drawNavigation();
}

function setCover(content: Node | null): void {
  const cover = byId('frame-cover');
  cover.hidden = content === null;
  if (content) cover.replaceChildren(content);
}

async function openOutside(url: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return;
  if (!(await mayLeave())) return;
  isUnsaved = false;
  location.assign(url);
}

function onNotice(notice: AppNotice, from: AppWindow): void {
  switch (notice.topic) {
    case 'hello':
      hasSpoken = true;
      setCover(null);
      followPath(notice.path);
      break;
    case 'path':
      followPath(notice.path);
      break;
    case 'navigation':
      navigation = notice;
      drawNavigation();
      break;
    case 'title-bar':
      showTitleBar(notice.bar, setting('appName'), (id) => link.tell({ topic: 'bar-button', id }));
      break;
    case 'document-title':
      document.title = `${notice.title || setting('appName')} · Sandbox`;
      break;
    case 'save-bar':
      isUnsaved = notice.bar !== null;
      confirmsDiscard = notice.bar?.confirmDiscard ?? false;
      saveBarOwner = from;
      showSaveBar(notice.bar);
      break;
    case 'toast-show':
      toastOwners.set(notice.toast.id, from);
      toasts.show(notice.toast);
      break;
    case 'toast-hide':
      toasts.hide(notice.id);
      break;
    case 'modal':
      document.body.classList.toggle('modal-open', notice.open);
      document.body.classList.toggle('modal-cover', notice.open && notice.cover);
      break;
    case 'loading':
      byId('app-loading').hidden = !notice.on;
      break;
    case 'open':
      void openOutside(notice.url);
      break;
  }
}

async function discard(): Promise<void> {
  const isSure =
    !confirmsDiscard ||
    (await askInDialog({
      title: 'Discard all unsaved changes?',
      text: 'Everything goes back to what was saved last.',
      yes: 'Discard changes',
      no: 'Continue editing',
    }));
  if (isSure) link.tell({ topic: 'discard' }, saveBarOwner);
}

/** Says what is wrong when the app stays silent: its server is down, or its page loads no App Bridge. */
async function lookAfterApp(): Promise<void> {
  if (hasSpoken) return;
  const health = await question('health').catch(() => undefined);
  if (hasSpoken) return;
  const fields = typeof health === 'object' && health !== null ? health : {};
  const isUp = 'isUp' in fields && fields.isUp === true;
  const detail = 'detail' in fields && typeof fields.detail === 'string' ? fields.detail : '';
  const name = setting('appName');
  const again = element('button', { type: 'button', class: 'button primary' }, 'Try again');
  again.addEventListener('click', () => location.reload());
  setCover(
    element(
      'div',
      { class: 'empty' },
      element('h2', {}, isUp ? `${name} has not spoken yet` : `${name} cannot be reached`),
      element(
        'p',
        {},
        isUp
          ? 'Its server answers, but its page has not loaded the App Bridge of this sandbox.'
          : 'Is its server running?',
      ),
      element('p', {}, detail),
      again,
    ),
  );
}

byId('save-bar-save').addEventListener('click', () => link.tell({ topic: 'save' }, saveBarOwner));
byId('save-bar-discard').addEventListener('click', () => void discard());
window.addEventListener('beforeunload', (event) => {
  if (isUnsaved) event.preventDefault();
});
// The app's name in the side bar leads to its home without loading the Admin anew.
document.getElementById('side')?.addEventListener('click', (event) => {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  const isAppLink = anchor?.getAttribute('href') === base && hasSpoken;
  if (!isAppLink || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const home = navigation.home ?? '/';
  if (isAppPath(home)) void goTo(home, null);
});
setTimeout(() => void lookAfterApp(), patienceMs);
// Only now, that nothing the app says at its start is missed.
frame.src = frame.dataset.src ?? '';
