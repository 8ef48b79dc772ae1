import { z } from 'zod';
import type { CatalogueSync } from '#app/ports/repositories/catalogue-syncs.ts';
import type {
  ProductDetail,
  ProductImageView,
  ProductSummary,
  VariantView,
} from '#app/ports/repositories/products.ts';
import { id, isoOrNull, reasonSchema, time } from './common.ts';

const externalId = z.string().meta({ description: "the platform's own id" });

export const imageSchema = z
  .object({
    id: id('source picture'),
    externalId,
    position: z.int(),
    alt: z.string(),
    url: z.string(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    isOurs: z.boolean().meta({ description: 'made by a publication of ours; never used as a source' }),
  })
  .meta({ id: 'ProductImage' });

export const variantSchema = z
  .object({
    id: id('variant'),
    externalId,
    title: z.string(),
    sku: z.string(),
    mediaExternalId: z.string().nullable(),
    inStock: z.boolean().nullable().meta({ description: 'null: the platform does not say' }),
    stockQuantity: z
      .int()
      .nullable()
      .meta({ description: 'null: not counted, or the platform does not say' }),
  })
  .meta({ id: 'Variant' });

const common = {
  id: id('product'),
  externalId,
  title: z.string().meta({ description: "the store's text, not markup: escape it" }),
  handle: z.string(),
  status: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  collections: z.array(z.string()),
};

export const productSummarySchema = z
  .object({
    ...common,
    imageCount: z.int(),
    variantCount: z.int(),
    firstImage: imageSchema.nullable(),
  })
  .meta({ id: 'ProductSummary' });

export const productSchema = z
  .object({
    ...common,
    deletedAt: time.nullable(),
    attributes: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
    inStock: z.boolean().nullable().meta({ description: 'null: the platform does not say' }),
    images: z.array(imageSchema),
    variants: z.array(variantSchema),
  })
  .meta({ id: 'Product' });

const toImage = (i: ProductImageView): z.infer<typeof imageSchema> => ({
  id: i.id,
  externalId: i.externalId,
  position: i.position,
  alt: i.alt,
  url: i.url,
  width: i.width,
  height: i.height,
  isOurs: i.isOurs,
});

const toVariant = (v: VariantView): z.infer<typeof variantSchema> => ({
  id: v.id,
  externalId: v.externalId,
  title: v.title,
  sku: v.sku,
  mediaExternalId: v.mediaExternalId,
  inStock: v.inStock,
  stockQuantity: v.stockQuantity,
});

const toCommon = (p: ProductSummary | ProductDetail) => ({
  id: p.id,
  externalId: p.externalId,
  title: p.title,
  handle: p.handle,
  status: p.status,
  vendor: p.vendor,
  productType: p.productType,
  tags: [...p.tags],
  collections: [...p.collections],
});

export const toProductSummary = (p: ProductSummary): z.infer<typeof productSummarySchema> => ({
  ...toCommon(p),
  imageCount: p.imageCount,
  variantCount: p.variantCount,
  firstImage: p.firstImage === null ? null : toImage(p.firstImage),
});

export const toProduct = (p: ProductDetail): z.infer<typeof productSchema> => ({
  ...toCommon(p),
  deletedAt: isoOrNull(p.deletedAt),
  attributes: p.attributes.map(({ name, values }) => ({ name, values: [...values] })),
  inStock: p.inStock,
  images: p.images.map(toImage),
  variants: p.variants.map(toVariant),
});

export const syncSchema = z
  .object({
    id: id('sync'),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    updatedSince: time.nullable().meta({ description: 'null: the whole catalogue' }),
    productsSeen: z.int(),
    reason: reasonSchema.nullable(),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'CatalogueSync' });

export const toSync = (s: CatalogueSync): z.infer<typeof syncSchema> => ({
  id: s.id,
  state: s.state,
  updatedSince: isoOrNull(s.updatedSince),
  productsSeen: s.productsSeen,
  reason: s.failure === null ? null : { kind: s.failure.kind, message: s.failure.message },
  createdAt: s.createdAt.toISOString(),
  finishedAt: isoOrNull(s.finishedAt),
});

const EXAMPLE_IMAGE: z.infer<typeof imageSchema> = {
  id: '019aac3d-1000-7aaa-8bbb-000000000002',
  externalId: 'gid://shopify/MediaImage/31',
  position: 0,
  alt: 'Blue mug',
  url: 'https://cdn.shopify.com/s/files/1/0001/mug.jpg',
  width: 2000,
  height: 2000,
  isOurs: false,
};
const EXAMPLE_COMMON = {
  id: '019aac3d-1000-7aaa-8bbb-000000000001',
  externalId: 'gid://shopify/Product/7',
  title: 'Blue mug',
  handle: 'blue-mug',
  status: 'active',
  vendor: 'Mug House',
  productType: 'Mug',
  tags: ['kitchen'],
  collections: ['Autumn'],
};
export const EXAMPLE_SUMMARY: z.infer<typeof productSummarySchema> = {
  ...EXAMPLE_COMMON,
  imageCount: 1,
  variantCount: 1,
  firstImage: EXAMPLE_IMAGE,
};
export const EXAMPLE_PRODUCT: z.infer<typeof productSchema> = {
  ...EXAMPLE_COMMON,
  deletedAt: null,
  attributes: [{ name: 'Material', values: ['Stoneware'] }],
  inStock: null,
  images: [EXAMPLE_IMAGE],
  variants: [
    {
      id: '019aac3d-1000-7aaa-8bbb-000000000003',
      externalId: 'gid://shopify/ProductVariant/9',
      title: 'Default',
      sku: 'MUG-B',
      mediaExternalId: null,
      inStock: null,
      stockQuantity: null,
    },
  ],
};
export const EXAMPLE_SYNC: z.infer<typeof syncSchema> = {
  id: '019aac3c-0000-7bbb-8ccc-00000000000a',
  state: 'running',
  updatedSince: null,
  productsSeen: 120,
  reason: null,
  createdAt: '2026-11-22T16:00:00.000Z',
  finishedAt: null,
};
