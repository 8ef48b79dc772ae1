import { failure } from '#app/domain/failure.ts';
import { err, ok } from '#app/domain/result.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { AnalysisVersion, ProductAnalyses } from '#app/ports/repositories/product-analyses.ts';
import type { Db } from './client.ts';

const MAX_IDS = 250;

const SELECT = {
  id: true,
  productImageId: true,
  version: true,
  body: true,
  origin: true,
  model: true,
  placeholder: true,
  sourceHash: true,
  createdBy: true,
  createdAt: true,
} as const satisfies Prisma.ProductAnalysisSelect;

type Row = Prisma.ProductAnalysisGetPayload<{ select: typeof SELECT }>;

const toVersion = ({ body, origin, ...row }: Row): AnalysisVersion => ({
  ...row,
  analysis: body,
  origin: origin === 'merchant' ? 'merchant' : 'model',
});

export const makeProductAnalyses = (db: Db): ProductAnalyses => ({
  async newest(storeId, productImageIds) {
    if (productImageIds.length > MAX_IDS) throw new Error(`at most ${MAX_IDS} ids at once`);
    const rows = await db.productAnalysis.findMany({
      where: { storeId, productImageId: { in: [...productImageIds] } },
      distinct: ['productImageId'],
      orderBy: [{ productImageId: 'asc' }, { version: 'desc' }],
      select: SELECT,
    });
    return new Map(rows.map((row) => [row.productImageId, toVersion(row)]));
  },
  async versions(storeId, productImageId, limit) {
    const rows = await db.productAnalysis.findMany({
      where: { storeId, productImageId },
      orderBy: { version: 'desc' },
      take: Math.min(100, limit),
      select: SELECT,
    });
    return rows.map(toVersion);
  },
  async add(storeId, { analysis, now, ...rest }) {
    const rows = await db.productAnalysis.createManyAndReturn({
      data: {
        ...rest,
        storeId,
        // plain JSON by its schema
        body: analysis as unknown as Prisma.InputJsonObject,
        createdAt: now,
      },
      skipDuplicates: true,
      select: SELECT,
    });
    const [row] = rows;
    if (row) return ok(toVersion(row));
    return err(
      failure('conflict', 'Somebody changed what is known of this photo meanwhile. Look again, then save.', {
        field: 'version',
      }),
    );
  },
});
