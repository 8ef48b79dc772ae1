import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogueProduct, loadCatalogue } from '#sandbox/catalogue/catalogue.ts';
import { insertProduct } from '../owner.ts';
import type { ProductSeed } from '../types.ts';
import type { World } from '../world.ts';

export const hasCatalogue = (directory: string): boolean => existsSync(join(directory, 'catalogue.json'));

/** Fills a new site with the sample catalogue: its collections are categories here. */
export async function seedSite(world: World, directory: string): Promise<void> {
  const catalogue = loadCatalogue(directory);
  for (const product of catalogue.products) {
    const categories = catalogue.collections
      .filter((collection) => collection.products.includes(product.handle))
      .map((collection) => collection.title);
    await insertProduct(world, await toSeed(product, categories, directory));
  }
}

async function toSeed(
  product: CatalogueProduct,
  categories: string[],
  directory: string,
): Promise<ProductSeed> {
  const images = await Promise.all(
    product.images.map(async ({ file, alt }) => ({
      bytes: await readFile(join(directory, file)),
      filename: file.split('/').at(-1) ?? file,
      alt,
    })),
  );
  const [only] = product.variants;
  const isSimple = product.variants.length === 1;
  return {
    name: product.title,
    slug: product.handle,
    status: product.status === 'ACTIVE' ? 'publish' : 'draft',
    description: product.descriptionHtml,
    categories,
    tags: product.tags,
    images,
    ...(isSimple && only
      ? { sku: only.sku, price: only.price, stock: only.inventory }
      : {
          variations: product.variants.map((variant) => ({
            attributes: product.options.map(({ name }, index) => ({
              name,
              option: variant.optionValues[index] ?? '',
            })),
            sku: variant.sku,
            price: variant.price,
            stock: variant.inventory,
            ...(variant.imageFile ? { imageFile: variant.imageFile.split('/').at(-1) ?? '' } : {}),
          })),
        }),
  };
}
