import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_SHOP, startStack } from '#scripts/stack/start-stack.ts';

/** Photos of the sample catalogue that the journeys use; few, so that a run stays short. */
const PHOTOS = ['stoneware-mug-1.jpg', 'stoneware-mug-2.jpg'];

/**
 * Starts the whole stack once for all journeys, with a small store, and tells the tests where it is. Returns what ends it.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'softbox-e2e-'));
  const stack = await startStack({ dataDir, seed: false, fastDatabase: true });
  for (const [index, filename] of PHOTOS.entries()) {
    const bytes = await readFile(join('sandbox/catalogue/photos', filename));
    await stack.sandbox.merchant.createProduct(DEMO_SHOP, {
      title: `Stoneware mug ${index + 1}`,
      handle: `stoneware-mug-${index + 1}`,
      vendor: 'Kiln & Co',
      images: [{ bytes, filename, alt: `Stoneware mug, view ${index + 1}` }],
      variants: [{ title: 'Default', price: '24.00', sku: `MUG-${index + 1}` }],
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
  return async () => {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
