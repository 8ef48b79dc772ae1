/** `shopify.config` of the stand-in, and what it is read from. */
export type Settings = { apiKey: string; shop: string; host: string; locale: string };

export type KeptSettings = {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
};

const key = 'sandbox-app-bridge';

/**
 * The session's storage, or where the browser denies it to a framed page of another site (private windows do), the
 * frame's own name, which also outlives its documents.
 */
export function keptSettingsOf(page: { readonly sessionStorage: KeptSettings; name: string }): KeptSettings {
  try {
    return page.sessionStorage;
  } catch {
    return {
      getItem: () => page.name || null,
      setItem(_key, value) {
        page.name = value;
      },
    };
  }
}

function readKept(kept: KeptSettings): Partial<Settings> {
  try {
    const value: unknown = JSON.parse(kept.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/**
 * Shop, host and locale stand in the address of the first document only; later documents of the same frame find
 * them in the session's storage, as with App Bridge.
 */
export function readSettings(sources: {
  apiKey: string | undefined;
  query: URLSearchParams;
  kept: KeptSettings;
}): Settings {
  const kept = readKept(sources.kept);
  const settings = {
    apiKey: sources.apiKey ?? kept.apiKey ?? '',
    shop: sources.query.get('shop') ?? kept.shop ?? '',
    host: sources.query.get('host') ?? kept.host ?? '',
    locale: sources.query.get('locale') ?? kept.locale ?? 'en',
  };
  sources.kept.setItem(key, JSON.stringify(settings));
  return settings;
}

/** `example` of `example.myshopify.com`. */
export function shopNameOf(shop: string): string {
  return shop.replace(/\.myshopify\.com$/i, '');
}

/** Parameters the Admin adds to each document of the app; they are not part of the place the app is at. */
const launchParameters = [
  'appLoadId',
  'embedded',
  'hmac',
  'host',
  'id_token',
  'locale',
  'session',
  'shop',
  'timestamp',
];

/** The place the app is at, as the Admin's address shows it. */
export function placeOf(url: URL): string {
  const query = new URLSearchParams(url.search);
  for (const name of launchParameters) query.delete(name);
  const search = query.toString();
  return `${url.pathname}${search ? `?${search}` : ''}${url.hash}`;
}
