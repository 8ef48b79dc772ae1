import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogueProduct, loadCatalogue } from '#sandbox/catalogue/catalogue.ts';
import type { ShopState } from '../state/types.ts';
import type { ProductSeed } from '../types.ts';
import type { World } from '../world.ts';
import { insertCollection, insertProductWithImages } from './insert-product.ts';

export function hasCatalogue(directory: string): boolean {
  return existsSync(join(directory, 'catalogue.json'));
}

/** Fills a new shop with the sample catalogue's products, pictures and collections. */
export async function seedShop(world: World, shop: ShopState, directory: string): Promise<void> {
  const catalogue = loadCatalogue(directory);
  const ids = new Map<string, number>();
  for (const product of catalogue.products) {
    const row = await insertProductWithImages(world, shop, await toSeed(product, directory));
    ids.set(product.handle, row.id);
  }
  // languages besides its own, so that there is something to translate into
  for (const locale of ['de', 'fr']) shop.locales.put({ locale, primary: false, published: true });
  for (const { handle, title, products } of catalogue.collections) {
    const productIds = products.flatMap((name) => ids.get(name) ?? []);
    insertCollection(world, shop, { handle, title, productIds });
  }
}

async function toSeed(product: CatalogueProduct, directory: string): Promise<ProductSeed> {
  const images = await Promise.all(
    product.images.map(async ({ file, alt }) => ({
      bytes: await readFile(join(directory, file)),
      filename: file,
      alt,
    })),
  );
  return {
    ...product,
    options: product.options.map((option) => option.name),
    variants: product.variants.map(({ imageFile, ...variant }) => ({
      ...variant,
      ...(imageFile ? { imageFile } : {}),
    })),
    images,
  };
}
