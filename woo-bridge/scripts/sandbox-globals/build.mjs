// Packs WordPress's own packages into one script and one style sheet, for sandbox/woo. They go into `.cache/wordpress`, not
// into `build`: that folder is what the plugin's zip holds. `node scripts/sandbox-globals/build.mjs`
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(dirname(HERE));
const OUT = join(ROOT, '.cache', 'wordpress');
/** Made beside it and put in its place when it is whole: whoever serves the folder never sees half of it. */
const NEW = `${OUT}.new`;

await rm(NEW, { recursive: true, force: true });
await mkdir(NEW, { recursive: true });
await build({
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_WORDPRESS_CORE': 'true' },
  build: {
    outDir: NEW,
    emptyOutDir: false,
    target: 'es2020',
    lib: {
      entry: join(HERE, 'entry.js'),
      formats: ['iife'],
      name: 'softboxSandboxGlobals',
      fileName: () => 'wp.js',
    },
    rollupOptions: {
      onwarn: (warning, warn) => {
        // "use client" is for servers that render, and means nothing here
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
await cp(join(ROOT, 'node_modules/@wordpress/components/build-style/style.css'), join(NEW, 'components.css'));
await rm(OUT, { recursive: true, force: true });
await rename(NEW, OUT);
