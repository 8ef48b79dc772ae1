import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The scripts and style sheets the pages load, by name in the address. */
const entries = {
  'app-bridge.js': new URL('../app-bridge/app-bridge.ts', import.meta.url),
  'admin.js': new URL('./client/admin.ts', import.meta.url),
  'app-frame.js': new URL('./client/app-frame.ts', import.meta.url),
  'storefront.js': new URL('../storefront/client/storefront.ts', import.meta.url),
} as const;

const style = (name: string) => new URL(`./client/styles/${name}.css`, import.meta.url);

/** Files sent as they are; those of one name are sent one after the other. */
const files = {
  'admin.css': {
    contentType: 'text/css',
    urls: ['base', 'frame', 'parts', 'controls', 'media', 'pages', 'app', 'dialogs', 'small'].map(style),
  },
  'storefront.css': {
    contentType: 'text/css',
    urls: [new URL('../storefront/client/storefront.css', import.meta.url)],
  },
  'icon.svg': { contentType: 'image/svg+xml', urls: [new URL('./client/icon.svg', import.meta.url)] },
} as const;

export type Asset = { contentType: string; body: string };

/** Gives a script or a style sheet by its name; undefined for names that are none of ours. */
export type Bundler = (name: string) => Promise<Asset | undefined>;

/** Joins a script and what it imports into one classic script. */
async function bundleScript(entry: URL): Promise<string> {
  const { build } = await import('vite');
  const built = await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(entry), formats: ['iife'], name: 'sandboxPage' },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const script = outputs.find((output) => output.type === 'chunk');
  if (!script) throw new Error(`Nothing came out of ${entry.pathname}.`);
  return script.code;
}

function isNameOf<Name extends string>(table: Record<Name, unknown>, name: string): name is Name {
  return Object.hasOwn(table, name);
}

/** Builds each script at most once in its life, at the first request for it. */
export function makeBundler(): Bundler {
  const scripts = new Map<string, Promise<string>>();
  return async (name) => {
    if (isNameOf(entries, name)) {
      const script = scripts.get(name) ?? bundleScript(entries[name]);
      scripts.set(name, script);
      // A failure is not kept: the next request tries again.
      script.catch(() => scripts.delete(name));
      return { contentType: 'text/javascript', body: await script };
    }
    if (!isNameOf(files, name)) return undefined;
    const { urls, contentType } = files[name];
    const texts = await Promise.all(urls.map((url) => readFile(url, 'utf8')));
    return { contentType, body: texts.join('\n') };
  };
}
