import type { AdminLink } from './admin-link.ts';
import { showById } from './modal.ts';
import type { SaveBars } from './save-bar.ts';
import type { Settings } from './settings.ts';
import { makeToasts } from './toasts.ts';

/** Milliseconds the Admin has for answers that no person has to give. */
const answerMs = 10_000;

/**
 * Parts of App Bridge the sandbox has nothing to answer with refuse by name when they are called, instead of
 * pretending.
 */
function refuse(name: string) {
  return async (): Promise<never> => {
    throw new Error(`shopify.${name} is not part of the sandbox.`);
  };
}

function makeResourcePicker(link: AdminLink) {
  return async (options: { type: string } & Record<string, unknown>): Promise<unknown> => {
    if (options?.type !== 'product') {
      throw new TypeError(`The sandbox picks products only, not "${String(options?.type)}".`);
    }
    // Structured clone refuses functions; options are plain data.
    const answer = await link.ask('resource-picker', JSON.parse(JSON.stringify(options)));
    if (!Array.isArray(answer)) return undefined;
    return Object.assign(answer, { selection: answer });
  };
}

/** The global `shopify`. Shape: `ShopifyGlobal` of @shopify/app-bridge-types. */
export function makeShopifyGlobal(deps: {
  settings: Settings;
  link: AdminLink;
  saveBars: SaveBars;
  adminOrigin: string;
  isEmbedded: boolean;
  idToken: () => Promise<string>;
  ready: Promise<void>;
  newId: () => string;
}) {
  const { link, settings } = deps;
  const ask = (call: 'user' | 'scopes') => link.ask(call, null, answerMs);
  return {
    config: { ...settings, appOrigins: [location.origin], disabledFeatures: [], experimentalFeatures: [] },
    origin: deps.adminOrigin,
    ready: deps.ready,
    environment: { mobile: false, embedded: deps.isEmbedded, pos: false },
    idToken: () => deps.idToken(),
    user: () => ask('user'),
    loading: (on = true) => link.tell({ topic: 'loading', on }),
    toast: makeToasts(link, deps.newId),
    modal: showById('ui-modal'),
    saveBar: {
      ...showById('ui-save-bar'),
      async leaveConfirmation(): Promise<void> {
        if (!deps.saveBars.isShowing()) return;
        const mayLeave = await link.ask('confirm-leave', null);
        if (mayLeave !== true) throw new Error('The merchant stays on this page.');
      },
    },
    resourcePicker: makeResourcePicker(link),
    scopes: {
      query: () => ask('scopes'),
      // it waits on a person
      request: (scopes: readonly string[]) => link.ask('scopes-request', { scopes: [...scopes] }),
      revoke: refuse('scopes.revoke'),
    },
    picker: refuse('picker'),
    scanner: { capture: refuse('scanner.capture') },
    intents: { invoke: refuse('intents.invoke') },
    reviews: { request: refuse('reviews.request') },
    support: { registerHandler: refuse('support.registerHandler') },
    webVitals: { onReport: refuse('webVitals.onReport') },
    app: { extensions: refuse('app.extensions') },
  };
}
