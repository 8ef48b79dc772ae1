import { FIDELITY_VERDICTS } from '../../domain/fidelity/judge-fidelity.ts';
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
  verdicts: async (storeId, assetIds) => {
    const rows = await db.$queryRaw<{ id: string; said: string | null; sentence: string | null }[]>`
      SELECT id::text, provenance #>> '{model,fidelity,verdict}' AS said, provenance #>> '{model,fidelity,sentence}' AS sentence
      FROM assets WHERE store_id = ${storeId}::uuid AND id = ANY(${assetIds.slice(0, PAGE)}::uuid[])
        AND provenance #> '{model,fidelity}' IS NOT NULL`;
    return new Map(
      rows.flatMap(({ id, said, sentence }) => {
        const verdict = FIDELITY_VERDICTS.find((known) => known === said);
        return verdict ? [[id, { verdict, sentence: sentence ?? '' }] as const] : [];
      }),
    );
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
