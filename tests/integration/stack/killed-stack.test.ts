import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpShop } from '#sandbox/shopify/state/dump.ts';
import { type ApiClient, everyItem, makeApiClient } from '#scripts/demo/api-client.ts';
import { openApp } from '#scripts/demo/open-app.ts';
import { DEMO_SHOP, type Stack, startStack } from '#scripts/stack/start-stack.ts';
import { runs } from '#tests/support/long-form.ts';

const PRODUCTS = 6;
const KILLS = runs(4);

/** A photo that is quick to cut out: its own transparency says what the product is. */
const photo = (hue: number) =>
  sharp({ create: { width: 400, height: 400, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    .composite([
      {
        input: Buffer.from(
          `<svg width="400" height="400"><rect x="120" y="60" width="160" height="290" rx="30" fill="hsl(${hue} 60% 45%)"/></svg>`,
        ),
      },
    ])
    .png()
    .toBuffer();

interface Row {
  readonly id: string;
  readonly state: string;
  readonly productExternalId?: string;
}

describe('web and worker killed at random', () => {
  let dataDir = '';
  let stack: Stack;
  let client: ApiClient;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'softbox-kill-'));
    // real patience of a lease would only make the test slow
    stack = await startStack({ dataDir, seed: false, fastDatabase: true, workers: 2 });
    for (let i = 0; i < PRODUCTS; i++) {
      await stack.sandbox.merchant.createProduct(DEMO_SHOP, {
        title: `Thing ${i}`,
        images: [{ bytes: await photo(i * 55), filename: `thing-${i}.png`, alt: `Thing ${i}` }],
      });
    }
    client = makeApiClient(stack);
    await openApp(stack);
    await until(async () => (await all<Row>('/products')).length === PRODUCTS);
  }, 180_000);

  afterAll(async () => {
    await stack?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  const all = <T>(path: string): Promise<T[]> => Array.fromAsync(everyItem<T>(client, path));

  const until = async (done: () => Promise<boolean>, patienceMs = 240_000): Promise<void> => {
    const end = Date.now() + patienceMs;
    for (;;) {
      // while the web process is down the question cannot be asked
      if (await done().catch(() => false)) return;
      if (Date.now() > end) throw new Error('it did not come to an end');
      await sleep(300);
    }
  };

  /** SIGKILL now the web process, now one of the workers, at moments of no one's choosing; each comes back. */
  const killing = async (): Promise<void> => {
    for (let kill = 0; kill < KILLS; kill++) {
      await sleep(300 + Math.random() * 2_000);
      if (kill % 3 === 2) {
        await stack.web().kill();
        await stack.restartWeb();
      } else {
        await stack.workers[kill % 2]?.kill();
        await stack.restartWorker(kill % 2);
      }
    }
  };

  it('loses nothing, makes nothing twice and publishes nothing twice', async () => {
    const shop = stack.sandbox.state.shop(DEMO_SHOP);
    if (!shop) throw new Error('no shop');
    const before = dumpShop(stack.sandbox.origin, shop).products;

    const recipe = { kind: 'packshot', frame: { width: 600, height: 600 } };
    const batch = await client.post<{ id: string }>('/batches', {
      selection: { kind: 'catalogue', images: 'main' },
      recipe,
    });
    await killing();
    await until(
      async () =>
        (await client.get<{ progress: { finished: boolean } }>(`/batches/${batch.id}`)).progress.finished,
    );
    const jobs = await all<Row>(`/batches/${batch.id}/jobs`);
    expect(jobs.map((job) => job.state)).toEqual(Array(PRODUCTS).fill('ready'));
    const assets = await all<Row>('/assets');
    expect(assets).toHaveLength(PRODUCTS);

    await client.post('/reviews', { assetIds: assets.map((a) => a.id), state: 'approved' });
    await client.post('/publications/many', {
      items: assets.map((a) => ({ assetId: a.id, placement: 'main' })),
    });
    await killing();
    const states = async () => (await all<Row>('/publications')).map((p) => p.state);
    await until(async () => (await states()).every((state) => state === 'published'));
    expect(await states()).toHaveLength(PRODUCTS);
    for (const product of dumpShop(stack.sandbox.origin, shop).products)
      expect(product.media).toHaveLength(2);

    await client.post('/undos', { publicationIds: (await all<Row>('/publications')).map((p) => p.id) });
    await killing();
    await until(async () => (await states()).every((state) => state === 'reverted'));
    expect(dumpShop(stack.sandbox.origin, shop).products).toEqual(before);
  }, 900_000);
});
