import { z } from 'zod';
import { failure } from '#app/domain/failure.ts';
import { err, ok, type Result } from '#app/domain/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CallOptions, PlatformProduct, StorePlatform } from '#app/ports/store-platform.ts';
import type { AdminClient } from './admin-client.ts';
import {
  LIST_PRODUCTS,
  READ_COLLECTIONS,
  READ_MEDIA,
  READ_PRODUCT,
  READ_SHOP,
  READ_VARIANTS,
} from './documents/products.ts';
import {
  collectionReply,
  connection,
  mediumOf,
  mediumReply,
  type ProductReply,
  productReply,
  toImages,
  toMediaSnapshot,
  toVariant,
  variantReply,
} from './product-replies.ts';

/** With the page sizes inside the document one page costs about 400 of the 1,000 points a query may cost. */
const PAGE_SIZE = 25;

const listReply = z.object({
  products: connection(
    productReply.extend({
      collections: connection(collectionReply),
      variants: connection(variantReply),
      media: connection(mediumReply),
    }),
  ),
});

const shopReply = z.object({
  shop: z.object({ name: z.string(), currencyCode: z.string() }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

const productGone = () => failure('product-gone', 'The product is no longer in the store.');

export const makeProductReads = (
  client: AdminClient,
  clock: Clock,
): Pick<StorePlatform, 'readStore' | 'listProducts' | 'readProduct' | 'readMedia'> => {
  const lists = makeListReads(client);

  const readParts = async (
    storeId: string,
    product: ProductReply,
    options: CallOptions,
  ): Promise<Result<PlatformProduct>> => {
    const collections = await lists.collections(storeId, product.id, options);
    if (!collections.ok) return collections;
    const variants = await lists.variants(storeId, product.id, options);
    if (!variants.ok) return variants;
    const media = await lists.media(storeId, product.id, options);
    if (!media.ok) return media;
    return ok(toProduct(product, collections.value, variants.value, media.value));
  };

  return {
    readStore: async (storeId, options = {}) => {
      const shop = await client.call(
        storeId,
        { operation: 'shop', document: READ_SHOP, variables: {}, reply: shopReply },
        options,
      );
      if (!shop.ok) return shop;
      const { name, currencyCode: currency } = shop.value.shop;
      const grantedScopes = shop.value.currentAppInstallation.accessScopes.map(({ handle }) => handle);
      return ok({ name, currency, grantedScopes });
    },

    listProducts: async (storeId, { cursor, updatedSince }, options = {}) => {
      const page = await client.call(
        storeId,
        {
          operation: 'products',
          document: LIST_PRODUCTS,
          variables: {
            first: PAGE_SIZE,
            after: cursor,
            query: updatedSince ? `updated_at:>='${updatedSince.toISOString()}'` : null,
            // by id a whole sync sees every product once, whatever is edited meanwhile
            sortKey: updatedSince ? 'UPDATED_AT' : 'ID',
          },
          reply: listReply,
        },
        options,
      );
      if (!page.ok) return page;
      const { nodes, pageInfo } = page.value.products;
      const products: PlatformProduct[] = [];
      for (const node of nodes) {
        const parts = [node.collections, node.variants, node.media];
        if (parts.every((part) => !part.pageInfo.hasNextPage)) {
          products.push(toProduct(node, node.collections.nodes, node.variants.nodes, node.media.nodes));
          continue;
        }
        // the rare large product is read by itself
        const whole = await readParts(storeId, node, options);
        if (whole.ok) products.push(whole.value);
        else if (whole.error.kind !== 'product-gone') return whole;
      }
      return ok({ products, nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null });
    },

    readProduct: async (storeId, productId, options = {}) => {
      const head = await client.call(
        storeId,
        {
          operation: 'product',
          document: READ_PRODUCT,
          variables: { id: productId },
          reply: z.object({ product: productReply.nullable() }),
        },
        options,
      );
      if (!head.ok) return head;
      return head.value.product ? readParts(storeId, head.value.product, options) : err(productGone());
    },

    readMedia: async (storeId, productId, options = {}) => {
      const media = await lists.media(storeId, productId, options);
      if (!media.ok) return media;
      const variants = await lists.variants(storeId, productId, options);
      if (!variants.ok) return variants;
      return ok({
        productId,
        takenAt: clock.now().toISOString(),
        media: media.value.map(toMediaSnapshot),
        variants: variants.value.map((variant) => ({ id: variant.id, mediaId: mediumOf(variant) })),
      });
    },
  };
};

const toProduct = (
  product: ProductReply,
  collections: readonly z.infer<typeof collectionReply>[],
  variants: readonly z.infer<typeof variantReply>[],
  media: readonly z.infer<typeof mediumReply>[],
): PlatformProduct => ({
  externalId: product.id,
  title: product.title,
  handle: product.handle,
  status: product.status.toLowerCase(),
  vendor: product.vendor,
  productType: product.productType,
  tags: product.tags,
  collections: collections.map((collection) => collection.title),
  updatedAt: new Date(product.updatedAt),
  variants: variants.map(toVariant),
  images: toImages(media),
});

/** The three lists of a product, each read to its end. */
const makeListReads = (client: AdminClient) => {
  const all =
    <T extends z.ZodType>(operation: 'collections' | 'variants' | 'media', document: string, node: T) =>
    async (storeId: string, productId: string, options: CallOptions): Promise<Result<z.infer<T>[]>> => {
      const reply = z.object({ product: z.object({ [operation]: connection(node) }).nullable() });
      const rows: z.infer<T>[] = [];
      let after: string | null = null;
      do {
        const variables: Record<string, unknown> = { id: productId, after };
        const page: Result<z.infer<typeof reply>> = await client.call(
          storeId,
          { operation: `product.${operation}`, document, variables, reply },
          options,
        );
        if (!page.ok) return page;
        const list = page.value.product?.[operation];
        if (!list) return err(productGone());
        rows.push(...list.nodes);
        after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
      } while (after !== null);
      return ok(rows);
    };
  return {
    collections: all('collections', READ_COLLECTIONS, collectionReply),
    variants: all('variants', READ_VARIANTS, variantReply),
    media: all('media', READ_MEDIA, mediumReply),
  };
};
