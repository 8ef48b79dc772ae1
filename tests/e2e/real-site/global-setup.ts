import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#scripts/stack/free-port.ts';
import { startStack } from '#scripts/stack/start-stack.ts';
import { startTlsFront } from '#scripts/stack/tls-front.ts';
import { makeTrialWork, readTrialSite, trustLocalSoftbox } from './trial-site.ts';

const PHOTOS = ['stoneware-mug-1.jpg', 'speckled-bowl-1.jpg'];

/** Softbox with its workers beside a real WordPress, which has to be running and without the plugin. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const site = readTrialSite(process.env);
  const work = makeTrialWork(site);
  const { plugins = [] } = await work.left();
  // deleting the plugin is a part of the journey: it would take along a folder that is only linked there
  if (plugins.length > 0) throw new Error(`The site has the plugin already: remove ${plugins.join(', ')}.`);
  await work.removeProducts();
  const products = await work.makeProducts(PHOTOS.map((photo) => join('sandbox/catalogue/photos', photo)));

  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-e2e-'));
  const port = await freePort();
  const softbox = `https://127.0.0.1:${port}`;
  const stack = await startStack({
    dataDir,
    seed: false,
    fastDatabase: true,
    // scenes are drawn by the stand-ins: nothing goes to a provider, and nothing is billed
    standIns: true,
    env: { SOFTBOX_PUBLIC_URL: softbox, SOFTBOX_WOO_PRIVATE_SITES: new URL(site.home).origin },
  });
  const front = await startTlsFront(stack.webUrl, port);
  const distrust = await trustLocalSoftbox(site, front.certificate);
  process.env.SOFTBOX_E2E_SOFTBOX = softbox;
  process.env.SOFTBOX_E2E_PRODUCTS = JSON.stringify(products);
  return async () => {
    await distrust();
    await front.close();
    await stack.stop();
    await work.removeProducts();
    await rm(dataDir, { recursive: true, force: true });
  };
}
