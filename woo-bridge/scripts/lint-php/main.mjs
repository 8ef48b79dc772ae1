// Lints every PHP file of the plugin by the oldest and the newest PHP that it claims. Neither can be installed everywhere, so
// both come as WebAssembly from npm. First each one must refuse what was planted for it: a lint that cannot fail is none.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPhp } from '../start-php.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PLUGIN = dirname(dirname(HERE));
const NOT_OURS = new Set(['node_modules', '.cache']);

/** Each PHP, what it must refuse, and what it must not. */
const CLAIMED = [
  {
    name: '7.4',
    load: () => import('@php-wasm/node-7-4'),
    refuses: ['newer-than-7.4', 'syntax-of-8'],
    takes: ['gone-since-8'],
  },
  {
    name: '8.3',
    load: () => import('@php-wasm/node-8-3'),
    refuses: ['gone-since-8'],
    takes: ['newer-than-7.4', 'syntax-of-8'],
  },
];

const phpFilesBelow = async (folder) => {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : phpFilesBelow(path);
      return entry.name.endsWith('.php') ? [path] : [];
    }),
  );
  return found.flat().toSorted();
};

/** A PHP, and `lint`, which answers null or what is wrong with a text of PHP. */
const makeLinter = async (loaded, compile) => {
  let php = await startPhp(loaded);
  const version = (await php.run({ code: '<?php echo PHP_VERSION;' })).text;
  const lint = async (text) => {
    php.writeFile('/linted.php', text);
    try {
      const run = await php.run({ code: compile, env: { SOFTBOX_LINTED: '/linted.php' } });
      const said = `${run.text}${run.errors}`.trim();
      return said === '' ? null : said;
    } catch (error) {
      // what the compiler refuses ends this PHP; the next file gets a new one
      php.exit();
      php = await startPhp(loaded);
      const said = error.response ? `${error.response.text}${error.response.errors}` : String(error);
      return said.trim() || 'refused without a word';
    }
  };
  return { version, lint };
};

const compile = await readFile(join(HERE, 'compile.php'));
const code = new TextDecoder().decode(compile);
const planted = (name) => readFile(join(HERE, 'planted', `${name}.txt`));
const files = await phpFilesBelow(PLUGIN);
const wrong = [];
for (const { name, load, refuses, takes } of CLAIMED) {
  const { version, lint } = await makeLinter(await load(), code);
  if (!version.startsWith(`${name}.`)) wrong.push(`PHP ${name} calls itself ${version}`);
  for (const one of refuses) {
    if ((await lint(await planted(one))) === null)
      wrong.push(`PHP ${version} takes ${one}, which was planted`);
  }
  for (const one of takes) {
    const said = await lint(await planted(one));
    if (said !== null) wrong.push(`PHP ${version} does not take ${one}: ${said}`);
  }
  for (const file of files) {
    const said = await lint(await readFile(file));
    if (said !== null) wrong.push(`PHP ${version}: ${relative(PLUGIN, file)}: ${said}`);
  }
  console.log(`PHP ${version}: ${files.length} files`);
}
for (const line of wrong) console.error(line);
process.exit(wrong.length > 0 ? 1 : 0);
