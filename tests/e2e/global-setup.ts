import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_SHOP, startStack } from '#scripts/stack/start-stack.ts';
import { planWooSite } from '#scripts/stack/woo-site.ts';
import { startJourneySite } from './woo-site.ts';

/** Photos of the sample catalogue that the journeys use; few, so that a run stays short. */
const PHOTOS = [
  { filename: 'stoneware-mug-1.jpg', title: 'Stoneware mug', handle: 'stoneware-mug' },
  { filename: 'harbour-board-game-1.jpg', title: 'Harbour board game', handle: 'harbour-board-game' },
];

/**
 * Starts the whole stack once for all journeys, with a small store, and tells the tests where it is. Returns what ends it.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-e2e-'));
  const plan = await planWooSite(dataDir);
  const stack = await startStack({
    dataDir,
    seed: false,
    fastDatabase: true,
    standIns: true,
    env: plan.env,
  });
  const site = await startJourneySite(plan, stack.webUrl).catch(async (error: unknown) => {
    await stack.stop();
    throw error;
  });
  for (const { filename, title, handle } of PHOTOS) {
    const bytes = await readFile(join('sandbox/catalogue/photos', filename));
    await stack.sandbox.merchant.createProduct(DEMO_SHOP, {
      title,
      handle,
      vendor: 'Kiln & Co',
      images: [{ bytes, filename, alt: `${title}, from the side` }],
      variants: [{ title: 'Default', price: '24.00', sku: handle.toUpperCase() }],
    });
  }
  await stack.sandbox.merchant.createProduct(DEMO_SHOP, {
    title: 'Mug without a photo <b>yet</b>',
    handle: 'no-photo',
  });
  await stack.sandbox.install(DEMO_SHOP);
  process.env.SOFTBOX_E2E_ORIGIN = stack.sandbox.origin;
  process.env.SOFTBOX_E2E_STORE = DEMO_SHOP.replace('.myshopify.com', '');
  process.env.SOFTBOX_E2E_DATA = dataDir;
  process.env.SOFTBOX_E2E_WOO = site.sandbox.home;
  return async () => {
    await site.close();
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
