import type { Reviews } from '#app/ports/repositories/reviews.ts';
import type { Db } from './client.ts';

export const makeReviews = (db: Db): Reviews => ({
  async decide(storeId, assetIds, decision) {
    const decidedAt = decision.state === 'undecided' ? null : decision.now;
    const rows = await db.review.updateManyAndReturn({
      where: { storeId, assetId: { in: [...assetIds] } },
      data: { state: decision.state, decidedBy: decision.decidedBy, decidedAt },
      select: { assetId: true },
    });
    return rows.map((r) => r.assetId);
  },
});
