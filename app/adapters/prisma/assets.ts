import type { OutputFormat } from '#app/domain/recipe/recipe.ts';
import type { Prisma } from '#app/generated/prisma/client.ts';
import type { Asset, AssetProvenance, Assets } from '#app/ports/repositories/assets.ts';
import type { Db } from './client.ts';
import { pageOf, takeOf } from './page.ts';

const SELECT = {
  id: true,
  storeId: true,
  jobId: true,
  productId: true,
  productImageId: true,
  objectKey: true,
  contentHash: true,
  sourceHash: true,
  sourceKey: true,
  recipeHash: true,
  format: true,
  bytes: true,
  width: true,
  height: true,
  fill: true,
  backgroundExact: true,
  maskConfidence: true,
  doubts: true,
  upscaled: true,
  digitalSourceType: true,
  renderMs: true,
  model: true,
  isPlaceholder: true,
  parentAssetId: true,
  createdAt: true,
  job: { select: { state: true, batchId: true } },
  review: { select: { state: true, decidedBy: true, decidedAt: true } },
} as const satisfies Prisma.AssetSelect;

type Row = Prisma.AssetGetPayload<{ select: typeof SELECT }>;

const toAsset = ({ job, review, format, ...row }: Row): Asset => ({
  ...row,
  format: format as OutputFormat,
  batchId: job.batchId,
  held: job.state === 'held',
  review: review?.state ?? 'undecided',
  decidedBy: review?.decidedBy ?? null,
  decidedAt: review?.decidedAt ?? null,
});

export const makeAssets = (db: Db): Assets => ({
  async get(storeId, id) {
    const row = await db.asset.findFirst({ where: { storeId, id }, select: SELECT });
    return row && toAsset(row);
  },
  async list(storeId, filter, page) {
    const job: Prisma.ImageJobWhereInput = {
      ...(filter.batchId ? { batchId: filter.batchId } : {}),
      ...(filter.held === undefined ? {} : { state: filter.held ? 'held' : 'ready' }),
    };
    const rows = await db.asset.findMany({
      where: {
        storeId,
        job,
        ...(filter.productId ? { productId: filter.productId } : {}),
        ...(filter.review ? { review: { state: filter.review } } : {}),
        ...(page.cursor ? { id: { lt: page.cursor } } : {}),
      },
      orderBy: { id: 'desc' },
      take: takeOf(page),
      select: SELECT,
    });
    return pageOf(rows.map(toAsset), page);
  },
  async provenance(storeId, id) {
    const row = await db.asset.findFirst({ where: { storeId, id }, select: { provenance: true } });
    return row ? (row.provenance as unknown as AssetProvenance) : null;
  },
});
