// Builds the plugin's scripts into local files that use the WordPress packages of the site (`wp.*`), and notes for PHP
// which of its scripts each one needs. `node scripts/build.mjs [--zip FILE] [--softbox-address https://…]`
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { zipFiles } from './zip.mjs';

const HERE = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(HERE, 'build');
const SLUG = 'softbox-product-photos';

const { values } = parseArgs({
  options: { zip: { type: 'string' }, 'softbox-address': { type: 'string' } },
});

/** `@wordpress/api-fetch` is `wp.apiFetch`, and its script is called `wp-api-fetch`. */
const globalOf = (id) =>
  `wp.${id.slice('@wordpress/'.length).replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())}`;
const handleOf = (id) => `wp-${id.slice('@wordpress/'.length)}`;

/** One script, with what it takes from WordPress. */
const buildScript = async (name, entry, folder) => {
  const used = new Set();
  const result = await build({
    root: HERE,
    configFile: false,
    logLevel: 'warn',
    // WordPress 6.5 has no `react/jsx-runtime` of its own: JSX becomes calls of its `createElement`
    esbuild: {
      jsx: 'transform',
      jsxFactory: 'createElement',
      jsxFragment: 'Fragment',
      jsxInject: `import { createElement, Fragment } from '@wordpress/element'`,
    },
    build: {
      outDir: join(OUT, folder),
      emptyOutDir: false,
      target: 'es2020',
      cssCodeSplit: false,
      lib: {
        entry: join(HERE, entry),
        formats: ['iife'],
        name: 'softbox',
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
      rollupOptions: {
        external: (id) => id.startsWith('@wordpress/'),
        onwarn: (warning, warn) => {
          // JSX puts `Fragment` into files that have none; a comment of zod's stands where Rollup does not look
          if (warning.code !== 'UNUSED_EXTERNAL_IMPORT' && warning.code !== 'INVALID_ANNOTATION')
            warn(warning);
        },
        output: {
          globals: globalOf,
          extend: true,
        },
      },
    },
  });
  for (const chunk of result[0].output) {
    if (chunk.type === 'chunk') for (const id of chunk.imports) used.add(handleOf(id));
  }
  const script = await readFile(join(OUT, folder, `${name}.js`));
  const version = createHash('sha256').update(script).digest('hex').slice(0, 16);
  // the store `core/notices` comes with a script that nothing imports
  if (name === 'admin') used.add('wp-notices');
  const dependencies = [...used].toSorted().map((handle) => `'${handle}'`);
  await writeFile(
    join(OUT, folder, `${name}.asset.php`),
    `<?php return ['dependencies' => [${dependencies.join(', ')}], 'version' => '${version}'];\n`,
  );
  return { name, bytes: script.byteLength, dependencies };
};

const phpText = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

await rm(OUT, { recursive: true, force: true });
await mkdir(join(OUT, 'gallery'), { recursive: true });
for (const made of [
  await buildScript('admin', 'ui/admin.tsx', '.'),
  await buildScript('editor', 'ui/gallery/editor.tsx', 'gallery'),
  await buildScript('view', 'ui/gallery/view.ts', 'gallery'),
]) {
  console.log(
    `${made.name}.js ${made.bytes} bytes, with ${made.dependencies.join(' ') || 'nothing of WordPress'}`,
  );
}
for (const file of ['block.json', 'style.css']) {
  await cp(join(HERE, 'ui/gallery', file), join(OUT, 'gallery', file));
}

const address = values['softbox-address'];
if (address !== undefined) {
  if (new URL(address).protocol !== 'https:') throw new Error('--softbox-address is an https address');
  await writeFile(join(OUT, 'address.php'), `<?php return ${phpText(new URL(address).origin)};\n`);
}
if (values.zip !== undefined) {
  const count = await zipFiles(
    HERE,
    ['softbox-product-photos.php', 'uninstall.php', 'readme.txt', 'LICENSE', 'languages', 'src', 'build'],
    SLUG,
    resolve(values.zip),
  );
  console.log(`${values.zip}: ${count} files`);
}
