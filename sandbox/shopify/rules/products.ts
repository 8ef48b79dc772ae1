import type { ProductRecord, ShopState, VariantRecord } from '../state/types.ts';
import type { World } from '../world.ts';
import { touchProduct, variantsOf } from './gallery.ts';

export type NewVariant = {
  title?: string | undefined;
  sku?: string | null | undefined;
  price?: string | undefined;
  inventory?: number | undefined;
  optionValues?: string[] | undefined;
};
export type NewProduct = {
  title: string;
  handle?: string | undefined;
  descriptionHtml?: string | undefined;
  vendor?: string | undefined;
  productType?: string | undefined;
  tags?: string[] | undefined;
  status?: ProductRecord['status'] | undefined;
  options?: string[] | undefined;
  variants?: NewVariant[] | undefined;
};

/** Lower case letters, digits and hyphens, made unique by a number. Source: description of `ProductInput.handle`. */
export function freeHandle(shop: ShopState, wanted: string): string {
  const base =
    wanted
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}+/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'product';
  const taken = new Set(shop.products.all().map((product) => product.handle));
  if (!taken.has(base)) return base;
  let number = 1;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** A product with at least the one variant that every product has ("Default Title"). */
export function insertProduct(world: World, shop: ShopState, fields: NewProduct): ProductRecord {
  const now = world.clock.now();
  const id = shop.nextId();
  const names = fields.options?.length ? fields.options : ['Title'];
  const given = fields.variants?.length ? fields.variants : [{ optionValues: ['Default Title'] }];
  const rows = given.map((variant, index) => {
    const values = names.map((_, at) => variant.optionValues?.[at] ?? variant.title ?? 'Default Title');
    return newVariant(shop, id, names, values, variant, index + 1, now);
  });
  for (const row of rows) shop.variants.put(row);
  const product: ProductRecord = {
    id,
    handle: freeHandle(shop, fields.handle ?? fields.title),
    title: fields.title,
    descriptionHtml: fields.descriptionHtml ?? '',
    vendor: fields.vendor ?? shop.record.name,
    productType: fields.productType ?? '',
    // The platform keeps tags sorted and without doubles.
    tags: [...new Set(fields.tags ?? [])].sort((a, b) => a.localeCompare(b)),
    status: fields.status ?? 'ACTIVE',
    options: names.map((name, at) => ({
      id: shop.nextId(),
      name,
      values: [...new Set(rows.map((row) => row.optionValues[at]?.value ?? ''))],
    })),
    mediaIds: [],
    variantIds: rows.map((row) => row.id),
    seo: { title: null, description: null },
    publishedAt: (fields.status ?? 'ACTIVE') === 'ACTIVE' ? now : null,
    createdAt: now,
    updatedAt: now,
  };
  shop.products.put(product);
  world.noteProduct(shop, { kind: 'created', productId: id });
  return product;
}

function newVariant(
  shop: ShopState,
  productId: number,
  names: string[],
  values: string[],
  fields: NewVariant,
  position: number,
  now: number,
): VariantRecord {
  return {
    id: shop.nextId(),
    productId,
    inventoryItemId: shop.nextId(),
    title: fields.title ?? values.join(' / '),
    sku: fields.sku ?? null,
    barcode: null,
    price: fields.price ?? '0.00',
    compareAtPrice: null,
    inventory: fields.inventory ?? 0,
    position,
    optionValues: names.map((name, at) => ({ name, value: values[at] ?? '' })),
    mediaIds: [],
    createdAt: now,
    updatedAt: now,
  };
}

export type ProductChange = Partial<
  Pick<
    ProductRecord,
    'title' | 'handle' | 'descriptionHtml' | 'vendor' | 'productType' | 'tags' | 'status' | 'seo'
  >
>;

export function changeProduct(
  world: World,
  shop: ShopState,
  product: ProductRecord,
  change: ProductChange,
): void {
  const next = { ...product, ...change };
  if (change.tags) next.tags = [...new Set(change.tags)].sort((a, b) => a.localeCompare(b));
  if (next.status === 'ACTIVE' && product.status !== 'ACTIVE') next.publishedAt = world.clock.now();
  shop.products.put(next);
  touchProduct(world, shop, product.id);
}

/**
 * The product, its variants, metafields and the files that no other product shows.
 * Source: description of `Mutation.productDelete` in the schema.
 */
export function removeProduct(world: World, shop: ShopState, product: ProductRecord): void {
  const owners = new Set([`gid://shopify/Product/${product.id}`]);
  for (const variant of variantsOf(shop, product)) {
    owners.add(`gid://shopify/ProductVariant/${variant.id}`);
    shop.variants.remove(variant.id);
  }
  for (const metafield of shop.metafields.all()) {
    if (owners.has(metafield.ownerId)) shop.metafields.remove(metafield.id);
  }
  for (const collection of shop.collections.all()) {
    if (!collection.productIds.includes(product.id)) continue;
    shop.collections.put({
      ...collection,
      productIds: collection.productIds.filter((id) => id !== product.id),
    });
  }
  shop.products.remove(product.id);
  for (const fileId of product.mediaIds) {
    const shown = shop.products.all().some((other) => other.mediaIds.includes(fileId));
    if (!shown) shop.files.remove(fileId);
  }
  world.noteProduct(shop, { kind: 'deleted', productId: product.id });
}
