import { z } from 'zod';
import type {
  PlatformImage,
  PlatformProduct,
  PlatformStock,
  PlatformVariant,
} from '#app/ports/store-platform.ts';

/** Replies of `wc/v3`, as far as they are read. https://woocommerce.github.io/woocommerce-rest-api-docs/ */

const id = z.number().int().positive();
/** In GMT, without a zone. */
const gmt = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
  .transform((text) => new Date(`${text.slice(0, 19)}Z`));
/** Plugins turn texts into null, false and numbers. */
const text = z.preprocess(
  (value) => (value === null || value === undefined || value === false ? '' : String(value)),
  z.string(),
);

const named = z.object({ id: z.number().int(), name: text });

const imageReply = z.object({ id, src: text, alt: text });

export const productReply = z.object({
  id,
  name: text,
  slug: text,
  type: z.string(),
  status: z.string(),
  parent_id: z.number().int().nonnegative().catch(0),
  sku: text,
  date_modified_gmt: gmt.nullish(),
  date_created_gmt: gmt.nullish(),
  stock_status: text,
  manage_stock: z.unknown(),
  stock_quantity: z.number().nullish().catch(null),
  categories: z.array(named).catch([]),
  tags: z.array(named).catch([]),
  brands: z.array(named).optional().catch([]),
  attributes: z
    .array(z.object({ name: text, options: z.array(text).catch([]), variation: z.boolean().catch(false) }))
    .catch([]),
  images: z.array(imageReply),
  variations: z.array(id).catch([]),
});
export type ProductReply = z.infer<typeof productReply>;

export const variationReply = z.object({
  id,
  sku: text,
  menu_order: z.number().int().catch(0),
  stock_status: text,
  manage_stock: z.unknown(),
  stock_quantity: z.number().nullish().catch(null),
  image: z.union([imageReply, z.array(z.never()).max(0)]).nullable(),
  attributes: z.array(z.object({ name: text, option: text })).catch([]),
});
export type VariationReply = z.infer<typeof variationReply>;

/** Fields of a product that are asked for: descriptions and meta data of a whole catalogue stay where they are. */
export const PRODUCT_FIELDS =
  'id,name,slug,type,status,parent_id,sku,date_modified_gmt,date_created_gmt,manage_stock,stock_quantity,stock_status,categories,tags,brands,attributes,images,variations';
export const VARIATION_FIELDS = 'id,sku,menu_order,image,attributes,manage_stock,stock_quantity,stock_status';

/** `manage_stock` of a variation may be "parent": then the product counts, and the number here is the product's. */
const toStock = (row: {
  readonly stock_status: string;
  readonly manage_stock?: unknown;
  readonly stock_quantity?: number | null | undefined;
}): PlatformStock => ({
  inStock: row.stock_status !== 'outofstock',
  // fractions and millions are what some plugins make of it
  quantity:
    row.manage_stock === true && typeof row.stock_quantity === 'number'
      ? Math.max(-2_147_483_648, Math.min(2_147_483_647, Math.trunc(row.stock_quantity)))
      : null,
});

/** As the mirror names states, whatever the platform: what shoppers can see is active. */
const STATUS: ReadonlyMap<string, string> = new Map([
  ['publish', 'active'],
  ['trash', 'deleted'],
]);

/** Repeats are one picture: the first place counts. */
export const uniqueImages = (images: ProductReply['images']): ProductReply['images'] => {
  const seen = new Set<number>();
  return images.filter((image) => {
    const isNew = !seen.has(image.id) && URL.canParse(image.src);
    seen.add(image.id);
    return isNew;
  });
};

const toImages = (images: ProductReply['images']): PlatformImage[] =>
  uniqueImages(images).map((image, position) => ({
    externalId: String(image.id),
    position,
    alt: image.alt,
    url: image.src,
    // WooCommerce does not say
    width: null,
    height: null,
  }));

const toVariants = (product: ProductReply, variations: readonly VariationReply[]): PlatformVariant[] =>
  variations.map((variation, position) => ({
    externalId: String(variation.id),
    title: variation.attributes.map((attribute) => attribute.option).join(', ') || product.name,
    sku: variation.sku,
    position,
    stock: toStock(variation),
    mediaExternalId:
      variation.image === null || Array.isArray(variation.image) ? null : String(variation.image.id),
  }));

/** A simple product has no variants here: WooCommerce gives it none, and its picture is the product's own. */
export const toProduct = (product: ProductReply, variations: readonly VariationReply[]): PlatformProduct => ({
  externalId: String(product.id),
  title: product.name,
  handle: product.slug,
  status: STATUS.get(product.status) ?? 'draft',
  vendor: product.brands?.[0]?.name ?? '',
  productType: product.type,
  tags: product.tags.map((tag) => tag.name),
  collections: product.categories.map((category) => category.name),
  attributes: product.attributes.map(({ name, options }) => ({ name, values: options })),
  stock: toStock(product),
  updatedAt: product.date_modified_gmt ?? product.date_created_gmt ?? new Date(0),
  variants: toVariants(product, variations),
  images: toImages(product.images),
});
