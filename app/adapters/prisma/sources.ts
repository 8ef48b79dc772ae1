import type { Sources } from '#app/ports/repositories/sources.ts';
import type { Db } from './client.ts';

const MAX_IDS = 1_000;

const bounded = (ids: readonly string[]): string[] => {
  if (ids.length > MAX_IDS) throw new Error(`at most ${MAX_IDS} ids at once`);
  return [...ids];
};

export const makeSources = (db: Db): Sources => ({
  async ofProducts(storeId, productIds) {
    const rows = await db.product.findMany({
      where: { storeId, id: { in: bounded(productIds) } },
      select: {
        id: true,
        deletedAt: true,
        images: {
          where: { isOurs: false },
          orderBy: [{ position: 'asc' }, { id: 'asc' }],
          select: { id: true, url: true },
        },
      },
    });
    return rows.map(({ id, deletedAt, images }) => ({
      productId: id,
      deleted: deletedAt !== null,
      images:
        deletedAt === null ? images.map((i) => ({ productId: id, productImageId: i.id, url: i.url })) : [],
    }));
  },
  async ofImages(storeId, productImageIds) {
    const rows = await db.productImage.findMany({
      where: { storeId, isOurs: false, id: { in: bounded(productImageIds) }, product: { deletedAt: null } },
      select: { id: true, productId: true, url: true },
    });
    return rows.map((r) => ({ productId: r.productId, productImageId: r.id, url: r.url }));
  },
  async productIds(storeId, after, limit) {
    const rows = await db.product.findMany({
      where: { storeId, deletedAt: null, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      take: Math.min(MAX_IDS, limit),
      select: { id: true },
    });
    return rows.map((r) => r.id);
  },
});
