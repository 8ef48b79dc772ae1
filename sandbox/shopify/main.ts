import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { adminPages } from './admin-ui/admin-pages.ts';
import { startSandboxShopify } from './start.ts';
import { type AppToml, readAppToml } from './webhooks/app-toml.ts';

const USAGE = `Starts a sandbox that stands in for Shopify, on loopback only.

  node sandbox/shopify/main.ts [options]

  --port N             port (default: any free one)
  --data DIR           keeps the state there over restarts (default: memory only)
  --shop NAME          a shop to make, e.g. demo.myshopify.com; may be repeated
  --app-url URL        where the app listens (default: http://127.0.0.1:3000)
  --client-id ID       (default: softbox-sandbox-app)
  --client-secret KEY  (default: softbox-sandbox-secret)
  --config FILE        shopify.app.toml with the app's scopes and webhooks
  --empty              no sample catalogue in new shops
  --strip-metadata     the CDN drops XMP from what it serves
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    shop: { type: 'string', multiple: true },
    'app-url': { type: 'string', default: 'http://127.0.0.1:3000' },
    'client-id': { type: 'string', default: 'softbox-sandbox-app' },
    'client-secret': { type: 'string', default: 'softbox-sandbox-secret' },
    config: { type: 'string' },
    empty: { type: 'boolean', default: false },
    'strip-metadata': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  const toml: AppToml | undefined = values.config
    ? readAppToml(await readFile(values.config, 'utf8'))
    : undefined;
  const clientSecret = values['client-secret'];
  const sandbox = await startSandboxShopify({
    port: Number(values.port),
    clientId: values['client-id'],
    clientSecret,
    appUrl: values['app-url'],
    cdn: { stripMetadata: values['strip-metadata'] },
    pages: adminPages({ clientSecret }),
    ...(values.data ? { dataDir: values.data } : {}),
    ...(values.shop ? { shops: values.shop } : {}),
    ...(values.empty ? { seed: false } : {}),
    ...(toml && toml.scopes.length > 0 ? { scopes: toml.scopes, optionalScopes: toml.optionalScopes } : {}),
    ...(toml ? { webhooks: toml.webhooks } : {}),
    ...(toml?.webhookApiVersion ? { webhookApiVersion: toml.webhookApiVersion } : {}),
  });
  const names = sandbox.state.shops().map((shop) => shop.record.domain);
  console.log(`Sandbox that stands in for Shopify: ${sandbox.origin} (${names.join(', ')})`);
  const end = () => {
    void sandbox.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
