import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The sample catalogue of the sandbox store: what `scripts/catalogue/render.ts` wrote beside this file. */

const imageSchema = z.strictObject({
  /** Path inside the catalogue's folder. */
  file: z.string().regex(/^photos\/[a-z0-9.-]+$/),
  alt: z.string().max(512),
  /** True alpha of the product: 8-bit grey PNG of the picture's size as shown. */
  mask: z
    .string()
    .regex(/^masks\/[a-z0-9.-]+\.png$/)
    .optional(),
  /** Pixels as shown: where EXIF turns the picture, after turning it. */
  width: z.int().positive(),
  height: z.int().positive(),
  background: z.enum(['plain', 'cluttered', 'transparent']),
  /** What is unusual about the file, for pictures made to be awkward. */
  awkward: z.string().optional(),
});

const variantSchema = z.strictObject({
  title: z.string(),
  sku: z.string(),
  /** Decimal amount in the store's currency. */
  price: z.string().regex(/^\d+\.\d{2}$/),
  inventory: z.int().nonnegative(),
  /** One value for each of the product's options, in their order. */
  optionValues: z.array(z.string()),
  /** The product's picture that shows this variant. */
  imageFile: z.string().optional(),
});

const productSchema = z.strictObject({
  handle: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  status: z.enum(['ACTIVE', 'DRAFT', 'ARCHIVED']),
  options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variantSchema).min(1),
  images: z.array(imageSchema),
});

const catalogueSchema = z.strictObject({
  products: z.array(productSchema),
  collections: z.array(
    z.strictObject({ handle: z.string(), title: z.string(), products: z.array(z.string()) }),
  ),
});

export type Catalogue = z.infer<typeof catalogueSchema>;
export type CatalogueProduct = z.infer<typeof productSchema>;
export type CatalogueVariant = z.infer<typeof variantSchema>;
export type CatalogueImage = z.infer<typeof imageSchema>;

/** The folder that this file stands in: `file` and `mask` of each picture are paths inside it. */
export const CATALOGUE_DIR = import.meta.dirname;

/** Reads and checks `catalogue.json`; throws when it does not hold to the schema. */
export function loadCatalogue(dir: string = CATALOGUE_DIR): Catalogue {
  return catalogueSchema.parse(JSON.parse(readFileSync(path.join(dir, 'catalogue.json'), 'utf8')));
}
