/**
 * Checks the licence of every installed package against what we may ship, with named exceptions. Fails on an unknown
 * licence, on a licence outside the list, and on an exception that no package needs any more.
 */
import { createRequire } from 'node:module';

const checker = createRequire(import.meta.url)('license-checker-rseidelsohn') as {
  init(
    options: object,
    done: (error: Error | null, found: Record<string, { licenses?: string | string[] }>) => void,
  ): void;
};

/** SPDX ids that fit an MIT product, as dependency or as tool. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'MPL-2.0',
  'Zlib',
  'WTFPL',
  'BSD',
  'Public Domain',
]);

/** Package name (or a prefix ending in `*`) -> why a licence outside the list, or one the tool cannot read, is fine. */
const EXCEPTIONS: Record<string, string> = {
  '@img/sharp-libvips-*': 'LGPL-3.0-or-later: libvips, used unmodified as a shared library',
  '@img/sharp-*': 'Apache-2.0 AND LGPL-3.0-or-later on some platforms: libvips, used unmodified',
  elkjs: 'EPL-2.0: reached only through the Prisma command line, a development tool, never shipped',
  '@shopify/polaris-types':
    'states none: reached only through the development tool @shopify/dev-mcp, never shipped',
  '@shopify/polaris': "Polaris' own licence: used only in the app embedded in Shopify Admin",
  '@shopify/polaris-icons': "Polaris' own licence: used only in the app embedded in Shopify Admin",
  '@shopify/polaris-tokens': "Polaris' own licence: used only in the app embedded in Shopify Admin",
};

const exceptionFor = (name: string): string | undefined =>
  Object.keys(EXCEPTIONS).find((key) =>
    key.endsWith('*') ? name.startsWith(key.slice(0, -1)) : name === key,
  );

/** `(MIT OR GPL-2.0)` passes when one choice does; `A AND B` when all do. The tool marks guesses with a `*`. */
const allows = (licence: string): boolean => {
  const text = licence.replace(/[()*]/g, '').trim();
  if (text.includes(' OR ')) return text.split(' OR ').some(allows);
  if (text.includes(' AND ')) return text.split(' AND ').every(allows);
  return ALLOWED.has(text);
};

checker.init({ start: process.cwd(), excludePrivatePackages: true }, (error, found) => {
  if (error) throw error;
  const used = new Set<string>();
  const refused: string[] = [];
  for (const [id, { licenses }] of Object.entries(found)) {
    const name = id.slice(0, id.lastIndexOf('@'));
    const list = Array.isArray(licenses) ? licenses : [licenses ?? 'UNKNOWN'];
    if (list.some(allows)) continue;
    const exception = exceptionFor(name);
    if (exception) used.add(exception);
    else refused.push(`${id}: ${list.join(', ')}`);
  }
  const platformBound = (key: string) => key.startsWith('@img/');
  const idle = Object.keys(EXCEPTIONS).filter((key) => !used.has(key) && !platformBound(key));
  for (const line of refused) console.error(`licence not allowed: ${line}`);
  for (const key of idle) console.error(`exception no longer needed: ${key}`);
  console.log(
    `${Object.keys(found).length} packages, ${refused.length} refused, ${used.size} by named exception`,
  );
  process.exit(refused.length + idle.length > 0 ? 1 : 0);
});
