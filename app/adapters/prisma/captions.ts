import type { Captions } from '../../ports/repositories/captions.ts';
import type { Db } from './client.ts';

const PAGE = 250;

export const makeCaptions = (db: Db): Captions => ({
  titles: async (storeId, productIds) => {
    const rows = await db.product.findMany({
      where: { storeId, id: { in: [...new Set(productIds)].slice(0, PAGE) } },
      select: { id: true, title: true },
    });
    return new Map(rows.map((row) => [row.id, row.title]));
  },
  livePublications: async (storeId, assetIds) => {
    const rows = await db.publication.findMany({
      where: { storeId, assetId: { in: assetIds.slice(0, PAGE) }, state: { notIn: ['failed', 'reverted'] } },
      select: { id: true, assetId: true, state: true },
    });
    return new Map(rows.map(({ assetId, id, state }) => [assetId, { id, state }]));
  },
  undecided: async (storeId, limit) => {
    const rows = await db.review.findMany({
      where: { storeId, state: 'undecided' },
      select: { assetId: true },
      take: limit,
    });
    return rows.length;
  },
  products: (storeId) => db.product.count({ where: { storeId, deletedAt: null } }),
});
