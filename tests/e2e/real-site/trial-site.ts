import { execFile } from 'node:child_process';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The trial site of the environment (docs/woo-operations.md says what it has to be). */
export interface TrialSite {
  /** Its home address, without a slash at its end. */
  readonly home: string;
  /** Where its WordPress lies on this machine. */
  readonly path: string;
  /** Login of an administrator. */
  readonly owner: { readonly name: string; readonly password: string };
  readonly zip: string;
}

export const readTrialSite = (env: Readonly<Record<string, string | undefined>>): TrialSite => {
  const { SOFTBOX_WOO_SITE, SOFTBOX_WOO_PATH, SOFTBOX_WOO_OWNER, SOFTBOX_WOO_ZIP } = env;
  const [name = '', ...password] = (SOFTBOX_WOO_OWNER ?? '').split(':');
  if (!SOFTBOX_WOO_SITE || !SOFTBOX_WOO_PATH || name === '' || password.length === 0)
    throw new Error('Set SOFTBOX_WOO_SITE, SOFTBOX_WOO_PATH and SOFTBOX_WOO_OWNER (name:password).');
  return {
    home: SOFTBOX_WOO_SITE.replace(/\/+$/, ''),
    path: SOFTBOX_WOO_PATH,
    owner: { name, password: password.join(':') },
    zip: resolve(SOFTBOX_WOO_ZIP ?? 'build/woo/softbox-product-photos.zip'),
  };
};

const run = async (site: TrialSite, script: string, args: readonly string[]): Promise<unknown> => {
  const all = ['-d', 'memory_limit=512M', `woo-bridge/tests/${script}`, site.path, site.home, ...args];
  const { stdout } = await promisify(execFile)('php', all, { maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(stdout);
};

export interface JourneyProduct {
  readonly id: number;
  readonly url: string;
  readonly image: number;
}

/** What is done on the site beside the browser. */
export const makeTrialWork = (site: TrialSite) => ({
  makeProducts: async (photos: readonly string[]) =>
    (await run(site, 'trial-work.php', ['make', ...photos.map((p) => resolve(p))])) as JourneyProduct[],
  removeProducts: () => run(site, 'trial-work.php', ['remove']),
  /** Everything on the site that has our name, by kind. */
  left: async () => (await run(site, 'trial-work.php', ['left'])) as Record<string, string[]>,
  drawnByModel: (ids: readonly number[]) =>
    run(site, 'trial-work.php', ['drawn-by-model', ...ids.map(String)]),
  dump: async () =>
    (await run(site, 'dump-site.php', [])) as Record<
      'posts' | 'meta' | 'terms' | 'lookup' | 'files',
      unknown
    >,
});

/** Lets the site call a Softbox on this machine, and trust its certificate. Answers what takes that away again. */
export const trustLocalSoftbox = async (
  site: TrialSite,
  certificate: string,
): Promise<() => Promise<void>> => {
  const folder = join(site.path, 'wp-content/mu-plugins');
  await mkdir(folder, { recursive: true });
  const files = [join(folder, 'softbox-trial-site.php'), join(folder, 'softbox-trial-site.pem')] as const;
  await copyFile('woo-bridge/tests/trial-site.php', files[0]);
  await writeFile(files[1], certificate);
  return async () => {
    for (const file of files) await rm(file, { force: true });
  };
};
