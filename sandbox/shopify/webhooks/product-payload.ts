import { fileUrl } from '../cdn/file-url.ts';
import { gid } from '../gid.ts';
import { mediaOf, variantsOf } from '../rules/gallery.ts';
import type { FileRecord, ProductRecord, ShopState, VariantRecord } from '../state/types.ts';

/** The number of the legacy `ProductImage` of a file; another one than the file's own. */
export function productImageId(file: FileRecord): number {
  return file.id + 10_000_000_000_000;
}

/** Webhooks write times with an offset, not with Z. */
export function restTime(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', '+00:00');
}

/**
 * Body of `products/create` and `products/update`: the REST shape, with `media` beside `images`.
 * Sources: https://shopify.dev/docs/api/webhooks?reference=toml (products/update) and
 * https://shopify.dev/changelog/product-webhooks-now-include-media (from 2024-07).
 */
export function productPayload(
  origin: string,
  shop: ShopState,
  product: ProductRecord,
): Record<string, unknown> {
  const media = mediaOf(shop, product);
  const variants = variantsOf(shop, product);
  const images = media.filter((file) => file.kind === 'MediaImage' && file.content !== null);
  const image = (file: FileRecord, position: number) =>
    imagePayload(origin, shop, product, variants, file, position);
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: product.descriptionHtml,
    created_at: restTime(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: product.publishedAt === null ? null : restTime(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: restTime(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'global',
    tags: product.tags.join(', '),
    variants: variants.map((variant) => variantPayload(shop, variant)),
    options: product.options.map((option, index) => ({
      name: option.name,
      id: option.id,
      product_id: product.id,
      position: index + 1,
      values: option.values,
    })),
    images: images.map((file, index) => image(file, index + 1)),
    image: images[0] ? image(images[0], 1) : null,
    media: media.map((file, index) => mediaPayload(origin, shop, product, variants, file, index + 1)),
    variant_gids: variants.map((variant) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      updated_at: new Date(variant.updatedAt).toISOString(),
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function variantPayload(shop: ShopState, variant: VariantRecord): Record<string, unknown> {
  const file = variant.mediaIds[0] === undefined ? undefined : shop.files.get(variant.mediaIds[0]);
  return {
    admin_graphql_api_id: gid('ProductVariant', variant.id),
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPrice,
    created_at: restTime(variant.createdAt),
    id: variant.id,
    inventory_policy: 'deny',
    position: variant.position,
    price: variant.price,
    product_id: variant.productId,
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: restTime(variant.updatedAt),
    option1: variant.optionValues[0]?.value ?? null,
    option2: variant.optionValues[1]?.value ?? null,
    option3: variant.optionValues[2]?.value ?? null,
    image_id: file ? productImageId(file) : null,
    inventory_item_id: variant.inventoryItemId,
    inventory_quantity: variant.inventory,
    old_inventory_quantity: variant.inventory,
  };
}

function common(variants: VariantRecord[], product: ProductRecord, file: FileRecord, position: number) {
  return {
    product_id: product.id,
    position,
    created_at: restTime(file.createdAt),
    updated_at: restTime(file.updatedAt),
    // '' in GraphQL, null here: both as captured.
    alt: file.alt === '' ? null : file.alt,
    variant_ids: variants
      .filter((variant) => variant.mediaIds.includes(file.id))
      .map((variant) => variant.id),
  };
}

function imagePayload(
  origin: string,
  shop: ShopState,
  product: ProductRecord,
  variants: VariantRecord[],
  file: FileRecord,
  position: number,
): Record<string, unknown> {
  return {
    id: productImageId(file),
    ...common(variants, product, file, position),
    width: file.content?.width ?? null,
    height: file.content?.height ?? null,
    src: fileUrl(origin, shop.record, file),
    admin_graphql_api_id: gid('ProductImage', productImageId(file)),
  };
}

function mediaPayload(
  origin: string,
  shop: ShopState,
  product: ProductRecord,
  variants: VariantRecord[],
  file: FileRecord,
  position: number,
): Record<string, unknown> {
  return {
    id: file.id,
    ...common(variants, product, file, position),
    status: file.status,
    media_content_type: 'IMAGE',
    preview_image: {
      width: file.content?.width ?? null,
      height: file.content?.height ?? null,
      src: fileUrl(origin, shop.record, file),
      status: file.status,
    },
    admin_graphql_api_id: gid('MediaImage', file.id),
  };
}
