import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether the plugin's scripts are there: whoever starts the stand-in may be building them. */
export type Preparation =
  | { readonly state: 'ready' }
  | { readonly state: 'working'; readonly step: string; readonly seconds: number }
  | { readonly state: 'failed'; readonly problem: string };

export type PluginFiles = {
  look(): Promise<Preparation>;
  /** A file by its name in an address; null when it is none of these, or not there. */
  read(name: string): Promise<{ bytes: Buffer; contentType: string } | null>;
};

/** What pages load, and where it lies in the plugin's folder. */
const FILES: Readonly<Record<string, { path: string; contentType: string }>> = {
  'wp.js': { path: '.cache/wordpress/wp.js', contentType: 'text/javascript' },
  'components.css': { path: '.cache/wordpress/components.css', contentType: 'text/css' },
  'admin.js': { path: 'build/admin.js', contentType: 'text/javascript' },
  'admin.css': { path: 'build/admin.css', contentType: 'text/css' },
};

const MISSING = `The plugin's screens have not been built. In the project's folder: npm ci --prefix woo-bridge, then npm run --prefix woo-bridge build, then npm run --prefix woo-bridge sandbox-globals.`;

/** The plugin's real screens, as its own tools built them into `directory`; read anew each time, so that a new build shows. */
export function makePluginFiles(
  directory: string,
  preparing: () => Preparation = () => ({ state: 'ready' }),
): PluginFiles {
  const read: PluginFiles['read'] = async (name) => {
    const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
    if (!file) return null;
    const bytes = await readFile(join(directory, file.path)).catch(() => null);
    return bytes && { bytes, contentType: file.contentType };
  };
  return {
    read,
    async look() {
      const now = preparing();
      if (now.state !== 'ready') return now;
      const all = await Promise.all(Object.keys(FILES).map(read));
      return all.includes(null) ? { state: 'failed', problem: MISSING } : now;
    },
  };
}
