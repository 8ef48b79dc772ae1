import { attachFile, putVariantMedia, variantsOf } from '../rules/gallery.ts';
import { insertProduct } from '../rules/products.ts';
import type { CollectionRecord, ProductRecord, ShopState } from '../state/types.ts';
import type { ProductSeed } from '../types.ts';
import type { World } from '../world.ts';
import { insertImage } from './insert-image.ts';

/** A product with its pictures in place and linked to its variants. */
export async function insertProductWithImages(
  world: World,
  shop: ShopState,
  seed: ProductSeed,
): Promise<ProductRecord> {
  const product = insertProduct(world, shop, seed);
  const fileIds = new Map<string, number>();
  for (const image of seed.images ?? []) {
    const file = await insertImage(world, shop, image);
    fileIds.set(image.filename, file.id);
    attachFile(world, shop, product.id, file.id);
  }
  for (const [index, variant] of variantsOf(shop, product).entries()) {
    const wanted = seed.variants?.[index]?.imageFile;
    if (wanted === undefined) continue;
    const fileId = fileIds.get(wanted);
    if (fileId === undefined)
      throw new Error(`${seed.title}: variant picture ${wanted} is not among its images`);
    putVariantMedia(world, shop, variant, [fileId]);
  }
  return shop.products.get(product.id) ?? product;
}

export function insertCollection(
  world: World,
  shop: ShopState,
  seed: { title: string; handle: string; productIds: number[] },
): CollectionRecord {
  const now = world.clock.now();
  const collection: CollectionRecord = {
    id: shop.nextId(),
    handle: seed.handle,
    title: seed.title,
    descriptionHtml: '',
    productIds: seed.productIds,
    createdAt: now,
    updatedAt: now,
  };
  shop.collections.put(collection);
  return collection;
}
