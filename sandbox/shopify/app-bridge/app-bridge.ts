/**
 * The sandbox's stand-in for App Bridge: one classic script, first in the app's page, served by the sandbox at
 * `/app-bridge.js`. Its own address tells it where the Admin is; it talks to that origin and to no other.
 */
import { makeAdminLink } from './admin-link.ts';
import { makeAuthorisedFetch } from './authorised-fetch.ts';
import { makeButtonRegistry } from './bar-buttons.ts';
import { makeIdTokens } from './id-token.ts';
import { defineModalElement } from './modal.ts';
import { takeOverNavigation } from './navigation.ts';
import { reportPage, reportPlace } from './page-report.ts';
import { defineSaveBarElement, makeSaveBars, watchSaveBarForms } from './save-bar.ts';
import { keptSettingsOf, placeOf, readSettings, type Settings, shopNameOf } from './settings.ts';
import { makeShopifyGlobal } from './shopify-global.ts';

const answerMs = 10_000;

function readApiKey(script: HTMLScriptElement): string | undefined {
  const meta = document.querySelector('meta[name="shopify-api-key"]');
  return meta?.getAttribute('content') ?? script.dataset.apiKey;
}

function hideDeclarations(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none !important; }',
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/**
 * The page the app's server sends when a document came without a valid id token: get one and go where it wanted to.
 * Source: `redirectToBouncePage` of shopify-app-remix.
 */
async function bounce(target: string, idToken: () => Promise<string>): Promise<void> {
  const url = new URL(target, location.href);
  if (url.origin !== location.origin) throw new Error('The page to return to is not part of the app.');
  url.searchParams.set('id_token', await idToken());
  location.replace(url);
}

/** An app opened outside the Admin goes into it, when it is known of which shop. */
function openInAdmin(adminOrigin: string, settings: Settings): void {
  if (!new URLSearchParams(location.search).has('host') || settings.shop === '') return;
  const shop = encodeURIComponent(shopNameOf(settings.shop));
  const app = encodeURIComponent(settings.apiKey);
  location.replace(`${adminOrigin}/store/${shop}/apps/${app}${placeOf(new URL(location.href))}`);
}

function makeLaunchUrl(settings: Settings, idToken: () => Promise<string>) {
  return async (src: string): Promise<string> => {
    const url = new URL(src, location.href);
    if (url.origin !== location.origin) return url.href;
    const { shop, host, locale } = settings;
    for (const [name, value] of Object.entries({ embedded: '1', shop, host, locale })) {
      if (!url.searchParams.has(name)) url.searchParams.set(name, value);
    }
    url.searchParams.set('id_token', await idToken());
    return url.href;
  };
}

function start(script: HTMLScriptElement): void {
  const adminOrigin = new URL(script.src).origin;
  const query = new URLSearchParams(location.search);
  const settings = readSettings({ apiKey: readApiKey(script), query, kept: keptSettingsOf(window) });
  const admin = window.top ?? window;
  const isEmbedded = admin !== window;
  const isModal = isEmbedded && window.parent !== admin;
  const newId = () => crypto.randomUUID();
  const link = makeAdminLink({
    self: window,
    admin,
    adminOrigin,
    newId,
    setTimer: (run, ms) => window.setTimeout(run, ms),
  });
  const idToken = makeIdTokens({ ask: () => link.ask('id-token', null, answerMs), now: () => Date.now() });
  const registry = makeButtonRegistry();
  const saveBars = makeSaveBars((bar) => link.tell({ topic: 'save-bar', bar }));
  const navigation = takeOverNavigation({
    adminOrigin,
    shopName: shopNameOf(settings.shop),
    tell: link.tell,
  });

  window.fetch = makeAuthorisedFetch({
    fetch: window.fetch.bind(window),
    pageUrl: () => document.baseURI,
    locale: settings.locale,
    idToken,
    leaveTo: navigation.leaveTo,
  });
  const global = makeShopifyGlobal({
    settings,
    link,
    saveBars,
    adminOrigin,
    isEmbedded,
    idToken,
    newId,
    ready: Promise.resolve(),
  });
  Object.defineProperty(window, 'shopify', { value: global, configurable: true, writable: true });

  if (!isEmbedded) {
    openInAdmin(adminOrigin, settings);
    return;
  }
  const reload = query.get('shopify-reload');
  if (reload !== null) {
    void bounce(reload, idToken);
    return;
  }
  link.listen((notice) => {
    if (notice.topic === 'navigate') navigation.follow(notice.href);
    if (notice.topic === 'bar-button') registry.click(notice.id);
    if (notice.topic === 'save') saveBars.save();
    if (notice.topic === 'discard') saveBars.discard();
  });
  hideDeclarations();
  const modals = defineModalElement({
    registry,
    launchUrl: makeLaunchUrl(settings, idToken),
    onChange: (state) => link.tell({ topic: 'modal', ...state }),
  });
  defineSaveBarElement(saveBars);
  watchSaveBarForms(saveBars);
  if (!isModal) {
    link.tell({ topic: 'hello', path: placeOf(new URL(location.href)) });
    reportPlace(link.tell);
  } else {
    // A page in a modal finds the page that opened it, as on the platform.
    window.opener = window.parent;
  }
  reportPage({
    isModal,
    registry,
    tell: link.tell,
    onChange() {
      saveBars.refresh();
      modals.refresh();
    },
  });
}

// A second script tag (the server's and the provider's) must not take over twice.
if (document.currentScript instanceof HTMLScriptElement && !('shopify' in window))
  start(document.currentScript);
