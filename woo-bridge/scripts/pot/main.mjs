// Collects what can be translated, of PHP, TypeScript, the block and the plugin's head, into languages/*.pot.
// `node scripts/pot/main.mjs [--check]`; with --check nothing is written, and a file that is stale is a fault.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as php83 from '@php-wasm/node-8-3';
import { startPhp } from '../start-php.mjs';
import { DOMAIN } from './functions.mjs';
import { textsOfPhp } from './php.mjs';
import { textsOfTypeScript } from './typescript.mjs';

const PLUGIN = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const TARGET = join(PLUGIN, 'languages', `${DOMAIN}.pot`);
const MAIN = `${DOMAIN}.php`;

const below = async (folder, ending) => {
  const entries = await readdir(join(PLUGIN, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(PLUGIN, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
};
const read = (file) => readFile(join(PLUGIN, file), 'utf8');

/** The script that a source becomes a part of: WordPress finds the translations of a script by its path. */
const scriptOf = (file) =>
  !file.startsWith('ui/gallery/')
    ? 'build/admin.js'
    : file.includes('/view.')
      ? 'build/gallery/view.js'
      : 'build/gallery/editor.js';

const plain = (text, comment) => ({ text, plural: null, context: null, comment });

const headTexts = (source) =>
  ['Plugin Name', 'Description', 'Author'].map((name) =>
    plain(new RegExp(`^ \\* ${name}:\\s*(.+)$`, 'm').exec(source)[1].trim(), `${name} of the plugin`),
  );

const blockTexts = ({ title, description, keywords }) => [
  { ...plain(title, null), context: 'block title' },
  { ...plain(description, null), context: 'block description' },
  ...keywords.map((keyword) => ({ ...plain(keyword, null), context: 'block keyword' })),
];

/** Texts with where they are used, each once. */
const collect = async () => {
  const all = new Map();
  const add = (texts, where, format) => {
    for (const one of texts) {
      const key = JSON.stringify([one.context, one.text]);
      const known = all.get(key) ?? { ...one, comments: new Set(), where: new Set(), formats: new Set() };
      if (known.plural !== one.plural && known.plural !== null && one.plural !== null)
        throw new Error(`"${one.text}" has two plurals`);
      known.plural ??= one.plural;
      if (one.comment) known.comments.add(one.comment);
      known.where.add(where);
      if (format && /%(\d+\$)?[sdf]/.test(one.text)) known.formats.add(format);
      all.set(key, known);
    }
  };
  add(headTexts(await read(MAIN)), MAIN, null);
  const php = await startPhp(php83);
  for (const file of [MAIN, 'uninstall.php', ...(await below('src', /\.php$/))])
    add(await textsOfPhp(php, file, await read(file)), file, 'php-format');
  php.exit();
  add(blockTexts(JSON.parse(await read('ui/gallery/block.json'))), 'build/gallery/block.json', null);
  for (const file of await below('ui', /\.tsx?$/))
    add(textsOfTypeScript(file, await read(file)), scriptOf(file), 'js-format');
  return [...all.values()];
};

const quoted = (text) =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`;

const entry = ({ text, plural, context, comments, where, formats }) =>
  [
    ...[...comments].toSorted().map((comment) => `#. ${comment}`),
    ...[...where].toSorted().map((file) => `#: ${file}`),
    ...(formats.size > 0 ? [`#, ${[...formats].toSorted().join(', ')}`] : []),
    ...(context === null ? [] : [`msgctxt ${quoted(context)}`]),
    `msgid ${quoted(text)}`,
    ...(plural === null ? ['msgstr ""'] : [`msgid_plural ${quoted(plural)}`, 'msgstr[0] ""', 'msgstr[1] ""']),
  ].join('\n');

const HEAD = `# Texts of the plugin. GPL-2.0-or-later, as the plugin.
msgid ""
msgstr ""
"Project-Id-Version: Softbox Product Photos for WooCommerce\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Domain: ${DOMAIN}\\n"`;

const texts = await collect();
const pot = `${[HEAD, ...texts.map(entry)].join('\n\n')}\n`;
if (process.argv.includes('--check')) {
  const there = await readFile(TARGET, 'utf8').catch(() => '');
  if (there !== pot) {
    console.error(`languages/${DOMAIN}.pot is stale: npm run pot`);
    process.exit(1);
  }
} else {
  await mkdir(dirname(TARGET), { recursive: true });
  await writeFile(TARGET, pot);
}
console.log(`${texts.length} texts`);
