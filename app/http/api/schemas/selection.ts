import { z } from 'zod';
import { FAILURE_KINDS } from '#app/domain/failure.ts';
import type { RefusedProduct } from '#app/use-cases/resolve-sources.ts';
import { id } from './common.ts';

/** Ids one request can name; the whole catalogue has no such bound. */
export const MAX_SELECTION = 1000;

const images = z
  .enum(['main', 'all'])
  .default('main')
  .meta({ description: "main: the first photo of each product's gallery; all: every photo of it" });

/** What to make pictures of. Pictures that we published are never used as a source. */
export const selectionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('products'),
      productIds: z.array(id('product')).min(1).max(MAX_SELECTION),
      images,
    }),
    z.strictObject({
      kind: z.literal('images'),
      productImageIds: z.array(id('source picture')).min(1).max(MAX_SELECTION),
    }),
    z.strictObject({ kind: z.literal('catalogue'), images }),
  ])
  .meta({ id: 'Selection' });

export const refusedProductSchema = z
  .object({ productId: id('product'), kind: z.enum(FAILURE_KINDS), reason: z.string() })
  .meta({
    id: 'RefusedProduct',
    description: 'a product that cannot take part; the others go on without it',
  });

export const toRefused = (r: RefusedProduct): z.infer<typeof refusedProductSchema> => ({
  productId: r.productId,
  kind: r.kind,
  reason: r.reason,
});

export const EXAMPLE_SELECTION: z.input<typeof selectionSchema> = {
  kind: 'products',
  productIds: ['019aac3d-1000-7aaa-8bbb-000000000001', '019aac3d-1000-7aaa-8bbb-000000000004'],
  images: 'main',
};
