import { parseArgs } from 'node:util';
import { startSandboxWoo } from './start.ts';
import type { Permalinks } from './types.ts';

const USAGE = `Starts a sandbox that stands in for a WordPress site with WooCommerce, on loopback only.

  node sandbox/woo/main.ts [options]

  --port N          port (default: any free one)
  --data DIR        keeps the state there over restarts (default: memory only)
  --name TEXT       what the site is called
  --path /shop      the site lies in a subfolder
  --permalinks HOW  pretty (default), index or plain
  --https           serves over TLS with a certificate made at the start
  --no-plugin       the Softbox plugin is not installed
  --softbox URL     the address that the plugin's connect screen offers
  --empty           no sample catalogue
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    name: { type: 'string' },
    path: { type: 'string' },
    permalinks: { type: 'string', default: 'pretty' },
    https: { type: 'boolean', default: false },
    'no-plugin': { type: 'boolean', default: false },
    softbox: { type: 'string' },
    empty: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const permalinks = (['pretty', 'index', 'plain'] as const).find(
  (one): one is Permalinks => one === values.permalinks,
);
if (values.help || !permalinks) {
  process.stdout.write(USAGE);
} else {
  const sandbox = await startSandboxWoo({
    port: Number(values.port),
    permalinks,
    https: values.https,
    plugin: !values['no-plugin'],
    ...(values.data ? { dataDir: values.data } : {}),
    ...(values.name ? { name: values.name } : {}),
    ...(values.path ? { path: values.path } : {}),
    ...(values.softbox ? { softboxAddress: values.softbox } : {}),
    ...(values.empty ? { seed: false } : {}),
  });
  console.log(`Sandbox that stands in for WooCommerce: ${sandbox.home} (REST: ${sandbox.restUrl})`);
  // a parent that started us (the demo, a test) learns the address from here
  process.send?.({ listening: sandbox.home, restUrl: sandbox.restUrl });
  const end = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
