import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dumpShop } from '../state/dump.ts';
import { picture, SHOP, trySandbox } from '../testing/try-sandbox.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandbox-catalogue-'));
  await mkdir(join(directory, 'photos'));
  await writeFile(join(directory, 'photos/mug-1.png'), await picture(60));
  // Larger than the platform takes today, as a merchant's old picture may be.
  await writeFile(join(directory, 'photos/mug-2.png'), await picture(61, { width: 5000, height: 2 }));
  const image = { alt: 'A mug', width: 12, height: 8, background: 'plain' };
  const mug = {
    handle: 'mug',
    title: 'Tasse «Ünïcode» <b>',
    descriptionHtml: '<p>Holds tea.</p>',
    vendor: 'Kiln',
    productType: 'Mug',
    tags: ['tea', 'clay'],
    status: 'ACTIVE',
    options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
    variants: ['Red', 'Blue'].map((colour) => ({
      title: colour,
      sku: `MUG-${colour}`,
      price: '9.50',
      inventory: 4,
      optionValues: [colour],
      ...(colour === 'Red' ? { imageFile: 'photos/mug-2.png' } : {}),
    })),
    images: ['photos/mug-1.png', 'photos/mug-2.png'].map((file) => ({ ...image, file })),
  };
  const bare = { ...mug, handle: 'bare', title: 'Bare', images: [], variants: [{ ...mug.variants[1] }] };
  const collections = [{ handle: 'tea', title: 'Tea', products: ['mug', 'bare'] }];
  await writeFile(join(directory, 'catalogue.json'), JSON.stringify({ products: [mug, bare], collections }));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

test('a new shop is filled with the catalogue: products, pictures, variant links, collections', async () => {
  const it = await trySandbox({ seed: true, catalogueDir: directory });
  const shop = it.sandbox.state.shop(SHOP);
  if (!shop) throw new Error('There is no shop.');
  const [mug, bare] = dumpShop(it.sandbox.origin, shop).products;
  expect(mug).toMatchObject({
    handle: 'mug',
    title: 'Tasse «Ünïcode» <b>',
    media: [{ alt: 'A mug', status: 'READY' }, {}],
  });
  expect(mug?.variants.map((variant) => variant.media)).toEqual([[mug?.media[1]?.id], []]);
  expect(bare).toMatchObject({ handle: 'bare', media: [] });
  expect(shop.collections.all()).toMatchObject([
    { handle: 'tea', productIds: shop.products.all().map(({ id }) => id) },
  ]);
  expect(shop.products.all()[0]?.tags).toEqual(['clay', 'tea']);
  expect(it.received).toEqual([]);
  await it.close();
});

test('a shop that is there already is not filled again', async () => {
  const dataDir = join(directory, 'data');
  const first = await trySandbox({ seed: true, catalogueDir: directory, dataDir });
  await first.close();
  const second = await trySandbox({ seed: true, catalogueDir: directory, dataDir });
  expect(second.sandbox.state.shop(SHOP)?.products.size).toBe(2);
  await second.close();
});
