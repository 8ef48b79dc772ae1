import type { FileRecord, ProductRecord, ShopState, VariantRecord } from '../state/types.ts';
import type { World } from '../world.ts';

/** Sets `updatedAt` and lets `products/update` follow: our own writes fire it like anyone's. */
export function touchProduct(world: World, shop: ShopState, productId: number): void {
  const product = shop.products.get(productId);
  if (!product) return;
  shop.products.put({ ...product, updatedAt: world.clock.now() });
  world.noteProduct(shop, { kind: 'updated', productId });
}

export function productsShowing(shop: ShopState, fileId: number): ProductRecord[] {
  return shop.products.all().filter((product) => product.mediaIds.includes(fileId));
}

export function variantsOf(shop: ShopState, product: ProductRecord): VariantRecord[] {
  return product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
}

/** Files of the gallery in order. */
export function mediaOf(shop: ShopState, product: ProductRecord): FileRecord[] {
  return product.mediaIds.flatMap((id) => shop.files.get(id) ?? []);
}

/**
 * Puts a file at the end of a product's gallery; a file that is there already stays where it is.
 * Assumption (docs/sandbox-assumptions.md): no source says where `referencesToAdd` puts it.
 */
export function attachFile(world: World, shop: ShopState, productId: number, fileId: number): void {
  const product = shop.products.get(productId);
  if (!product || product.mediaIds.includes(fileId)) return;
  shop.products.put({ ...product, mediaIds: [...product.mediaIds, fileId] });
  touchProduct(world, shop, productId);
}

/**
 * Takes a file out of a product's gallery and off the product's variants; the file stays in Files.
 * Source: description of `Mutation.fileUpdate` in the schema ("deletes the file from the product's media gallery and
 * clears the image from any product variants that were using it").
 */
export function detachFile(world: World, shop: ShopState, productId: number, fileId: number): void {
  const product = shop.products.get(productId);
  if (!product?.mediaIds.includes(fileId)) return;
  shop.products.put({ ...product, mediaIds: product.mediaIds.filter((id) => id !== fileId) });
  for (const variant of variantsOf(shop, product)) {
    if (variant.mediaIds.includes(fileId)) putVariantMedia(world, shop, variant, []);
  }
  touchProduct(world, shop, productId);
}

export function putVariantMedia(
  world: World,
  shop: ShopState,
  variant: VariantRecord,
  mediaIds: number[],
): void {
  shop.variants.put({ ...variant, mediaIds, updatedAt: world.clock.now() });
}

/**
 * Applies moves one after another, each on the list the one before left. A position past the end means the end; an id
 * that is not in the gallery is passed over.
 * Sources: description of `MoveInput` in the schema; capture product-reorder-media-parity (unknown id: no error).
 */
export function applyMoves(mediaIds: number[], moves: { id: number; newPosition: number }[]): number[] {
  let order = [...mediaIds];
  for (const move of moves) {
    if (!order.includes(move.id)) continue;
    order = order.filter((id) => id !== move.id);
    order.splice(Math.min(move.newPosition, order.length), 0, move.id);
  }
  return order;
}

export function reorderNow(
  world: World,
  shop: ShopState,
  productId: number,
  moves: { id: number; newPosition: number }[],
): void {
  const product = shop.products.get(productId);
  if (!product) return;
  const mediaIds = applyMoves(product.mediaIds, moves);
  if (mediaIds.every((id, index) => id === product.mediaIds[index])) return;
  shop.products.put({ ...product, mediaIds });
  touchProduct(world, shop, productId);
}
