import { newId } from '#app/adapters/node/new-id.ts';
import type { Database } from '#app/adapters/prisma/client.ts';

export interface TestStore {
  readonly storeId: string;
  readonly productIds: readonly string[];
}

/**
 * A store with `products` products of one picture each; `urlOf` says where a product's picture is, null for none.
 */
export const makeTestStore = async (
  { prisma }: Database,
  products: number,
  urlOf: (index: number) => string | null = (i) => `https://photos.example/${i}.jpg`,
): Promise<TestStore> => {
  const storeId = newId();
  await prisma.store.create({
    data: { id: storeId, platform: 'shopify', externalId: `${storeId}.myshopify.com`, name: 'Test' },
  });
  const productIds = Array.from({ length: products }, () => newId());
  await prisma.product.createMany({
    data: productIds.map((id, i) => ({
      id,
      storeId,
      externalId: `gid://shopify/Product/${i + 1}`,
      title: `Product ${i}`,
      handle: `product-${i}`,
      status: 'ACTIVE',
      externalUpdatedAt: new Date(),
    })),
  });
  await prisma.productImage.createMany({
    data: productIds.flatMap((productId, i) => {
      const url = urlOf(i);
      return url === null
        ? []
        : [
            {
              id: newId(),
              storeId,
              productId,
              externalId: `gid://shopify/MediaImage/${i + 1}`,
              position: 0,
              url,
            },
          ];
    }),
  });
  return { storeId, productIds };
};
